import RotationCore
import TaoliModels
import TaoliPolicy
import Testing

/// A quota of 1 or 2 against teams of three (ADR 34).
@Suite("Schools whose quota is smaller than a team")
struct SmallSchoolTests {
    private func sketch(_ eligible: Int, _ treatment: String) throws -> Sketch {
        let pack = try Packs.pack("SH", "then: whole_team", "then: \(treatment)")
        var sketch = Sketch()
        sketch.parameters = try PackParameters(pack).draft.parameters()
        sketch.schools = [.init(code: "A", isStrong: true), .init(code: "B")]
        for number in 0..<eligible {
            sketch.teachers.append(
                .init(
                    code: "T\(number)", school: "A", subject: "s\(number)", isKey: true,
                    ways: ["B": (10, 5)]))
        }
        return sketch
    }

    @Test(
        "SH-3: whole_team sends three for a quota of 1 or 2, alone sends the quota",
        arguments: [
            (5, "whole_team", 3), (10, "whole_team", 3), (11, "whole_team", 3),
            (5, "alone", 1), (10, "alone", 2), (11, "alone", 3),
        ])
    func sent(_ eligible: Int, _ treatment: String, _ count: Int) throws {
        let sketch = try sketch(eligible, treatment)
        let answer = sketch.best()
        #expect(answer.plan.count == count)
        #expect(PlanChecker(sketch.instance, sketch.parameters).violations(answer.plan).isEmpty)
    }

    @Test("With two eligible teachers no team is possible; alone makes a plan of it")
    func tooFew() throws {
        let strict = try sketch(2, "whole_team")
        #expect(strict.best().status == .infeasible)
        let report = InfeasibilityReport(strict.facts())
        #expect(report.remedies?.feasibleIfDropped.contains(.team) == true)
        #expect(try sketch(2, "alone").best().plan.count == 1)
    }

    @Test("The independent checker knows both treatments", arguments: ["whole_team", "alone"])
    func checker(_ treatment: String) throws {
        let sketch = try sketch(5, treatment)
        let found = PlanChecker(sketch.instance, sketch.parameters)
            .violations([Placement(teacher: 0, school: 1)])
        #expect(found.map(\.rule) == (treatment == "alone" ? [] : [.team]))
    }

    @Test("At random, every plan of `alone` passes the checker", arguments: 0..<60)
    func random(_ seed: Int) {
        var sketch = Sketch.random(seed, scope: .pair, teachers: 10)
        sketch.parameters.smallSchools = .alone
        sketch.parameters.quotaCounts = seed % 2 == 0 ? .newlySent : .serving
        sketch.parameters.teamMin = 3
        let answer = sketch.best()
        let checker = PlanChecker(sketch.instance, sketch.parameters)
        #expect(answer.objective == nil || checker.violations(answer.plan).isEmpty)
        #expect(answer.objective == nil || answer.objective == checker.points(answer.plan))
    }
}
