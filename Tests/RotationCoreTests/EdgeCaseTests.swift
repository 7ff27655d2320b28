import RotationCore
import TaoliModels
import Testing

@Suite("Odd units")
struct EdgeCaseTests {
    /// One strong and some receiving schools; teachers of one subject who can all reach them.
    private func sketch(teachers: Int, receivers: Int, places: Int = 20) -> Sketch {
        var sketch = Sketch()
        sketch.schools = [Sketch.School(code: "A", isStrong: true)]
        for number in 0..<receivers {
            sketch.schools.append(Sketch.School(code: "B\(number)", places: places))
        }
        for number in 0..<teachers {
            var teacher = Sketch.Teacher(code: "T\(number)", school: "A")
            teacher.subject = ["math", "art", "pe", "it"][number % 4]
            teacher.isKey = number % 3 == 0
            for school in 0..<receivers { teacher.ways["B\(school)"] = (20 + school, school) }
            sketch.teachers.append(teacher)
        }
        return sketch
    }

    @Test("One strong school and one receiving school have a plan")
    func oneStrong() {
        let answer = sketch(teachers: 20, receivers: 1).best()
        #expect(answer.status == .optimal)
        #expect(answer.plan.count >= 4)
    }

    @Test("Without a receiving school the quota cannot be met, and the report says so")
    func noReceiver() {
        let sketch = sketch(teachers: 20, receivers: 0)
        #expect(sketch.best().status == .infeasible)
        let facts = sketch.facts()
        #expect(NecessaryBounds(facts).causes.contains(.tooFewWithinReach(0)))
        let remedies = InfeasibilityReport(facts).remedies
        #expect(remedies?.feasibleIfDropped == [.quota])
        #expect(remedies?.quotaFirst.quotaMissing == [4])
    }

    @Test("Without a strong school nobody is sent and every need stays open")
    func noStrong() {
        var sketch = Sketch()
        sketch.schools = [Sketch.School(code: "B")]
        sketch.needs = [Sketch.Need(school: "B", subject: "math", amount: 2, weight: 3)]
        let answer = sketch.best()
        #expect(answer.status == .optimal && answer.plan.isEmpty)
        #expect(answer.objective == 600)
    }

    @Test("With nobody eligible the quota is zero and the empty plan is the best")
    func nobodyEligible() {
        var sketch = sketch(teachers: 12, receivers: 2)
        for place in sketch.teachers.indices { sketch.teachers[place].isEligible = false }
        sketch.needs = [Sketch.Need(school: "B0")]
        let answer = sketch.best()
        #expect(answer.status == .optimal && answer.plan.isEmpty)
        #expect(answer.objective == 100)
    }

    @Test("Needs of zero and no needs at all are the same")
    func zeroNeeds() {
        let without = sketch(teachers: 16, receivers: 2)
        var zero = without
        zero.needs = ["math", "art"].map {
            Sketch.Need(school: "B0", subject: $0, amount: 0, weight: 5)
        }
        #expect(zero.best().objective == without.best().objective)
        #expect(without.best().objective != nil)
    }

    @Test("With all weights and points zero any plan is the best, at no points")
    func weightless() {
        var sketch = sketch(teachers: 16, receivers: 2)
        sketch.needs = [Sketch.Need(school: "B0", weight: 0)]
        sketch.parameters.points = PlanPoints(
            unmetPerWeight: 0, surplus: 0, extraMinute: 0, preferenceRanks: [],
            preferenceUnlisted: 0, preferenceNoneGiven: 0, unwilling: 0, hardship: 0)
        let answer = sketch.best()
        #expect(answer.status == .optimal)
        #expect(answer.objective == 0)
    }

    @Test("With everybody willing and wishing the same school its places decide")
    func everyoneWilling() {
        var sketch = sketch(teachers: 20, receivers: 2, places: 3)
        sketch.parameters.subjectLossPercent = 50
        for place in sketch.teachers.indices {
            sketch.teachers[place].willing = 1
            sketch.teachers[place].wishes = ["B0"]
        }
        let answer = sketch.best()
        #expect(answer.status == .optimal)
        #expect(answer.plan.count == 6)
        #expect(answer.plan.count { $0.school == 1 } == 3)
    }

    @Test("Forty schools are one unit like any other")
    func fortySchools() {
        let sketch = sketch(teachers: 60, receivers: 39)
        let answer = sketch.best()
        #expect(answer.status == .optimal)
        let checker = PlanChecker(sketch.instance, sketch.parameters)
        #expect(checker.violations(answer.plan).isEmpty)
        #expect(checker.points(answer.plan) == answer.objective)
    }

    @Test("Groups that share a school are planned together, and a teacher counts once")
    func sharedSchool() {
        var sketch = sketch(teachers: 20, receivers: 1, places: 3)
        sketch.parameters.subjectLossPercent = 50
        sketch.schools.append(Sketch.School(code: "A", group: "G2", isStrong: true))
        sketch.schools.append(Sketch.School(code: "C", group: "G2", places: 3))
        for place in sketch.teachers.indices { sketch.teachers[place].ways["C"] = (10, 0) }
        let instance = sketch.instance
        let units = PlanUnit.split(instance)
        #expect(units.count == 1)
        #expect(units[0].name(in: instance) == "G1+G2")
        let answer = sketch.best()
        #expect(answer.plan.count >= 4)
        #expect(Set(answer.plan.map(\.teacher)).count == answer.plan.count)
        #expect(PlanChecker(instance, sketch.parameters).violations(answer.plan).isEmpty)
    }

    @Test("Teachers of another stage than the receiving school's are never sent there")
    func stages() {
        var sketch = sketch(teachers: 20, receivers: 2)
        sketch.schools[1].stage = .junior
        let answer = sketch.best()
        #expect(answer.plan.allSatisfy { $0.school == 2 })
        #expect(answer.status == .optimal)
    }

    @Test("People away already count against what may leave and what may come")
    func stock() {
        var sketch = sketch(teachers: 20, receivers: 1, places: 5)
        for place in 0..<2 {
            sketch.teachers[place].isEligible = false
            sketch.teachers[place].awayAt = "B0"
        }
        let facts = sketch.facts()
        #expect(facts.senders[0].away == 2)
        #expect(facts.senders[0].maxOut == 3)
        #expect(facts.receivers[0].places == 3)
        // 18 eligible: four must go, three may.
        #expect(NecessaryBounds(facts).causes.contains(.quotaBeyondMost(0)))
        #expect(sketch.best().status == .infeasible)
    }

    @Test("A search that may look at nothing says how good a plan could be")
    func noTime() throws {
        let (instance, parameters) = try Fixture.load("group")
        let facts = UnitFacts(PlanUnit.split(instance)[0], of: instance, parameters)
        let limits = SolverLimits(nodesMax: 1)
        let answer = UnitPlanner(facts, limits: limits).best()
        #expect(answer.status == .limit)
        let bound = try #require(answer.bound)
        #expect((1...607).contains(bound))
        let none = UnitPlanner(facts, limits: SolverLimits(isTimeUp: { true })).best()
        #expect(none.status == .limit && none.objective == nil && none.bound != nil)
    }
}
