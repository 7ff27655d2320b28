import RotationCore
import TaoliModels

/// Everything that is said about one group's plan.
struct GroupExplanation {
    let instance: PlanInstance
    let facts: UnitFacts
    let plan: UnitPlan
    let violations: [ViolationRecord]
    /// Which clause each rule rests on.
    let citations: PlanCitations
    let going: [PlanExplainer.GoReason]
    let staying: [(teacher: Int, reason: PlanExplainer.StayReason)]
    let posts: [PlanExplainer.PostReason]
    let rules: [BindingRule]
    let prices: [(family: RuleFamily, saved: Int?)]
    let balance: [SchoolBalance]
    /// Where no plan is possible and none is given.
    let report: ReportRecord?

    init(
        _ unit: PlanUnit, _ rows: [Placement], _ loaded: LoadedInstance, _ focus: ExplainFocus
    ) {
        instance = loaded.instance
        let citations = loaded.citations
        self.citations = citations
        facts = UnitFacts(unit, of: loaded.instance, loaded.parameters)
        plan = UnitPlan(facts, rows)
        let schools = Set(unit.schools)
        let own = rows.filter { schools.contains(Int(loaded.instance.teachers[$0.teacher].school)) }
        let broken = PlanChecker(loaded.instance, loaded.parameters).violations(own, at: schools)
        let isPlanned = !own.isEmpty || broken.isEmpty
        violations = isPlanned ? broken.map { ViolationRecord($0, citations) } : []
        if !isPlanned, UnitPlanner(facts).best().status == .infeasible {
            report = ReportRecord(
                report: InfeasibilityReport(facts), facts: facts, instance: loaded.instance,
                citations: citations)
        } else {
            report = nil
        }
        rules = BindingRule.all(plan)
        balance = SchoolBalance.all(plan, loaded.instance)
        let explainer = PlanExplainer(plan, loaded.instance)
        let isExplained = report == nil
        let facts = facts
        let moves = plan.moves.filter { place in
            let move = facts.moves[place]
            let row = Placement(
                teacher: move.teacher, school: facts.receivers[move.receiver].school)
            return focus.wants(row, from: facts.senders[move.sender].school)
        }
        going = isExplained ? moves.map(explainer.whyGoing) : []
        staying =
            isExplained
            ? GroupExplanation.stayers(plan, loaded.instance, focus)
                .map { ($0, explainer.whyStaying($0)) } : []
        let receivers = facts.receivers.indices.filter { number in
            focus.school.map { $0 == facts.receivers[number].school } ?? (focus.teacher == nil)
        }
        posts = isExplained ? explainer.posts(of: Set(receivers)) : []
        prices = isExplained && !focus.isNarrow ? explainer.prices() : []
    }

    /// Teachers of strong schools who are not sent, as far as they were asked about.
    private static func stayers(
        _ plan: UnitPlan, _ instance: PlanInstance, _ focus: ExplainFocus
    ) -> [Int] {
        guard focus.isNarrow else { return [] }
        let strong = Set(plan.facts.senders.map(\.school))
        let sent = Set(plan.placements.map(\.teacher))
        return plan.facts.unit.teachers.filter { number in
            let home = Int(instance.teachers[number].school)
            return strong.contains(home) && !sent.contains(number)
                && (focus.teacher.map { $0 == number } ?? true)
                && (focus.school.map { $0 == home } ?? true)
        }
    }

    var name: String { facts.unit.name(in: instance) }

    func code(ofSchool number: Int) -> String { instance.schools[number].code }

    func code(ofTeacher number: Int) -> String { instance.teachers[number].code }
}
