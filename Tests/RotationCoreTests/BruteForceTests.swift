import RotationCore
import Testing

@Suite("Against trying every plan")
struct BruteForceTests {
    @Test(
        "The planner finds what trying all plans of a small unit finds",
        arguments: TeamScope.allCases)
    func optimum(scope: TeamScope) {
        var feasible = 0
        for seed in 0..<60 {
            let sketch = Sketch.random(seed, scope: scope)
            let best = BruteForce(sketch).best
            let answer = sketch.best()
            #expect(answer.objective == best, "seed \(seed)")
            #expect(answer.status == (best == nil ? .infeasible : .optimal), "seed \(seed)")
            #expect(answer.bound == best, "seed \(seed)")
            if best != nil { feasible += 1 }
        }
        // Both kinds must occur, or the comparison says little.
        #expect((10...50).contains(feasible), "\(feasible)")
    }

    @Test(
        "Ready plans lack as little as any plan can, in both orders",
        arguments: TeamScope.allCases)
    func ready(scope: TeamScope) throws {
        for seed in 200..<220 {
            let sketch = Sketch.random(seed, scope: scope)
            let best = BruteForce(sketch).bestReady
            let facts = sketch.facts()
            let remedies = try #require(InfeasibilityReport(facts).remedies)
            let (quota, key) = (remedies.quotaFirst, remedies.keyFirst)
            #expect(
                [
                    quota.quotaMissing.reduce(0, +), quota.keyMissing.reduce(0, +),
                    quota.answer.objective,
                ] == best.quotaFirst, "seed \(seed)")
            #expect(
                [
                    key.keyMissing.reduce(0, +), key.quotaMissing.reduce(0, +),
                    key.answer.objective,
                ] == best.keyFirst, "seed \(seed)")
        }
    }

    @Test("A reason against a unit is given only where no plan exists")
    func causes() {
        var withCause = 0
        for seed in 300..<360 {
            let sketch = Sketch.random(seed, scope: .pair)
            guard !NecessaryBounds(sketch.facts()).causes.isEmpty else { continue }
            withCause += 1
            #expect(BruteForce(sketch).best == nil, "seed \(seed)")
        }
        #expect(withCause > 10)
    }

    @Test("A rule is named as worth giving up exactly where that makes a plan possible")
    func dropped() throws {
        for seed in 420..<440 {
            var sketch = Sketch.random(seed, scope: .pair)
            let remedies = try #require(InfeasibilityReport(sketch.facts()).remedies)
            let parameters = sketch.parameters
            sketch.parameters.keyPercent = 0
            let withoutKey = BruteForce(sketch).best != nil
            #expect(remedies.feasibleIfDropped.contains(.key) == withoutKey, "seed \(seed)")
            sketch.parameters = parameters
            for place in sketch.schools.indices { sketch.schools[place].places = 99 }
            let withoutPlaces = BruteForce(sketch).best != nil
            #expect(
                remedies.feasibleIfDropped.contains(.capacity) == withoutPlaces, "seed \(seed)")
        }
    }
}
