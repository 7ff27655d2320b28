import RotationCore
import TaoliModels
import Testing

@Suite("Why, what if, and what a spreadsheet does")
struct ExplanationTests {
    private func plan(_ sketch: Sketch) -> UnitPlan? {
        let answer = sketch.best()
        return answer.objective == nil ? nil : UnitPlan(sketch.facts(), answer.plan)
    }

    @Test("What an alternative is said to cost is what planning without the move costs")
    func otherwise() {
        var compared = 0
        for seed in 800..<840 {
            let sketch = Sketch.random(seed, scope: .pair)
            guard let plan = plan(sketch), let first = plan.moves.first else { continue }
            let explainer = PlanExplainer(plan, sketch.instance)
            let reason = explainer.whyGoing(first)
            var without = sketch
            let teacher = reason.placement.teacher
            without.teachers[teacher].ways[sketch.schools[reason.placement.school].code] = nil
            let expected = BruteForce(without).best
            compared += 1
            switch reason.otherwise {
            case .impossible: #expect(expected == nil, "seed \(seed)")
            case .costs(let points, _, _):
                #expect(expected == explainer.points + points, "seed \(seed)")
                #expect(points >= 0)
            case .unfinished: Issue.record("seed \(seed)")
            }
        }
        #expect(compared > 5)
    }

