import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Events of money, agreements and partners.
enum FundMessages {
    static func recorded(_ id: GroupID, _ entry: LedgerEntry)
        -> Taoli_Registry_Events_V1_LedgerEntryRecorded
    {
        .with {
            $0.groupID = id.description
            $0.entryID = entry.id.description
            $0.bookedOn = entry.bookedOn.description
            $0.direction = entry.direction.rawValue
            $0.source = entry.source
            $0.purpose = entry.purpose
            $0.fen = entry.fen
            $0.reversesID = entry.reverses?.description ?? ""
        }
    }

    static func recorded(_ id: GroupID, _ item: FeeAgreement)
        -> Taoli_Registry_Events_V1_FeeAgreementRecorded
    {
        .with {
            $0.groupID = id.description
            $0.agreementID = item.id.description
            $0.kind = item.kind
            $0.from = item.validity.from.description
            $0.until = item.validity.until?.description ?? ""
        }
    }

    static func registered(_ partner: Partner) -> Taoli_Registry_Events_V1_PartnerRegistered {
        .with {
            $0.partnerID = partner.id.description
            $0.name = partner.name
            $0.kind = partner.kind.rawValue
            $0.district = partner.district.rawValue
        }
    }

    static func changed(_ id: PartnerID, _ item: Partnership)
        -> Taoli_Registry_Events_V1_PartnershipChanged
    {
        .with {
            $0.partnerID = id.description
            $0.partnershipID = item.id.description
            $0.groupID = item.group.description
            $0.from = item.validity.from.description
            $0.until = item.validity.until?.description ?? ""
        }
    }
}
