import RotationCore
import Testing

@Suite("What may not change the answer")
struct MetamorphicTests {
    @Test("Renaming schools and teachers changes neither status nor points")
    func rename() {
        for seed in 500..<530 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 16)
            var other = sketch
            func name(_ code: String) -> String { "学校-\(code)-x" }
            for place in other.schools.indices {
                other.schools[place].code = name(other.schools[place].code)
            }
            for place in other.needs.indices {
                other.needs[place].school = name(other.needs[place].school)
            }
            for place in other.teachers.indices {
                other.teachers[place].code = "老师\(100 - place)"
                other.teachers[place].school = name(other.teachers[place].school)
                other.teachers[place].wishes = other.teachers[place].wishes.map(name)
                other.teachers[place].ways = Dictionary(
                    uniqueKeysWithValues: other.teachers[place].ways.map { (name($0), $1) })
            }
            expectSame(sketch.best(), other.best(), seed)
        }
    }

    @Test("Rows may come in any order")
    func permute() {
        for seed in 530..<560 {
            let sketch = Sketch.random(seed, scope: .receiver, teachers: 16)
            var other = sketch
            var random = SplitMix(seed)
            other.schools.shuffle(using: &random)
            other.teachers.shuffle(using: &random)
            other.needs.shuffle(using: &random)
            expectSame(sketch.best(), other.best(), seed)
        }
    }

    @Test("All points doubled, the best plan has twice as many")
    func double() {
        for seed in 560..<590 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 16)
            var other = sketch
            let points = sketch.parameters.points
            other.parameters.points = PlanPoints(
                unmetPerWeight: 2 * points.unmetPerWeight, surplus: 2 * points.surplus,
                extraMinute: 2 * points.extraMinute,
                preferenceRanks: points.preferenceRanks.map { 2 * $0 },
                preferenceUnlisted: 2 * points.preferenceUnlisted,
                preferenceNoneGiven: 2 * points.preferenceNoneGiven,
                unwilling: 2 * points.unwilling, hardship: 2 * points.hardship)
            #expect(other.best().objective == sketch.best().objective.map { 2 * $0 }, "\(seed)")
        }
    }

    @Test("A rule made weaker never costs points")
    func weaker() {
        for seed in 590..<620 {
            let sketch = Sketch.random(seed, scope: .pair, teachers: 14)
            guard let before = sketch.best().objective else { continue }
            var other = sketch
            other.parameters.teamScope = .receiver
            #expect(other.best().objective.map { $0 <= before } == true, "\(seed)")
            other.parameters.keyPercent = 0
            #expect(other.best().objective.map { $0 <= before } == true, "\(seed)")
        }
    }

    @Test("Two units side by side have the points of both")
    func together() async {
        let (one, two) = (
            Sketch.random(700, scope: .pair, teachers: 12),
            Sketch.random(705, scope: .pair, teachers: 12)
        )
        var both = one
        var other = two
        for place in other.schools.indices {
            other.schools[place].code += "'"
            other.schools[place].group = "G2"
        }
        for place in other.needs.indices { other.needs[place].school += "'" }
        for place in other.teachers.indices {
            other.teachers[place].code += "'"
            other.teachers[place].school += "'"
            other.teachers[place].wishes = other.teachers[place].wishes.map { $0 + "'" }
            other.teachers[place].ways = Dictionary(
                uniqueKeysWithValues: other.teachers[place].ways.map { ($0 + "'", $1) })
        }
        other.parameters = one.parameters
        both.schools += other.schools
        both.teachers += other.teachers
        both.needs += other.needs
        let instance = both.instance
        let planner = CityPlanner(instance, both.parameters, now: { 0 })
        let outcomes = await planner.plan(PlanUnit.split(instance), threads: 2)
        #expect(outcomes.map(\.answer.objective) == [one.best().objective, other.best().objective])
    }

    private func expectSame(_ left: UnitAnswer, _ right: UnitAnswer, _ seed: Int) {
        #expect(left.status == right.status, "seed \(seed)")
        #expect(left.objective == right.objective, "seed \(seed)")
    }
}
