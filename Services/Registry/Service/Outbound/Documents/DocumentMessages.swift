import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Events of documents.
enum DocumentMessages {
    typealias Facts = Taoli_Registry_Events_V1_DocumentVersionProposed.Facts

    static func proposed(_ news: DocumentNews, _ sha256: String, _ size: Int)
        -> Taoli_Registry_Events_V1_DocumentVersionProposed
    {
        .with {
            $0.facts = facts(news)
            $0.sha256 = sha256
            $0.size = Int64(size)
        }
    }

    static func accepted(_ news: DocumentNews, _ by: DocumentAcceptance.Acceptor)
        -> Taoli_Registry_Events_V1_DocumentAccepted
    {
        .with {
            $0.facts = facts(news)
            $0.by = by.stored
        }
    }

    static func inForce(_ news: DocumentNews, _ date: CalendarDate)
        -> Taoli_Registry_Events_V1_DocumentInForce
    {
        .with {
            $0.facts = facts(news)
            $0.from = date.description
        }
    }

    static func filed(_ news: DocumentNews) -> Taoli_Registry_Events_V1_DocumentFiled {
        .with { $0.facts = facts(news) }
    }

    static func returned(_ news: DocumentNews, _ reason: String)
        -> Taoli_Registry_Events_V1_DocumentReturned
    {
        .with {
            $0.facts = facts(news)
            $0.reason = reason
        }
    }

    private static func facts(_ news: DocumentNews) -> Facts {
        .with {
            $0.documentID = news.id.description
            $0.pack = news.pack
            $0.packVersion = news.packVersion
            $0.kind = news.kind
            $0.kindChinese = news.kindName.chinese
            $0.kindEnglish = news.kindName.english
            $0.unit = news.unit.description
            $0.period = news.period.text
            $0.version = Int32(news.number)
            $0.recipients = news.recipients.map(\.description)
        }
    }
}
