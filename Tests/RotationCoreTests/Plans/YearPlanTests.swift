// Fixed texts that are dates.
// swift-format-ignore-file: NeverForceUnwrap
import RotationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("A year's plan, from the search to the decision")
struct YearPlanTests {
    private let sketch = PlanSketch()
    private let today = PlanSketch.today

    @Test("Each command is refused in each state in which it does not belong")
    func everyCommand() throws {
        let text = try PlacementTerms(Packs.pack("SH"), sketch.plan(.consulted), years: nil)
        for state in PlanState.allCases {
            let answered = sketch.objection(.open)
            let plan = sketch.plan(state, objections: [answered])
            let wanted = state == .decided ? "plan-decided" : "plan-state"
            func expect(_ step: PlanStep, _ body: () throws -> Void) {
                let slug = refusal(body)
                #expect((slug != wanted) == (state.after(step) != nil), "\(state) \(step) \(slug)")
            }
            let bureau = PlanSketch.bureau
            if state != .infeasible {
                expect(.check) { _ = try plan.checked(by: bureau, broken: []) }
            }
            expect(.consult) {
                _ = try plan.consulted(by: bureau, until: today.adding(days: 7), today: today)
            }
            expect(.object) {
                _ = try plan.objected(
                    ObjectionID(.version7()), by: sketch.school(sketch.home), about: nil,
                    text: "x", today: today)
            }
            expect(.answer) {
                _ = try plan.answered(
                    answered.id, by: bureau, isUpheld: false, answer: "x", today: today)
            }
            expect(.repair) {
                _ = try plan.repaired(
                    by: bureau, without: [], found: PlanSearch.Repaired(moves: [], objective: 0))
            }
            expect(.withdraw) { _ = try plan.withdrawn(by: bureau) }
            expect(.decide) {
                try plan.checkDecision(by: bureau, version: nil, reason: "", today: today)
            }
            expect(.decide) {
                _ = try plan.decided(stale: [], terms: text, today: today) {
                    PlacementID(.version7())
                }
            }
            let result = PlanResult(outcome: .optimal, objective: 1, bound: 1)
            expect(.solve) { _ = try plan.solved(result, moves: sketch.moves) }
        }
    }

