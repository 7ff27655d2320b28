package import TaoliModels
package import TaoliPolicy

/// The parameters of a year's plan as a pack gives them, and where each comes from.
package struct PackParameters: Sendable {
    /// All of them.
    package let draft: ParametersDraft
    /// In the order in which reports name them.
    package let origins: [ParameterOrigin]

    /// - Throws: `no-yearly-quota` when the pack plans no years, as XN, whose kind is a dispatched
    ///   team.
    package init(_ pack: PolicyPack) throws(Refusal) {
        let section = pack[RotationSection.self]
        guard section.plansYears else { throw PackParameters.noQuota(pack) }
        var draft = ParametersDraft()
        var origins: [ParameterOrigin] = []
        func take(_ name: String, _ value: Int, _ source: RuleSource?) {
            draft.values[name] = value
            origins.append(ParameterOrigin(name: name, value: "\(value)", source: source))
        }
        func choose(_ name: String, _ value: String, _ source: RuleSource?) {
            draft.choices[name] = value
            origins.append(ParameterOrigin(name: name, value: value, source: source))
        }
        let sent = section.shares.first { $0.measure == .sent }
        let key = section.shares.first { $0.measure == .keyTeachers }
        let team = section.teams.first
        let small = section.smallSchools.first
        take("quota_pct", sent?.atLeast ?? 0, sent?.source)
        choose("quota_counts", (sent?.counts ?? .newlySent).rawValue, sent?.source)
        take("key_pct", key?.atLeast ?? 0, key?.source)
        take("team_min", team?.atLeast ?? 1, team?.source)
        choose("team_scope", (team?.scope ?? .pair).rawValue, team?.source)
        choose("small_schools", (small?.then ?? .wholeTeam).rawValue, small?.source)
        for rule in section.limits {
            guard rule.limit == .preferenceRanks else {
                take(rule.limit.rawValue, rule.values.first ?? 0, rule.source)
                continue
            }
            draft.preferenceRanks = rule.values
            let text = rule.values.map(String.init).joined(separator: ",")
            origins.append(
                ParameterOrigin(name: rule.limit.rawValue, value: text, source: rule.source))
        }
        self.draft = draft
        self.origins = origins
    }

    private static func noQuota(_ pack: PolicyPack) -> Refusal {
        Refusal(
            .precondition, "no-yearly-quota", clause: pack.document.source.clause, field: "pack",
            what: Wording(
                "政策包 \(pack.id) 没有年度流动比例，不能据此编制年度方案。",
                "Pack \(pack.id) asks for no yearly quota, so no year can be planned by it."),
            next: Wording(
                "请用 taoli rotation team 核查派出团队，或改用有比例的政策包（如 SH、CN）。",
                "Check dispatched teams with taoli rotation team, or take a pack with quotas (SH, CN)."
            ))
    }
}

/// A parameter with where its value comes from.
package struct ParameterOrigin: Hashable, Sendable {
    /// As `params.json` names it.
    package let name: String
    /// As text.
    package let value: String
    /// The pack's rule; `nil` where the pack says nothing, or the value comes from elsewhere.
    package let source: RuleSource?

    package init(name: String, value: String, source: RuleSource?) {
        self.name = name
        self.value = value
        self.source = source
    }
}
