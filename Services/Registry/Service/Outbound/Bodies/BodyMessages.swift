import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Events of bodies.
enum BodyMessages {
    typealias Facts = Taoli_Registry_Events_V1_BodyEstablished.Facts
    typealias Seat = Taoli_Registry_Events_V1_BodyEstablished.Seat
    typealias Matter = Taoli_Registry_Events_V1_BodyEstablished.Matter

    static func established(_ news: BodyNews, _ from: CalendarDate)
        -> Taoli_Registry_Events_V1_BodyEstablished
    {
        .with {
            $0.facts = facts(news)
            $0.from = from.description
        }
    }

    static func dissolved(_ news: BodyNews, _ date: CalendarDate)
        -> Taoli_Registry_Events_V1_BodyDissolved
    {
        .with {
            $0.facts = facts(news)
            $0.on = date.description
        }
    }

    static func appointed(_ news: BodyNews, _ held: AppointmentNews)
        -> Taoli_Registry_Events_V1_BodyMemberAppointed
    {
        .with {
            $0.facts = facts(news)
            $0.seat = seat(held)
        }
    }

    static func released(_ news: BodyNews, _ held: AppointmentNews, _ until: CalendarDate)
        -> Taoli_Registry_Events_V1_BodyMemberReleased
    {
        .with {
            $0.facts = facts(news)
            $0.seat = seat(held)
            $0.until = until.description
        }
    }

    static func proposed(_ news: BodyNews, _ item: ResolutionNews)
        -> Taoli_Registry_Events_V1_BodyResolutionProposed
    {
        .with {
            $0.facts = facts(news)
            $0.matter = matter(item)
        }
    }

    static func advised(_ news: BodyNews, _ item: ResolutionNews, _ adviser: BodyID)
        -> Taoli_Registry_Events_V1_BodyResolutionAdvised
    {
        .with {
            $0.facts = facts(news)
            $0.matter = matter(item)
            $0.adviserID = adviser.description
        }
    }

    static func decided(_ news: BodyNews, _ item: ResolutionNews)
        -> Taoli_Registry_Events_V1_BodyResolutionDecided
    {
        .with {
            $0.facts = facts(news)
            $0.matter = matter(item)
            guard let session = item.session else { return }
            $0.heldOn = session.heldOn.description
            $0.members = Int32(session.members)
            $0.present = Int32(session.voting)
            $0.inFavour = Int32(session.tally.inFavour)
            $0.against = Int32(session.tally.against)
            $0.abstained = Int32(session.tally.abstained)
            $0.rule = session.rule
            $0.clause = session.clause ?? ""
            $0.packVersion = session.packVersion
        }
    }

    static func withdrawn(_ news: BodyNews, _ item: ResolutionNews)
        -> Taoli_Registry_Events_V1_BodyResolutionWithdrawn
    {
        .with {
            $0.facts = facts(news)
            $0.matter = matter(item)
        }
    }

    private static func facts(_ news: BodyNews) -> Facts {
        .with {
            $0.bodyID = news.id.description
            $0.pack = news.pack
            $0.packVersion = news.packVersion
            $0.kind = news.kind
            $0.kindChinese = news.kindName.chinese
            $0.kindEnglish = news.kindName.english
            $0.unit = news.unit.description
            $0.recipients = news.recipients.map(\.description)
        }
    }

    private static func seat(_ held: AppointmentNews) -> Seat {
        .with {
            $0.appointmentID = held.id.description
            $0.post = held.post
            $0.personID = held.person?.description ?? ""
            $0.unit = held.unit?.description ?? ""
            $0.from = held.validity.from.description
            $0.until = held.validity.until?.description ?? ""
        }
    }

    private static func matter(_ item: ResolutionNews) -> Matter {
        .with {
            $0.resolutionID = item.id.description
            $0.kind = item.matter.name
            $0.aboutID =
                item.matter.document?.description ?? item.matter.case?.description ?? ""
            $0.documentVersion = item.matter.documentVersion ?? 0
            $0.schoolID = item.school?.description ?? ""
            $0.status = item.status.rawValue
        }
    }
}