    @Test("The alternative named is a plan that keeps every rule and has the points said")
    func alternativeIsAPlan() {
        for seed in 825..<850 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 12)
            guard let plan = plan(sketch) else { continue }
            let explainer = PlanExplainer(plan, sketch.instance)
            let checker = PlanChecker(sketch.instance, sketch.parameters)
            for place in plan.moves.prefix(3) {
                guard
                    case .costs(let points, let sent, let kept) = explainer.whyGoing(place)
                        .otherwise
                else { continue }
                let other = plan.placements.filter { !kept.contains($0) } + sent
                #expect(checker.violations(other).isEmpty, "seed \(seed)")
                #expect(checker.points(other) == explainer.points + points, "seed \(seed)")
            }
        }
    }

    @Test("Nobody who stays could be sent at less than is said")
    func staying() {
        for seed in 850..<870 {
            let sketch = Sketch.random(seed, scope: .receiver)
            guard let plan = plan(sketch) else { continue }
            let explainer = PlanExplainer(plan, sketch.instance)
            let sent = Set(plan.placements.map(\.teacher))
            for teacher in sketch.teachers.indices where !sent.contains(teacher) {
                let reason = explainer.whyStaying(teacher)
                if !sketch.teachers[teacher].isEligible { #expect(reason == .notEligible) }
                if case .notNeeded(.costs(let points, let others, _)) = reason {
                    #expect(points >= 0)
                    #expect(others.contains { $0.teacher == teacher })
                }
            }
        }
    }

    @Test("A rule without room is one that the plan would break by one step")
    func bindingRules() throws {
        let (instance, parameters) = try Fixture.load("group")
        let facts = UnitFacts(PlanUnit.split(instance)[0], of: instance, parameters)
        let plan = UnitPlan(facts, UnitPlanner(facts).best().plan)
        let rules = BindingRule.all(plan)
        #expect(rules.contains(.quota(sender: 0, count: 11)))
        #expect(rules.contains(.keyShare(sender: 0, keys: 4, sent: 11)))
        #expect(rules.allSatisfy { !$0.wording(facts, instance).chinese.isEmpty })
    }

    @Test("After a withdrawal no plan that keeps the rules changes fewer teachers")
    func repair() {
        var compared = 0
        for seed in 870..<895 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 7)
            guard let plan = plan(sketch), let first = plan.placements.first else { continue }
            var choices = PlanChoices()
            choices.withdrawn = [first.teacher]
            let answer = PlanRepair(plan).repaired(choices)
            var without = sketch
            without.teachers[first.teacher].ways = [:]
            #expect((answer.objective == nil) == (BruteForce(without).best == nil), "seed \(seed)")
            guard answer.objective != nil else { continue }
            compared += 1
            #expect(!answer.plan.contains { $0.teacher == first.teacher })
            let checker = PlanChecker(sketch.instance, sketch.parameters)
            #expect(checker.violations(answer.plan).isEmpty)
            // The best plan without the teacher is one of those that were not preferred.
            let best = UnitPlanner(plan.facts).best(choices)
            #expect(changes(plan.placements, answer.plan) <= changes(plan.placements, best.plan))
        }
        #expect(compared > 3)
    }

    private func changes(_ left: [Placement], _ right: [Placement]) -> Int {
        let old = Dictionary(uniqueKeysWithValues: left.map { ($0.teacher, $0.school) })
        let new = Dictionary(uniqueKeysWithValues: right.map { ($0.teacher, $0.school) })
        return Set(old.keys).union(new.keys).count { old[$0] != new[$0] }
    }

    @Test("Decisions that leave no plan are named: a smallest set, checked by brute force")
    func conflict() throws {
        var sets = 0
        for seed in 925..<965 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 6)
            guard BruteForce(sketch).best != nil else { continue }
            let facts = sketch.facts()
            // Everybody withdrawn, one after another, until no plan is left.
            var choices = PlanChoices()
            for teacher in Set(facts.moves.map(\.teacher)).sorted() {
                choices.withdrawn.insert(teacher)
                if UnitPlanner(facts).best(choices).status == .infeasible { break }
            }
            guard UnitPlanner(facts).best(choices).status == .infeasible else { continue }
            let conflict = DecisionConflict(facts, sketch.instance, choices)
            #expect(conflict.isPossibleWithout && conflict.alone.isEmpty)
            let named = Set(
                conflict.together.compactMap { decision in
                    if case .withdrawn(let teacher) = decision { teacher } else { nil }
                })
            #expect(!named.isEmpty && named.isSubset(of: choices.withdrawn))
            for left in [nil] + named.sorted().map(Optional.some) {
                var without = sketch
                for teacher in named where teacher != left { without.teachers[teacher].ways = [:] }
                #expect((BruteForce(without).best == nil) == (left == nil), "seed \(seed)")
            }
            sets += 1
        }
        #expect(sets > 5)
    }

    @Test("A decision that cannot be carried out by itself says why")
    func impossibleDecision() throws {
        let (instance, parameters) = try Fixture.load("group")
        let facts = UnitFacts(PlanUnit.split(instance)[0], of: instance, parameters)
        let away = try #require(
            facts.receivers.map(\.school).first { school in
                facts.moves.contains { facts.receivers[$0.receiver].school != school }
            })
        let ineligible = try #require(instance.teachers.firstIndex { !$0.isEligible })
        let home = facts.senders[0].school
        let eligible = try #require(
            instance.teachers.firstIndex { $0.isEligible && Int($0.school) == home })
        for (pair, obstacle) in [
            (PlanChoices.Pair(teacher: ineligible, school: away), .notEligible),
            (PlanChoices.Pair(teacher: eligible, school: home), .noSuchWay),
        ] as [(PlanChoices.Pair, DecisionConflict.Obstacle)] {
            var choices = PlanChoices()
            choices.pinned = [pair]
            #expect(UnitPlanner(facts).best(choices).status == .infeasible)
            let conflict = DecisionConflict(facts, instance, choices)
            #expect(conflict.alone.map(\.decision) == [.pinned(pair)])
            #expect(conflict.alone.map(\.obstacle) == [obstacle])
        }
    }

    @Test("What is pinned is in the plan, what is forbidden is not, and neither saves points")
    func choices() {
        for seed in 900..<925 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 12)
            guard let plan = plan(sketch), let first = plan.placements.first else { continue }
            let pair = PlanChoices.Pair(teacher: first.teacher, school: first.school)
            var forbid = PlanChoices()
            forbid.forbidden = [pair]
            let without = sketch.best(forbid)
            #expect(!without.plan.contains(first))
            #expect((without.objective ?? .max) >= plan.points.total)
            var pin = PlanChoices()
            pin.pinned = [pair]
            #expect(sketch.best(pin).objective == plan.points.total)
            for move in plan.facts.moves.prefix(6) {
                let school = plan.facts.receivers[move.receiver].school
                pin.pinned = [.init(teacher: move.teacher, school: school)]
                let answer = sketch.best(pin)
                guard let objective = answer.objective else { continue }
                #expect(objective >= plan.points.total)
                #expect(answer.plan.contains(Placement(teacher: move.teacher, school: school)))
            }
        }
    }

    @Test("The spreadsheet's way costs more than the best plan, about twice as much")
    func spreadsheet() throws {
        let (instance, parameters) = try Fixture.load("district")
        var (greedy, best) = (0, 0)
        for unit in PlanUnit.split(instance) {
            let facts = UnitFacts(unit, of: instance, parameters)
            let plan = SpreadsheetPlan.make(facts)
            #expect(plan.strangers.isEmpty)
            guard let objective = UnitPlanner(facts).best().objective else { continue }
            let broken = PlanChecker(instance, parameters)
                .violations(plan.placements, at: Set(unit.schools))
            if broken.isEmpty { #expect(plan.points.total >= objective) }
            greedy += plan.points.total
            best += objective
        }
        #expect(Double(greedy) > 1.3 * Double(best))
        #expect(Double(greedy) < 3 * Double(best))
    }
}
