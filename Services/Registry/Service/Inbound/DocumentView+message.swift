import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy

extension DocumentView {
    /// The document as sent.
    var message: Taoli_Registry_V1_Document {
        let document = loaded.document
        let rule = loaded.rules.kind
        return .with {
            $0.id = document.id.description
            $0.pack = document.pack
            $0.packVersion = document.packVersion
            $0.kind = document.kind
            $0.kindChinese = rule.name.chinese
            $0.kindEnglish = rule.name.english
            $0.clause = rule.source.clause ?? ""
            $0.unit = document.owner.unit.description
            $0.unitName = names[document.owner.unit] ?? ""
            $0.district = document.owner.district.rawValue
            $0.period = document.period.text
            $0.state = DocumentState(loaded).rawValue
            $0.holds = Int32(document.version(on: loaded.today)?.number ?? 0)
            $0.versions = document.versions.map(\.message)
            $0.waitingFor = loaded.waiting.units.map { unit in
                .with {
                    $0.schoolID = unit.id
                    $0.name = names[unit] ?? ""
                }
            }
            $0.waitsForCouncil = loaded.waiting == .council
            $0.version = document.version
        }
    }
}

extension DocumentVersion {
    /// The version as sent, without its content.
    fileprivate var message: Taoli_Registry_V1_DocumentVersion {
        .with {
            $0.number = Int32(number)
            $0.title = title
            $0.sha256 = content.sha256
            $0.size = Int64(content.size)
            $0.mediaType = content.mediaType.rawValue
            $0.reference = content.reference ?? ""
            $0.chapters = chapters
            $0.proposedOn = proposedOn.description
            $0.inForceFrom = inForceFrom?.description ?? ""
            $0.acceptances = acceptances.map { acceptance in
                .with {
                    $0.by = acceptance.by.stored
                    $0.on = acceptance.on.description
                }
            }
            $0.filing = filing?.outcome.rawValue ?? ""
            $0.filedOn = filing?.on.description ?? ""
            $0.filingNote = filing?.note ?? ""
        }
    }
}

extension DueDocument {
    /// The row as sent.
    var message: Taoli_Registry_V1_DueDocument {
        .with {
            $0.kind = kind.id
            $0.kindChinese = kind.name.chinese
            $0.kindEnglish = kind.name.english
            $0.clause = kind.source.clause ?? ""
            $0.period = period.text
            $0.documentID = document?.description ?? ""
            $0.version = Int32(number ?? 0)
            $0.state = state.rawValue
            $0.waitingFor = waiting.units.map(\.id)
            $0.waitsForCouncil = waiting == .council
        }
    }
}

extension ChapterCoverage {
    /// The chapter as sent.
    var message: Taoli_Registry_V1_DocumentChapter {
        .with {
            $0.id = rule.id
            $0.nameChinese = rule.name.chinese
            $0.nameEnglish = rule.name.english
            $0.clause = rule.source.clause ?? ""
            $0.documentIds = documents.map(\.description)
        }
    }
}
