import TaoliModels
package import TaoliPolicy

/// Counts a unit against the pack's limits (XN-3, GT-11).
package struct CompositionCheck {
    let section: CompositionSection

    /// By the limits of this pack.
    package init(_ pack: PolicyPack) { section = pack[CompositionSection.self] }

    /// The limits that the unit would not keep.
    package func findings(_ input: GuardInput) -> [RuleFinding] {
        let broken = section.limits.compactMap { limit -> RuleFinding? in
            let count = count(limit, input)
            guard !limit.holds(count), concerns(limit, input) else { return nil }
            return RuleFinding(limit.source, limit.strength, text(limit, count))
        }
        return broken + ownLimit(input)
    }

    /// The limit that the bureau set for this group alone; like the policy's own, it yields to an
    /// exception with its reason. A group that is over it already may stay as it is.
    private func ownLimit(_ input: GuardInput) -> [RuleFinding] {
        guard let most = input.sizeLimit, !input.joining.isEmpty, input.all.count > most else {
            return []
        }
        let source = RuleSource(
            rule: CompositionCheck.ownLimitRule, clause: nil,
            ours: "the bureau's own limit for one group", line: 0, column: 0)
        return [
            RuleFinding(
                source, .exception,
                Wording(
                    "将有 \(input.all.count) 所学校（校区），教育局为该集团定的上限是 \(most) 所。",
                    "There would be \(input.all.count) schools (campuses); the bureau limits this "
                        + "group to \(most)."))
        ]
    }

    /// The name under which an exception sets the group's own limit aside.
    package static let ownLimitRule = "composition.limits.own_limit"

    private func count(_ limit: LimitRule, _ input: GuardInput) -> Int {
        switch limit.measure {
        case .sites: input.all.count
        case .leads: Set(input.all.filter { $0.role == .lead }.map(\.school)).count
        case .members: input.all.count { $0.role == .member }
        case .sitesOfMode: input.all.count { $0.mode == limit.mode }
        case .joinedOfMode: input.joining.count { $0.mode == limit.mode }
        }
    }

    /// A limit on a mode says nothing about a change in another; a founding has no members yet.
    private func concerns(_ limit: LimitRule, _ input: GuardInput) -> Bool {
        switch limit.measure {
        case .sitesOfMode, .joinedOfMode: input.joining.contains { $0.mode == limit.mode }
        case .members: !input.isFounding
        case .sites, .leads: true
        }
    }

    private func text(_ limit: LimitRule, _ count: Int) -> Wording {
        let (chinese, english) =
            switch limit.measure {
            case .sites: ("学校（校区）", "schools (campuses)")
            case .leads: ("牵头校", "lead schools")
            case .members: ("成员校", "member schools")
            case .sitesOfMode: ("“\(limit.mode ?? "")”的学校", "schools in mode \(limit.mode ?? "")")
            case .joinedOfMode:
                ("新增“\(limit.mode ?? "")”的学校", "new schools in mode \(limit.mode ?? "")")
            }
        if let most = limit.atMost {
            return Wording(
                "将有 \(count) 所\(chinese)，最多 \(most) 所。",
                "There would be \(count) \(english); at most \(most) are allowed.")
        }
        let least = limit.atLeast ?? 0
        return Wording(
            "将有 \(count) 所\(chinese)，至少 \(least) 所。",
            "There would be \(count) \(english); at least \(least) are needed.")
    }
}
