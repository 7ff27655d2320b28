import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy

extension LedgerEntry {
    /// The entry as sent.
    func message(groupName: String, reversedBy: LedgerEntryID?) -> Taoli_Registry_V1_LedgerEntry {
        .with {
            $0.id = id.description
            $0.groupID = group.description
            $0.groupName = groupName
            $0.bookedOn = bookedOn.description
            $0.direction = direction.rawValue
            $0.source = source
            $0.sourceChinese = sourceName.chinese
            $0.sourceEnglish = sourceName.english
            $0.purpose = purpose
            $0.purposeChinese = purposeName.chinese
            $0.purposeEnglish = purposeName.english
            $0.fen = fen
            $0.note = note
            $0.reversesID = reverses?.description ?? ""
            $0.reversedByID = reversedBy?.description ?? ""
        }
    }
}

extension FundReads.Total {
    /// The row as sent.
    var message: Taoli_Registry_V1_FundTotal {
        .with {
            $0.groupID = group.description
            $0.groupName = groupName
            $0.district = district.rawValue
            $0.year = year
            $0.purpose = purpose
            $0.purposeChinese = purposeName.chinese
            $0.purposeEnglish = purposeName.english
            $0.source = source
            $0.sourceChinese = sourceName.chinese
            $0.sourceEnglish = sourceName.english
            $0.incomeFen = income
            $0.spendingFen = spending
            $0.referenceFen = reference.map { Int64($0.fen) } ?? 0
            $0.referenceClause = reference?.source.clause ?? ""
        }
    }
}

extension FeeAgreement {
    /// The agreement as sent.
    func message(groupName: String) -> Taoli_Registry_V1_FeeAgreement {
        .with {
            $0.id = id.description
            $0.groupID = group.description
            $0.groupName = groupName
            $0.kind = kind
            $0.kindChinese = kindName.chinese
            $0.kindEnglish = kindName.english
            $0.parties = parties.map { party in
                .with {
                    $0.id = party.id
                    $0.name = party.name
                }
            }
            $0.fenAYear = fenAYear ?? 0
            $0.reference = reference
            $0.from = validity.from.description
            $0.until = validity.until?.description ?? ""
        }
    }
}

extension Partner {
    /// The partner as sent.
    var message: Taoli_Registry_V1_Partner {
        .with {
            $0.id = id.description
            $0.name = name
            $0.kind = kind.rawValue
            $0.district = district.rawValue
            $0.version = version
        }
    }
}

extension PartnerReads.Link {
    /// The row as sent.
    var message: Taoli_Registry_V1_Partnership {
        .with {
            $0.id = id
            $0.partnerID = partner.description
            $0.partnerName = partnerName
            $0.partnerKind = partnerKind
            $0.groupID = group.description
            $0.groupName = groupName
            $0.subject = subject
            $0.from = from
            $0.until = until
        }
    }
}
