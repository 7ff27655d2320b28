import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Events of persons: ids and what rules need, no names and no numbers.
enum PersonMessages {
    typealias Facts = Taoli_Registry_Events_V1_PersonRegistered.Facts

    static func facts(_ news: PersonNews) -> Facts {
        .with {
            $0.personID = news.id.description
            $0.workingSince = news.workingSince?.description ?? ""
            $0.teachingSince = news.teachingSince?.description ?? ""
            $0.title = news.title?.rawValue ?? ""
            $0.principalGrade = news.principalGrade?.rawValue ?? ""
        }
    }

    static func registered(_ news: PersonNews, _ job: String)
        -> Taoli_Registry_Events_V1_PersonRegistered
    {
        .with {
            $0.facts = facts(news)
            $0.importJobID = job
        }
    }

    static func revised(_ news: PersonNews, _ job: String)
        -> Taoli_Registry_Events_V1_PersonRevised
    {
        .with {
            $0.facts = facts(news)
            $0.importJobID = job
        }
    }

    static func withdrawn(_ id: PersonID, _ job: String)
        -> Taoli_Registry_Events_V1_PersonWithdrawn
    {
        .with {
            $0.personID = id.description
            $0.importJobID = job
        }
    }

    static func began(_ id: PersonID, _ post: Employment, _ job: String)
        -> Taoli_Registry_Events_V1_EmploymentBegan
    {
        .with {
            $0.personID = id.description
            $0.employmentID = post.id.description
            $0.schoolID = post.school.description
            $0.kind = post.kind.rawValue
            $0.post = post.facts.post.rawValue
            $0.subject = post.facts.subject?.rawValue ?? ""
            $0.stage = post.facts.stage?.rawValue ?? ""
            $0.from = post.validity.from.description
            $0.schoolSince = post.schoolSince.description
            $0.outsideLimit = post.facts.isOutsideLimit
            $0.channel = post.facts.channel?.rawValue ?? ""
            $0.importJobID = job
        }
    }

    static func ended(_ id: PersonID, _ post: Employment, _ job: String)
        -> Taoli_Registry_Events_V1_EmploymentEnded
    {
        .with {
            $0.personID = id.description
            $0.employmentID = post.id.description
            $0.schoolID = post.school.description
            $0.kind = post.kind.rawValue
            $0.until = post.validity.until?.description ?? ""
            $0.importJobID = job
        }
    }

    static func awarded(_ id: PersonID, _ award: KeyLevelAward, _ job: String)
        -> Taoli_Registry_Events_V1_KeyLevelAwarded
    {
        .with {
            $0.personID = id.description
            $0.awardID = award.id.description
            $0.level = award.level.rawValue
            $0.from = award.validity.from.description
            $0.until = award.validity.until?.description ?? ""
            $0.importJobID = job
        }
    }

    static func levelWithdrawn(_ id: PersonID, _ award: KeyLevelAward, _ job: String)
        -> Taoli_Registry_Events_V1_KeyLevelWithdrawn
    {
        .with {
            $0.personID = id.description
            $0.awardID = award.id.description
            $0.level = award.level.rawValue
            $0.until = award.validity.until?.description ?? ""
            $0.importJobID = job
        }
    }

    static func establishment(_ school: SchoolID, _ set: Establishment)
        -> Taoli_Registry_Events_V1_EstablishmentSet
    {
        .with {
            $0.schoolID = school.description
            $0.from = set.from.description
            $0.posts = Int32(set.posts)
            $0.leaders = Int32(set.leaders)
            $0.middleManagers = Int32(set.middleManagers)
        }
    }
}
