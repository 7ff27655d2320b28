package import TaoliModels
package import TaoliPolicy

/// What a pack says about single placements.
package struct PlacementRules: Sendable {
    private let pack: PolicyPack
    private let section: RotationSection

    /// - Parameter pack: its section on rotation is used.
    package init(_ pack: PolicyPack) {
        self.pack = pack
        section = pack[RotationSection.self]
    }

    /// Everything that speaks against a placement; none where it is allowed.
    package func refusals(_ proposal: PlacementProposal) -> [Refusal] {
        guard let kind = section.kinds.first(where: { $0.kind == proposal.kind }) else {
            return [unknownKind(proposal)]
        }
        return stages(proposal, kind) + stay(proposal)
            + employment(
                proposal.person, mode: proposal.mode, post: proposal.post,
                moves: proposal.movesEmployment)
    }

    /// The kind as which a placement is counted (TC-11, JD-15); `nil` for one the pack does not
    /// know.
    package func counted(as kind: PlacementKind) -> PlacementKind? {
        section.kinds.first { $0.kind == kind }.map { $0.countsAs ?? $0.kind }
    }

    /// The shares towards which a placement counts. Leaders count only where they are eligible
    /// teachers who teach there (decision 4).
    package func shares(
        of kind: PlacementKind, isEligibleTeacher: Bool, teachesThere: Bool
    ) -> [FlowShareRule] {
        guard let rule = section.kinds.first(where: { $0.kind == kind }) else { return [] }
        if rule.isForLeaders, !(isEligibleTeacher && teachesThere) { return [] }
        return section.shares.filter { rule.toward.contains($0.id) }
    }

    /// Who appraises (SH-3, XN-35); a rule for the kind goes before one for all.
    package func appraiser(of kind: PlacementKind) -> AppraiserRule? {
        section.appraisers.first { $0.kinds.contains(kind) }
            ?? section.appraisers.first { $0.kinds.isEmpty }
    }

    /// What may be taken up after coming back (SH-4): only by somebody whom a weak school sent. It
    /// opens when the placement is completed and was appraised well enough.
    package func duty(after kind: PlacementKind, sentByWeakSchool: Bool) -> ReturnDuty? {
        guard sentByWeakSchool, let rule = section.duties.first(where: { $0.kinds.contains(kind) })
        else { return nil }
        return ReturnDuty(
            gradeAtLeast: rule.gradeAtLeast, tasks: rule.tasks, clause: rule.source.citation)
    }

    /// How placements of a kind are arranged singly; `nil` for those that a plan makes, and for kinds
    /// that the pack does not know.
    package func arrangement(of kind: PlacementKind) -> ArrangementRule? {
        section.arrangements.first { $0.kinds.contains(kind) }
    }

    /// When an allowance is due (SH-6).
    package func allowance(for kind: PlacementKind) -> AllowanceTerms? {
        section.allowances.first { $0.kinds.isEmpty || $0.kinds.contains(kind) }.map { rule in
            AllowanceTerms(
                home: rule.home, receiving: rule.receiving, fenPerMonth: rule.fenPerMonth,
                clause: rule.source.citation)
        }
    }

    /// The rule about a placement's length that a shorter one breaks, and its full school years.
    package func stay(of kind: PlacementKind) -> StayRule? {
        section.stays.first { $0.kinds.isEmpty || $0.kinds.contains(kind) }
    }

    /// Whether a placement puts somebody on the reserve list of leaders (JD-10).
    package func fillsReserve(_ kind: PlacementKind) -> Bool {
        section.kinds.contains { $0.kind == kind && $0.fillsReserve }
    }

    /// GT-12, XN-5: employment and pay stay unless a rule lets them move. A rule for the post goes
    /// before one without; of a pack that says nothing nothing is refused. Where the mode decides, it
    /// has to be said, as one that the pack knows.
    func employment(_ person: String, mode: String?, post: String?, moves: Bool) -> [Refusal] {
        guard moves else { return [] }
        let meant = section.employment.filter { rule in
            rule.posts.isEmpty || post.map(rule.posts.contains) ?? false
        }
        let modes = pack[UnitsSection.self].modes.map(\.id)
        if let limited = meant.first(where: { !$0.modes.isEmpty }), !modes.contains(mode ?? "") {
            return [modeNeeded(person, modes, limited)]
        }
        let own = meant.filter { rule in
            rule.modes.isEmpty || mode.map(rule.modes.contains) ?? false
        }
        let rule = own.first { !$0.posts.isEmpty } ?? own.first { !$0.modes.isEmpty } ?? own.first
        guard let rule, rule.change == .never else { return [] }
        return [
            Refusal(
                .precondition, "employment-stays", clause: rule.source.clause,
                field: "moves_employment",
                what: Wording(
                    "\(person)：人事关系和工资关系留在原单位，不能随派出调动。",
                    "\(person): employment and pay stay with the home school."),
                next: Wording(
                    "请改为不调动人事关系的派出。", "Propose the placement without moving employment."))
        ]
    }

    private func modeNeeded(_ person: String, _ modes: [String], _ rule: EmploymentRule) -> Refusal
    {
        let names = modes.joined(separator: ", ")
        return Refusal(
            .precondition, "mode-needed", clause: rule.source.clause, field: "mode",
            what: Wording(
                "\(person)：调动人事关系须写明成员校的办学模式，不同模式规定不同。",
                "\(person): whether employment may move depends on the member's mode."),
            next: Wording("请注明模式：\(names)。", "Name the mode: \(names)."))
    }

    private func unknownKind(_ proposal: PlacementProposal) -> Refusal {
        let names = section.kinds.map(\.kind.rawValue).joined(separator: ", ")
        return Refusal(
            .invalid, "unknown-placement-kind", clause: pack.document.source.clause, field: "kind",
            what: Wording(
                "\(proposal.person)：政策包 \(pack.id) 没有“\(proposal.kind.rawValue)”这种派出。",
                "\(proposal.person): pack \(pack.id) knows no placement \(proposal.kind.rawValue)."),
            next: Wording("可用：\(names)。", "There are: \(names)."))
    }

    private func stages(_ proposal: PlacementProposal, _ kind: PlacementKindRule) -> [Refusal] {
        var found: [Refusal] = []
        if proposal.from != proposal.to, !kind.crossesStages {
            found.append(
                Refusal(
                    .precondition, "stage-crossed", clause: kind.source.clause, field: "to",
                    what: Wording(
                        "\(proposal.person)：\(kind.name.chinese)不跨学段。",
                        "\(proposal.person): \(kind.name.english) does not lead to another stage."),
                    next: Wording("请派往同学段学校。", "Choose a school of the same stage.")))
        }
        if !kind.stages.isEmpty, !kind.stages.contains(proposal.from) {
            let stages = kind.stages.map(\.chinese).joined(separator: "、")
            found.append(
                Refusal(
                    .precondition, "stage-not-meant", clause: kind.source.clause, field: "from",
                    what: Wording(
                        "\(proposal.person)：\(kind.name.chinese)只面向\(stages)教师。",
                        "\(proposal.person): \(kind.name.english) is not for this stage."),
                    next: Wording("请另选人员。", "Choose somebody else.")))
        }
        return found
    }

    private func stay(_ proposal: PlacementProposal) -> [Refusal] {
        section.stays.filter { rule in
            (rule.kinds.isEmpty || rule.kinds.contains(proposal.kind))
                && proposal.years < rule.yearsAtLeast
        }.map { rule in
            Refusal(
                .precondition, "stay-too-short", clause: rule.source.clause, field: "years",
                what: Wording(
                    "\(proposal.person)：期限 \(proposal.years) 年，少于 \(rule.yearsAtLeast) 个学年。",
                    "\(proposal.person): \(proposal.years) years; at least \(rule.yearsAtLeast) "
                        + "school years are asked."),
                next: Wording("请延长期限。", "Make it longer."))
        }
    }
}
