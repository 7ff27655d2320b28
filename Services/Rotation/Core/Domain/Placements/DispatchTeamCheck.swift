package import TaoliModels
package import TaoliPolicy

/// Checks a dispatched team against its pack: size, posts, who holds them, employment, and who
/// comes in return.
package struct DispatchTeamCheck: Sendable {
    private let pack: PolicyPack
    private let section: RotationSection
    private let kind: PlacementKind

    /// - Parameter kind: the kind of placement that the team is sent in.
    package init(_ pack: PolicyPack, kind: PlacementKind = .managementDispatch) {
        self.pack = pack
        section = pack[RotationSection.self]
        self.kind = kind
    }

    /// Everything that speaks against the team; none where it is allowed.
    package func refusals(_ team: DispatchTeam) -> [Refusal] {
        let rules = section.dispatches.filter { $0.kind == kind }
        guard let rule = rules.first(where: { $0.modes.isEmpty || $0.modes.contains(team.mode) })
        else { return [noTeam(team, rules)] }
        return size(team, rule) + twice(team, rule) + posts(team, rule) + holders(team)
            + employment(team) + inReturn(team)
    }

    private func noTeam(_ team: DispatchTeam, _ rules: [DispatchTeamRule]) -> Refusal {
        let modes = rules.flatMap(\.modes).joined(separator: ", ")
        return Refusal(
            .precondition, "no-dispatched-team",
            clause: rules.first?.source.clause ?? pack.document.source.clause, field: "mode",
            what: Wording(
                "政策包 \(pack.id) 不向“\(team.mode)”成员校派出团队。",
                "Pack \(pack.id) sends no team to a member in the mode '\(team.mode)'."),
            next: Wording(
                modes.isEmpty ? "请检查政策包。" : "适用于：\(modes)。",
                modes.isEmpty ? "Check the pack." : "Teams go to members in: \(modes)."))
    }

    private func size(_ team: DispatchTeam, _ rule: DispatchTeamRule) -> [Refusal] {
        let count = team.members.count
        guard !rule.size.contains(count) else { return [] }
        let (least, most) = (rule.size.lowerBound, rule.size.upperBound)
        return [
            Refusal(
                .precondition, count < least ? "team-too-small" : "team-too-large",
                clause: rule.source.clause, field: "members",
                what: Wording(
                    "团队 \(count) 人，应为 \(least) 至 \(most) 人（含执行校长）。",
                    "The team has \(count) people; it has \(least) to \(most), everybody counted."),
                next: Wording("请增减人员。", "Add or leave out people."))
        ]
    }

    private func twice(_ team: DispatchTeam, _ rule: DispatchTeamRule) -> [Refusal] {
        var seen: Set<String> = []
        return team.members.filter { !seen.insert($0.person).inserted }.map { member in
            Refusal(
                .invalid, "person-twice", clause: rule.source.clause, field: "members",
                what: Wording(
                    "\(member.person) 在团队中出现两次。",
                    "\(member.person) stands in the team twice."),
                next: Wording("每人只写一次。", "Name each person once."))
        }
    }

    private func posts(_ team: DispatchTeam, _ rule: DispatchTeamRule) -> [Refusal] {
        let own = section.posts.filter { $0.kind == kind }
        let known = own.map(\.id)
        let unknown = team.members.filter { !known.contains($0.post) }.map { member in
            Refusal(
                .invalid, "unknown-post", clause: rule.source.clause, field: "post",
                what: Wording(
                    "\(member.person)：没有岗位“\(member.post)”。",
                    "\(member.person): there is no post '\(member.post)'."),
                next: Wording(
                    "可用：\(known.joined(separator: "、"))。",
                    "There are: \(known.joined(separator: ", "))."))
        }
        return unknown
            + own.compactMap { post in
                let count = team.members.count { $0.post == post.id }
                guard !post.seats.contains(count) else { return nil }
                let (least, most) = (post.seats.lowerBound, post.seats.upperBound)
                return Refusal(
                    .precondition, "post-seats", clause: post.source.clause, field: "post",
                    what: Wording(
                        "\(post.name.chinese) \(count) 人，应为 \(least) 至 \(most) 人。",
                        "There are \(count) for the post \(post.name.english); \(least) to \(most) "
                            + "are asked."),
                    next: Wording("请调整岗位。", "Give people other posts."))
            }
    }

    private func holders(_ team: DispatchTeam) -> [Refusal] {
        team.members.compactMap { member in
            guard
                let post = section.posts.first(where: { $0.kind == kind && $0.id == member.post }),
                post.holder != .anybody, !member.isAtHome.contains(post.holder)
            else { return nil }
            return Refusal(
                .precondition, "post-holder", clause: post.source.clause, field: "at_home",
                what: Wording(
                    "\(member.person)：担任\(post.name.chinese)的应是\(post.holder.chinese)。",
                    "\(member.person): the post \(post.name.english) asks for a "
                        + "\(post.holder.rawValue)."),
                next: Wording("请另选人员或岗位。", "Choose somebody else, or another post."))
        }
    }

    private func employment(_ team: DispatchTeam) -> [Refusal] {
        let rules = PlacementRules(pack)
        return team.members.flatMap {
            rules.employment(
                $0.person, mode: team.mode, post: $0.post, moves: $0.movesEmployment)
        }
    }

    private func inReturn(_ team: DispatchTeam) -> [Refusal] {
        let count = Set(team.inReturn).count
        return section.counterFlows.filter { $0.answers == kind && count < $0.atLeast }.map {
            rule in
            Refusal(
                .precondition, "nobody-in-return", clause: rule.source.clause, field: "in_return",
                what: Wording(
                    "成员校派员 \(count) 人，应相应派出至少 \(rule.atLeast) 人。",
                    "\(count) come from the member in return; at least \(rule.atLeast) are asked."),
                next: Wording(
                    "请由成员校派员到龙头学校跟岗。", "Let the member send somebody to the lead."))
        }
    }
}

extension DispatchPostRule.Holder {
    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .anybody: "任何人"
        case .middleManager: "中层管理人员"
        case .keyTeacher: "骨干教师"
        }
    }
}