    @Test("Whoever decides a draft is told that check and consultation come first")
    func beforeDecision() {
        let words: [(PlanState, String)] = [
            (.draft, "taoli plan check"), (.checked, "taoli plan consult"),
        ]
        for (state, word) in words {
            let refused = #expect(throws: Refusal.self) {
                try sketch.plan(state).checkDecision(
                    by: PlanSketch.bureau, version: nil, reason: "", today: today)
            }
            #expect(refused?.next.chinese.contains(word) == true)
            #expect(refused?.next.english.contains(word) == true)
        }
    }

    @Test("Nobody but the group's bureau and the city changes a plan")
    func authority() throws {
        let other = PlanSketch.otherBureau
        let plan = sketch.plan(.draft)
        #expect(refusal { _ = try plan.checked(by: other, broken: []) } == "not-your-district")
        #expect(refusal { _ = try plan.withdrawn(by: other) } == "not-your-district")
        #expect(refusal { try plan.checkRepair(by: other, without: []) } == "not-your-district")
        let consulted = sketch.plan(.consulted)
        let slug = refusal {
            try consulted.checkDecision(by: other, version: nil, reason: "x", today: today)
        }
        #expect(slug == "not-your-district")
        let city = Caller(
            subject: "city", role: .city, unit: UnitReference(.city, "440100"), scope: .all)
        #expect(refusal { _ = try plan.checked(by: city, broken: []) } == "")
        let school = sketch.school(sketch.home)
        #expect(refusal { _ = try plan.checked(by: school, broken: []) } == "not-your-district")
    }

    @Test("A search without a plan in time fails; one without any plan is infeasible")
    func outcomes() throws {
        let plan = sketch.plan(.queued)
        func state(_ outcome: PlanResult.Outcome, _ moves: [PlannedMove]) throws -> PlanState {
            try plan.solved(
                PlanResult(outcome: outcome, objective: nil, bound: nil), moves: moves
            ).plan.state
        }
        #expect(try state(.optimal, sketch.moves) == .draft)
        #expect(try state(.limit, sketch.moves) == .draft)
        #expect(try state(.limit, []) == .failed)
        #expect(try state(.infeasible, []) == .infeasible)
        #expect(try state(.failed, []) == .failed)
        let solved = try plan.solved(
            PlanResult(outcome: .infeasible, objective: nil, bound: nil), moves: [], ready: [2, 4])
        #expect(solved.event == .solved(sent: 4))
        #expect(solved.plan.version == plan.version + 1)
    }

    @Test("A ready plan is taken only where no plan keeps every rule, and its shortfall stays")
    func ready() throws {
        let choice = ReadyChoice(
            kind: .keyFirst, moves: sketch.moves, quotaMissing: 2, keyMissing: 1)
        let bureau = PlanSketch.bureau
        let infeasible = sketch.plan(.infeasible)
        #expect(
            refusal { _ = try infeasible.checked(by: bureau, broken: []) } == "ready-plan-needed")
        let taken = try infeasible.checked(by: bureau, broken: [], ready: choice).plan
        #expect(taken.state == .checked)
        #expect(taken.ready == .keyFirst)
        #expect(taken.moves == sketch.moves)
        #expect([taken.quotaMissing, taken.keyMissing] == [Int]([2, 1]))
        let draft = sketch.plan(.draft)
        #expect(
            refusal { _ = try draft.checked(by: bureau, broken: [], ready: choice) }
                == "ready-plan-not-needed")
    }

    @Test("A plan that breaks a rule is not checked, and the rule is named")
    func broken() {
        let rule = Wording("超过名额", "over the places")
        do {
            _ = try sketch.plan(.draft).checked(by: PlanSketch.bureau, broken: [rule])
            Issue.record("it was checked")
        } catch {
            #expect(error.slug == "plan-breaks-rules")
            #expect(error.what.english.contains("over the places"))
        }
    }

    @Test("Schools and the group of a plan object while it is time; others do not")
    func objections() throws {
        let plan = sketch.plan(.consulted)
        func object(_ caller: Caller, about person: PersonID? = nil, on day: CalendarDate) -> String
        {
            refusal {
                _ = try plan.objected(
                    ObjectionID(.version7()), by: caller, about: person, text: "x", today: day)
            }
        }
        let home = sketch.school(sketch.home)
        #expect(object(home, on: today) == "")
        #expect(object(sketch.school(sketch.receiving), about: sketch.people[0], on: today) == "")
        #expect(object(sketch.school(SchoolID(.version7())), on: today) == "not-your-plan")
        #expect(object(PlanSketch.bureau, on: today) == "not-your-plan")
        #expect(object(home, about: PersonID(.version7()), on: today) == "not-in-plan")
        #expect(object(home, on: CalendarDate("2026-07-01")!) == "consultation-over")
        #expect(
            refusal {
                _ = try sketch.plan(.checked).consulted(
                    by: PlanSketch.bureau, until: today, today: today)
            } == "consultation-past")
    }

    @Test("An objection is answered once, and an upheld one must lead to a repair")
    func answers() throws {
        let objection = sketch.objection(.open, about: sketch.people[0])
        let plan = sketch.plan(.consulted, objections: [objection])
        let bureau = PlanSketch.bureau
        func decide(_ plan: YearPlan, reason: String = "早定") -> String {
            refusal {
                try plan.checkDecision(by: bureau, version: nil, reason: reason, today: today)
            }
        }
        #expect(decide(plan) == "objections-open")
        let upheld = try plan.answered(
            objection.id, by: bureau, isUpheld: true, answer: "同意", today: today
        ).plan
        #expect(upheld.objections[0].status == .upheld)
        #expect(decide(upheld) == "objection-upheld")
        let again = refusal {
            _ = try upheld.answered(
                objection.id, by: bureau, isUpheld: false, answer: "x", today: today)
        }
        #expect(again == "objection-answered")
        let unknown = refusal {
            _ = try plan.answered(
                ObjectionID(.version7()), by: bureau, isUpheld: false, answer: "x", today: today)
        }
        #expect(unknown == "not-found")
        let rejected = try plan.answered(
            objection.id, by: bureau, isUpheld: false, answer: "不同意", today: today
        ).plan
        #expect(decide(rejected) == "")
        #expect(decide(rejected, reason: "") == "consultation-open")
    }

    @Test(
        "One about the plan as a whole that was upheld is met with a reason, or the plan is not decided"
    )
    func upheldOfAll() {
        let plan = sketch.plan(.consulted, objections: [sketch.objection(.upheld)])
        func decide(_ reason: String) -> String {
            refusal {
                try plan.checkDecision(
                    by: PlanSketch.bureau, version: nil, reason: reason,
                    today: CalendarDate("2026-07-02")!)
            }
        }
        #expect(decide("") == "objection-upheld")
        #expect(decide("已与学校商定另行补派") == "")
    }

    @Test("A school year that is over is neither planned nor decided any more")
    func over() {
        let year = SchoolYear(startYear: 2026)
        let (last, first) = (CalendarDate("2027-08-31")!, CalendarDate("2027-09-01")!)
        #expect(refusal { try year.checkPlannable(last) } == "")
        #expect(refusal { try year.checkPlannable(first) } == "year-over")
        let slug = refusal {
            try sketch.plan(.consulted).checkDecision(
                by: PlanSketch.bureau, version: nil, reason: "x", today: first)
        }
        #expect(slug == "year-over")
    }

    @Test(
        "Substitutes stay for as many school years as was decided, from the year in which they come"
    )
    func substitutes() throws {
        let plan = sketch.plan(.decided)
        func until(_ from: String) throws -> CalendarDate {
            try PlacementTerms(
                Packs.pack("SH"), plan, years: 4, from: CalendarDate(from)
            ).until
        }
        #expect(try until("2026-12-01") == CalendarDate("2030-09-01"))
        #expect(try until("2027-08-31") == CalendarDate("2030-09-01"))
        #expect(try until("2027-09-01") == CalendarDate("2031-09-01"))
    }

    @Test("Who looked at an older version, or at older facts, is told so")
    func stale() throws {
        let plan = sketch.plan(.consulted)
        let bureau = PlanSketch.bureau
        #expect(
            refusal {
                try plan.checkDecision(by: bureau, version: 2, reason: "x", today: today)
            } == "plan-changed")
        let terms = try PlacementTerms(Packs.pack("SH"), plan, years: nil)
        do {
            _ = try plan.decided(
                stale: [Wording("教师已调动", "a teacher moved")], terms: terms, today: today
            ) { PlacementID(.version7()) }
            Issue.record("a stale plan was decided")
        } catch {
            #expect(error.slug == "plan-stale")
            #expect(error.what.english.contains("a teacher moved"))
        }
    }

    @Test("A decision makes one placement a move, for three full school years under SH-3")
    func decision() throws {
        let plan = sketch.plan(.consulted)
        let terms = try PlacementTerms(Packs.pack("SH"), plan, years: nil)
        let (decision, placements) = try plan.decided(stale: [], terms: terms, today: today) {
            PlacementID(.version7())
        }
        #expect(decision.plan.state == .decided)
        #expect(decision.plan.decidedOn == today)
        #expect(decision.plan.years == 3)
        #expect(Set(placements.map(\.stay.person)) == Set(sketch.people))
        for placement in placements {
            #expect(placement.stay.from == CalendarDate("2026-09-01"))
            #expect(placement.stay.until == CalendarDate("2029-09-01"))
            #expect(placement.stay.clause == "SH-3")
            #expect(placement.stay.appraiser == .receiving)
            #expect(placement.stay.state == .decided)
            #expect(placement.stay.version == 1)
        }
        #expect(
            refusal { _ = try PlacementTerms(Packs.pack("SH"), plan, years: 2) } == "stay-too-short"
        )
        #expect(
            refusal { _ = try PlacementTerms(Packs.pack("SH"), plan, years: 11) } == "bad-years")
    }

    @Test("A repair remembers who withdrew and says how many moves changed")
    func repair() throws {
        let plan = sketch.plan(.consulted)
        let other = sketch.move(PersonID(.version7()))
        let moves = Array(sketch.moves.dropFirst()) + [other]
        func repaired(_ plan: YearPlan, missing: Int?) throws -> PlanDecision {
            try plan.repaired(
                by: PlanSketch.bureau, without: [plan.moves[0].person],
                found: PlanSearch.Repaired(
                    moves: moves, objective: 40,
                    shortfall: missing.map {
                        ReadyChoice(
                            kind: .keyFirst, moves: moves, quotaMissing: $0, keyMissing: 0)
                    }))
        }
        let decision = try repaired(plan, missing: nil)
        #expect(decision.plan.ready == nil)
        let lacking = try repaired(plan, missing: 2).plan
        #expect(lacking.ready == .keyFirst)
        #expect(lacking.quotaMissing == 2)
        #expect(try repaired(plan, missing: 0).plan.ready == nil)
        #expect(try repaired(lacking, missing: 0).plan.quotaMissing == 0)
        #expect(decision.plan.state == .draft)
        #expect(decision.plan.withdrawn == [sketch.people[0]])
        #expect(decision.plan.result?.objective == 40)
        #expect(decision.event == .repaired(removed: 1, added: 1))
        #expect(
            refusal {
                try plan.checkRepair(by: PlanSketch.bureau, without: [PersonID(.version7())])
            } == "not-in-plan")
    }
}
