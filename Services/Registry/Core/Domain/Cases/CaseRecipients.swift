import TaoliModels
import TaoliPolicy

/// Who is told of what happened in a case, as the pack says.
struct CaseRecipients {
    let rules: CaseRules

    /// The units told of an answer at a step, each once, without the one that gave it.
    ///
    /// - Parameter item: the case after the answer.
    func units(at step: StepRule, of item: Case, by author: CaseSignature) -> [UnitReference] {
        let always = rules.pack[ToldSection.self].always.flatMap(\.tell)
        var told: [UnitReference] = []
        for recipient in always + step.tells {
            for unit in units(recipient, item) where unit != author.unit && !told.contains(unit) {
                told.append(unit)
            }
        }
        return told
    }

    /// Whether everybody is to know of a step.
    func isPublic(_ step: StepRule) -> Bool { step.tells.contains(.public) }

    private func units(_ recipient: Recipient, _ item: Case) -> [UnitReference] {
        let parties = item.facts.parties
        switch recipient {
        case .applicant: return item.openedBy.unit.map { [$0] } ?? []
        case .nextActor:
            return item.openSteps.flatMap { step in
                rules.chain.step(step.id).map { rules.units(of: $0, in: item.facts) } ?? []
            }
        case .earlierActors:
            return item.steps.flatMap { $0.answers.compactMap(\.by.unit) }
        case .schools: return parties.units(of: .school) + parties.units(of: .lead)
        case .member: return parties.units(of: .school)
        case .council: return parties.units(of: .group)
        case .bureau: return parties.units(of: .groupDistrict)
        case .municipal: return parties.units(of: .city)
        case .public, .consulted: return []
        }
    }
}
