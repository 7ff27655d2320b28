import TaoliModels
import TaoliPolicy

/// Who is told of what happened in a case, as the pack says.
struct CaseRecipients {
    let rules: CaseRules

    /// The units told of an answer at a step, each once, without the one that gave it.
    ///
    /// - Parameters:
    ///   - item: the case after the answer.
    ///   - before: the case before it; steps at which the other side was only informed meanwhile
    ///     inform it by this.
    func units(
        at step: StepRule, of item: Case, after before: Case, by author: CaseSignature
    ) -> [UnitReference] {
        let always = rules.pack[ToldSection.self].always.flatMap(\.tell)
        let informed = item.steps.filter { now in
            now.answers.last?.outcome == .informed && before.step(now.id)?.state == .waiting
        }.compactMap { rules.chain.step($0.id) }
        let all =
            (always + step.tells).flatMap { units($0, item) }
            + informed.flatMap { rules.units(of: $0, in: item.facts) }
        return CaseRecipients.once(all, without: author)
    }

    /// Everybody who had to do with a case that ends: who acted, who could act, and the school.
    func closing(_ item: Case, after before: Case, by author: CaseSignature) -> [UnitReference] {
        let acted = [item.openedBy] + item.steps.flatMap { $0.answers.map(\.by) }
        let waiting = before.steps.filter { $0.state == .open || $0.state == .returned }
            .compactMap { rules.chain.step($0.id) }
        let all =
            acted.compactMap(\.unit) + waiting.flatMap { rules.units(of: $0, in: item.facts) }
            + item.facts.parties.units(of: .school)
        return CaseRecipients.once(all, without: author)
    }

    private static func once(_ units: [UnitReference], without author: CaseSignature)
        -> [UnitReference]
    {
        var told: [UnitReference] = []
        for unit in units where unit != author.unit && !told.contains(unit) { told.append(unit) }
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
