import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

extension PersonView {
    /// The person as sent, numbers masked.
    var message: Taoli_Registry_V1_Person {
        let facts = person.facts
        return .with {
            $0.id = person.id.description
            $0.name = facts.name
            $0.district = person.district.rawValue
            $0.document = facts.number?.document.rawValue ?? ""
            $0.numberMasked = facts.number?.masked ?? ""
            $0.phoneMasked = facts.phone?.masked ?? ""
            $0.workingSince = facts.workingSince?.description ?? ""
            $0.teachingSince = facts.teachingSince?.description ?? ""
            $0.title = facts.title?.rawValue ?? ""
            $0.principalGrade = facts.principalGrade?.rawValue ?? ""
            $0.employments = person.employments.filter(\.isReal).map(post)
            $0.levels = person.awards.filter(\.isReal).map(level)
            $0.keyLevel = person.keyLevel(on: date)?.rawValue ?? ""
            $0.yearsAtSchool = Int32(person.yearsAtSchool(on: date) ?? -1)
            $0.version = person.version
        }
    }

    /// The person as exported, numbers in clear.
    var exported: Taoli_Registry_V1_ExportedPerson {
        .with {
            $0.person = message
            $0.number = person.facts.number?.value ?? ""
            $0.phone = person.facts.phone?.value ?? ""
        }
    }

    private func post(_ post: Employment) -> Taoli_Registry_V1_Employment {
        .with {
            $0.id = post.id.description
            $0.schoolID = post.school.description
            $0.schoolName = schools[post.school] ?? ""
            $0.concurrent = post.kind == .concurrent
            $0.post = post.facts.post.rawValue
            $0.subject = post.facts.subject?.rawValue ?? ""
            $0.stage = post.facts.stage?.rawValue ?? ""
            $0.from = post.validity.from.description
            $0.until = post.validity.until?.description ?? ""
            $0.schoolSince = post.schoolSince.description
            $0.outsideLimit = post.facts.isOutsideLimit
            $0.channel = post.facts.channel?.rawValue ?? ""
        }
    }

    private func level(_ award: KeyLevelAward) -> Taoli_Registry_V1_KeyLevel {
        .with {
            $0.id = award.id.description
            $0.level = award.level.rawValue
            $0.from = award.validity.from.description
            $0.until = award.validity.until?.description ?? ""
            $0.issuer = award.issuer
        }
    }
}

extension RevealLine {
    /// The look as sent.
    var message: Taoli_Registry_V1_Reveal {
        .with {
            $0.personID = person.description
            $0.personName = personName
            $0.fields = fields
            $0.reason = reason
            $0.actor = actor
            $0.actorRole = actorRole
            $0.revealedAt = revealedAt.formatted(.iso8601)
        }
    }
}

extension Establishment {
    /// The numbers as sent.
    var message: Taoli_Registry_V1_Establishment {
        .with {
            $0.from = from.description
            $0.posts = Int32(posts)
            $0.leaders = Int32(leaders)
            $0.middleManagers = Int32(middleManagers)
            $0.reference = reference
        }
    }
}

extension SchoolPostsView {
    /// What the school may have and has, as sent.
    var message: Taoli_Registry_V1_SchoolPosts {
        .with {
            $0.schoolID = school.description
            $0.on = date.description
            if let held { $0.establishment = held.message }
            $0.filled = Int32(filled)
            $0.leaders = Int32(leaders)
            $0.leadersOutsideLimit = Int32(outside)
            $0.middleManagers = Int32(middle)
        }
    }
}
