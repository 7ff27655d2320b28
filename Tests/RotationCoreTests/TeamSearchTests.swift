@testable import RotationCore
import Testing

@Suite("The search by teams")
struct TeamSearchTests {
    @Test("It finds what trying all plans finds")
    func bruteForce() {
        var feasible = 0
        for seed in 0..<120 {
            let sketch = Sketch.random(seed, scope: .pair)
            guard let (_, split) = BlockTests.split(sketch) else { continue }
            let best = BruteForce(sketch).best
            let answer = TeamSearch(split, limits: .none).solve()
            #expect(answer.isFinished && answer.objective == best, "seed \(seed)")
            #expect(answer.bound == best, "seed \(seed)")
            if best != nil { feasible += 1 }
        }
        #expect(feasible > 15, "\(feasible)")
    }

    @Test("It finds what the other search finds, alone and with help, and the checker agrees")
    func sameOptimum() async {
        var feasible = 0
        for seed in 0..<40 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 24)
            guard let (model, split) = BlockTests.split(sketch) else { continue }
            var other = BranchAndBound(split.program, limits: .none)
            let expected = other.solve()
            let alone = TeamSearch(split, limits: .none).solve()
            let help = SearchHelp()
            let search = Task { TeamSearch(split, limits: .none).solve(help) }
            let isOver = Flag()
            let helper = Task { await help.help { isOver.isSet } }
            let helped = await search.value
            isOver.set()
            await helper.value
            for answer in [alone, helped] {
                #expect(answer.isFinished, "seed \(seed)")
                #expect(answer.objective == expected.objective, "seed \(seed)")
                guard let values = answer.values else { continue }
                feasible += 1
                let plan = model.chosen(values).map { place in
                    let move = model.facts.moves[place]
                    return Placement(
                        teacher: move.teacher, school: model.facts.receivers[move.receiver].school)
                }
                let checker = PlanChecker(sketch.instance, sketch.parameters)
                #expect(checker.violations(plan).isEmpty, "seed \(seed)")
                #expect(
                    PlanPointsCount(model.facts, moves: model.chosen(values)).total
                        == expected.objective, "seed \(seed)")
            }
        }
        #expect(feasible > 10, "\(feasible)")
    }

    @Test("What a person decided beforehand holds in it too")
    func choices() {
        for seed in 0..<60 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 16)
            let facts = sketch.facts()
            let planner = UnitPlanner(facts)
            guard let first = planner.best().plan.first else { continue }
            var options = ModelOptions()
            options.choices.forbidden = [.init(teacher: first.teacher, school: first.school)]
            options.choices.going = [first.teacher]
            let model = UnitModel(facts, options)
            guard !model.isImpossible else { continue }
            let program = model.program(for: .points)
            let answers = [Int.max, 1].map {
                planner.search(model, program, firstNodes: $0).objective
            }
            #expect(answers[0] == answers[1], "seed \(seed)")
        }
    }

    @Test("Cut short at any part its bound holds")
    func cutShort() {
        for seed in 0..<60 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 16)
            guard let (_, split) = BlockTests.split(sketch) else { continue }
            var other = BranchAndBound(split.program, limits: .none)
            guard let best = other.solve().objective else { continue }
            for nodes in 0..<3 {
                let limits = SolverLimits(nodesMax: nodes)
                let answer = TeamSearch(split, limits: limits).solve()
                #expect((answer.bound ?? .max) <= best, "seed \(seed), \(nodes)")
                #expect((answer.objective ?? best) >= best, "seed \(seed), \(nodes)")
                #expect(!answer.isFinished || answer.objective == best, "seed \(seed), \(nodes)")
            }
            let none = TeamSearch(split, limits: SolverLimits(isTimeUp: { true })).solve()
            #expect((none.bound ?? .max) <= best, "seed \(seed)")
        }
    }

    @Test("A program with columns held has the solutions of the whole that hold them")
    func held() {
        for seed in 0..<40 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 12)
            guard let (_, split) = BlockTests.split(sketch) else { continue }
            var search = BranchAndBound(split.program, limits: .none)
            guard let best = search.solve().values else { continue }
            let held = HeldProgram(
                split.program, values: TeamDomains(best, split).held(split))
            var inner = BranchAndBound(held.program, limits: .none)
            let answer = inner.solve()
            #expect(answer.objective == split.program.objective(best), "seed \(seed)")
            let whole = answer.values.map(held.whole) ?? []
            #expect(split.program.isSatisfied(by: whole), "seed \(seed)")
            #expect(split.program.objective(whole) == answer.objective, "seed \(seed)")
        }
    }
}
