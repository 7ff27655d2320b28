import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy

extension BodyView {
    /// The body with its members of the day, as sent.
    var message: Taoli_Registry_V1_Body {
        .with {
            $0.id = body.id.description
            $0.pack = body.pack
            $0.packVersion = body.packVersion
            $0.kind = body.kind
            $0.kindChinese = rules.kind.name.chinese
            $0.kindEnglish = rules.kind.name.english
            $0.clause = rules.kind.source.clause ?? ""
            $0.name = body.name
            $0.unit = body.owner.unit.description
            $0.unitName = names[body.owner.unit] ?? ""
            $0.district = body.owner.district.rawValue
            $0.from = body.validity.from.description
            $0.until = body.validity.until?.description ?? ""
            $0.on = on.description
            $0.members = body.members(on: on).map(member)
            $0.version = body.version
        }
    }

    private func member(_ held: BodyAppointment) -> Taoli_Registry_V1_BodyMember {
        let post = rules.name(ofPost: held.post)
        return .with {
            $0.appointmentID = held.id.description
            $0.post = held.post
            $0.postChinese = post.chinese
            $0.postEnglish = post.english
            switch held.holder {
            case .person(let id): $0.personID = id.description
            case .office(let title): $0.office = title
            }
            $0.unit = held.unit?.description ?? ""
            $0.unitName = held.unit.flatMap { names[$0] } ?? ""
            $0.from = held.validity.from.description
            $0.until = held.validity.until?.description ?? ""
        }
    }
}

extension ResolutionView {
    /// The agenda item as sent.
    var message: Taoli_Registry_V1_Resolution {
        .with {
            $0.id = item.id.description
            $0.bodyID = body.id.description
            $0.bodyName = body.name
            $0.unit = body.owner.unit.description
            $0.title = item.title
            $0.matter = item.matter.name
            $0.schoolID = item.concerned?.description ?? ""
            $0.schoolName = schoolName
            $0.documentID = item.matter.document?.description ?? ""
            $0.documentVersion = item.matter.documentVersion ?? 0
            $0.caseID = item.matter.case?.description ?? ""
            $0.status = item.status.rawValue
            $0.proposedOn = item.proposedOn.description
            $0.advice = item.advice.map { advice in
                .with {
                    $0.adviserID = advice.adviser.description
                    $0.adviserName = advisers[advice.adviser] ?? ""
                    $0.reference = advice.reference
                    $0.on = advice.on.description
                }
            }
            if let session = item.session { fill(&$0, session) }
        }
    }

    private func fill(_ message: inout Taoli_Registry_V1_Resolution, _ session: DecidedSession) {
        message.heldOn = session.heldOn.description
        message.rule = session.rule
        message.clause = session.clause ?? ""
        message.packVersion = session.packVersion
        message.present = session.present.map(\.description)
        message.ballots = session.ballots.map { ballot in
            .with {
                $0.appointmentID = ballot.member.description
                $0.choice = ballot.choice.rawValue
            }
        }
        message.members = Int32(session.members)
        message.voting = Int32(session.voting)
        message.tally = .with {
            $0.inFavour = Int32(session.tally.inFavour)
            $0.against = Int32(session.tally.against)
            $0.abstained = Int32(session.tally.abstained)
        }
        message.hearing = session.hearing
        message.minutes = session.minutes
    }
}
