package import TaoliModels

/// Why a plan is as it is, in sentences: of one teacher, of one school's posts, or of its rules.
/// Each sentence about somebody is found by solving the unit again with that decided otherwise.
package struct PlanReasons: Sendable {
    private let problem: RecordedProblem
    private let plan: UnitPlan
    private let explainer: PlanExplainer
    private let citations: PlanCitations

    /// - Parameters:
    ///   - moves: the plan.
    ///   - limits: of each search.
    package init(
        _ problem: RecordedProblem, _ moves: [PlannedMove], _ citations: PlanCitations,
        limits: SolverLimits
    ) {
        self.problem = problem
        self.citations = citations
        plan = UnitPlan(problem.facts, problem.placements(moves))
        explainer = PlanExplainer(plan, problem.instance, limits: limits)
    }

    /// Why somebody goes there, or stays.
    ///
    /// - Returns: `nil` for somebody who is no teacher of these schools.
    package func reasons(for person: PersonID) -> [Wording]? {
        guard let number = problem.personIDs.firstIndex(of: person) else { return nil }
        let place = plan.moves.first { plan.facts.moves[$0].teacher == number }
        if let place { return going(explainer.whyGoing(place)) }
        switch explainer.whyStaying(number) {
        case .notEligible:
            return [Wording("留任：不在可交流之列。", "Stays: not eligible.")]
        case .outOfReach:
            return [
                Wording("留任：通勤限度内没有接收校。", "Stays: no receiving school within the commute limit.")
            ]
        case .notNeeded(let alternative):
            let text = text(alternative)
            return [
                Wording("留任；若派出：\(text.chinese)。", "Stays; if sent, \(text.english).")
            ]
        }
    }

    /// Why a school's posts are filled as they are; of a sending school, its rules without room.
    ///
    /// - Returns: `nil` for a school outside the plan.
    package func reasons(for school: SchoolID) -> [Wording]? {
        guard let number = problem.schoolIDs.firstIndex(of: school),
            problem.recorded.schools.indices.contains(number)
        else { return nil }
        let receivers = plan.facts.receivers.indices.filter {
            plan.facts.receivers[$0].school == number
        }
        let own = binding { rule in concerns(rule, number) }
        return explainer.posts(of: Set(receivers)).map(post) + own
    }

    /// Rules without room left, and what each rule costs.
    package func reasonsOfRules() -> [Wording] {
        let points = plan.points
        let head = Wording(
            "派出 \(plan.moves.count) 人，\(points.total) 分（缺额 \(points.unmet)，超员 \(points.surplus)，"
                + "通勤 \(points.minutes)，志愿 \(points.preference)，不愿 \(points.unwilling)，困难 "
                + "\(points.hardship)）。",
            "\(plan.moves.count) sent, \(points.total) points (unmet \(points.unmet), surplus "
                + "\(points.surplus), minutes \(points.minutes), wishes \(points.preference), "
                + "unwilling \(points.unwilling), hardship \(points.hardship)).")
        let prices = explainer.prices().compactMap { family, saved -> Wording? in
            guard let saved, saved > 0 else { return nil }
            return cited(
                Wording(
                    "若放宽“\(family.chinese)”可省 \(saved) 分",
                    "without the rule \(family.rawValue) it would be \(saved) points fewer"),
                citations[family])
        }
        return [head] + prices + binding { _ in true }
    }

    private func binding(_ isWanted: (BindingRule) -> Bool) -> [Wording] {
        BindingRule.all(plan).filter(isWanted).map {
            cited($0.wording(problem.facts, problem.instance), citations[$0])
        }
    }

    private func concerns(_ rule: BindingRule, _ school: Int) -> Bool {
        let (senders, receivers) = (plan.facts.senders, plan.facts.receivers)
        switch rule {
        case .quota(let sender, _), .maxOut(let sender, _), .keyShare(let sender, _, _),
            .subject(let sender, _, _):
            return senders[sender].school == school
        case .team(let sender, let receiver):
            return receivers[receiver].school == school
                || sender.map { senders[$0].school == school } ?? false
        case .capacity(let receiver, _): return receivers[receiver].school == school
        }
    }

    private func going(_ reason: PlanExplainer.GoReason) -> [Wording] {
        let teacher = problem.instance.teachers[reason.placement.teacher]
        let subject = problem.instance.subjectName(Int(teacher.subject))
        let amount = reason.need?.amount ?? 0
        let why =
            amount >= reason.coming
            ? Wording(
                "填补\(subject.chinese)需求（需 \(amount) 人，来 \(reason.coming) 人）",
                "fills a need of \(subject.english) (\(amount) needed, \(reason.coming) come)")
            : Wording(
                "\(subject.chinese)需 \(amount) 人而来 \(reason.coming) 人，为满足名额、骨干或组团规则",
                "\(amount) of \(subject.english) needed, \(reason.coming) come, for the sake of "
                    + "quota, key share or team")
        let home = problem.instance.schools[Int(teacher.school)].code
        let to = problem.instance.schools[reason.placement.school].code
        let (otherwise, staying) = (text(reason.otherwise), text(reason.staying))
        return [
            Wording(
                "由 \(home) 派往 \(to)：\(why.chinese)；本人 \(reason.cost.total) 分。",
                "From \(home) to \(to): \(why.english); \(reason.cost.total) points of its own."),
            Wording("若不去该校：\(otherwise.chinese)。", "If not there: \(otherwise.english)."),
            Wording("若留任：\(staying.chinese)。", "If not sent: \(staying.english)."),
        ]
    }

    private func post(_ reason: PlanExplainer.PostReason) -> Wording {
        let school = problem.instance.schools[plan.facts.receivers[reason.receiver].school].code
        let subject = problem.instance.subjectName(reason.subject)
        let needed = reason.need?.amount ?? 0
        if reason.candidates == 0 {
            return Wording(
                "\(school) \(subject.chinese)：需 \(needed) 人；通勤限度内无人可派。",
                "\(school) \(subject.english): \(needed) needed; nobody is within reach.")
        }
        let more = text(reason.oneMore)
        let fewer = reason.oneFewer.map(text)
        return Wording(
            "\(school) \(subject.chinese)：需 \(needed) 人，来 \(reason.coming) 人，"
                + "可派 \(reason.candidates) 人；多一人：\(more.chinese)"
                + (fewer.map { "；少一人：\($0.chinese)" } ?? "") + "。",
            "\(school) \(subject.english): \(needed) needed, \(reason.coming) come of "
                + "\(reason.candidates) who could; one more: \(more.english)"
                + (fewer.map { "; one fewer: \($0.english)" } ?? "") + ".")
    }

    private func text(_ alternative: PlanExplainer.Alternative) -> Wording {
        switch alternative {
        case .impossible:
            return Wording("没有满足全部规则的方案", "no plan keeps every rule")
        case .unfinished:
            return Wording("限定时间内未算完", "not worked out within the time")
        case .costs(let points, let sent, let kept): return change(points, sent, kept)
        }
    }

    /// What another plan has otherwise: who goes to another school stands on neither side alone.
    private func change(_ points: Int, _ sent: [Placement], _ kept: [Placement]) -> Wording {
        let (before, after) = (Set(kept.map(\.teacher)), Set(sent.map(\.teacher)))
        func code(_ row: Placement) -> String { problem.instance.teachers[row.teacher].code }
        let moved = sent.filter { before.contains($0.teacher) }.map { row in
            "\(code(row)) → \(problem.instance.schools[row.school].code)"
        }
        let going = sent.filter { !before.contains($0.teacher) }.map(code)
        let staying = kept.filter { !after.contains($0.teacher) }.map(code)
        let more =
            points == 0
            ? Wording("分数不变", "no more points")
            : Wording("多 \(points) 分", "\(points) points more")
        return Wording(
            more.chinese + PlanReasons.list("，改派 ", going, "、")
                + PlanReasons.list("，撤下 ", staying, "、")
                + PlanReasons.list("，换校 ", moved, "、"),
            more.english + PlanReasons.list(", sending ", going, ", ")
                + PlanReasons.list(", giving up ", staying, ", ")
                + PlanReasons.list(", elsewhere ", moved, ", "))
    }

    private static func list(_ head: String, _ items: [String], _ separator: String) -> String {
        if items.isEmpty { return "" }
        let more = items.count > 5 ? " (+\(items.count - 5))" : ""
        return head + items.prefix(5).joined(separator: separator) + more
    }

    private func cited(_ text: Wording, _ clause: String?) -> Wording {
        guard let clause else { return Wording(text.chinese + "。", text.english + ".") }
        return Wording("\(text.chinese)（\(clause)）。", "\(text.english) (\(clause)).")
    }
}

extension RuleFamily {
    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .quota: "派出比例"
        case .key: "骨干比例"
        case .team: "组团人数"
        case .subject: "学科流失上限"
        case .capacity: "接收名额"
        }
    }
}
