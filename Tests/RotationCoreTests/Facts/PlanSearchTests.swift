import Foundation
import RotationCore
import TaoliModels
import Testing

@Suite("The search for a year's plan, on recorded facts")
struct PlanSearchTests {
    private let sketch = FactsSketch()

    private func search(_ facts: PlanningFacts) throws -> (PlanSearch, RecordedProblem) {
        let problem = try sketch.problem(facts)
        return (PlanSearch(problem, limits: .none), problem)
    }

    @Test("A plan sends the quota with its key teachers, as a team, and passes the check")
    func plan() throws {
        let (search, problem) = try search(sketch.facts())
        var steps: [PlanSearch.Step] = []
        let answer = search.run { steps.append($0) }
        #expect(steps == [.plan])
        #expect(answer.result.outcome == .optimal)
        #expect(answer.result.objective == answer.result.bound)
        #expect(answer.moves.count == 4)
        #expect(answer.moves.count(where: \.isKey) >= 2)
        #expect(Set(answer.moves.map(\.home)) == [sketch.lead])
        let receiving = Set(answer.moves.map { $0.receiving })
        #expect(receiving.count == 1)
        #expect(answer.moves.allSatisfy { $0.minutes == 30 && $0.extraMinutes == 10 })
        #expect(problem.violations(answer.moves, ready: nil).isEmpty)
        let figures = PlanFigures.all(problem, answer.moves)
        let lead = try #require(figures.first { $0.school == sketch.lead })
        #expect([lead.quota, lead.keyRequired, lead.moving] == [Int]([4, 2, 4]))
        let near = try #require(figures.first { $0.school == sketch.near })
        #expect([near.openBefore, near.openAfter] == [Int]([1, 0]))
    }

    @Test("Without key teachers there is no plan: the report says so, and two plans lie ready")
    func infeasible() throws {
        let (search, problem) = try search(sketch.facts(keys: 0))
        var steps: [PlanSearch.Step] = []
        let answer = search.run { steps.append($0) }
        #expect(steps == [.plan, .report])
        #expect(answer.result.outcome == .infeasible)
        #expect(answer.moves.isEmpty)
        let report = try #require(answer.report)
        #expect(!report.bounds.causes.isEmpty)
        let remedies = try #require(report.remedies)
        #expect(remedies.feasibleIfDropped.contains(.key))
        #expect(remedies.quotaFirst.quotaMissing.reduce(0, +) == 0)
        #expect(remedies.quotaFirst.keyMissing.reduce(0, +) == 2)
        #expect(remedies.keyFirst.keyMissing.reduce(0, +) == 0)
        #expect(remedies.keyFirst.quotaMissing.reduce(0, +) == 4)
        let ready = problem.moves(remedies.quotaFirst.answer.plan)
        #expect(problem.violations(ready, ready: .quotaFirst).isEmpty)
        #expect(!problem.violations(ready, ready: nil).isEmpty)
    }

    @Test("After a withdrawal one move changes and the others stay (fewest changes first)")
    func repair() throws {
        let (search, problem) = try search(sketch.facts())
        let moves = search.run { _ in }.moves
        let gone = moves[0].person
        let repaired = try #require(try search.repaired(moves, without: [gone], fixed: []))
        #expect(!repaired.moves.contains { $0.person == gone })
        #expect(repaired.moves.count == 4)
        #expect(Set(moves).intersection(repaired.moves).count == 3)
        #expect(problem.violations(repaired.moves, ready: nil).isEmpty)
    }

    @Test("A repair that nobody can make is said to be none")
    func noRepair() throws {
        let facts = sketch.facts(teachers: 20, keys: 2)
        let (search, _) = try search(facts)
        let moves = search.run { _ in }.moves
        let keys = Set(moves.filter(\.isKey).map(\.person))
        #expect(keys.count == 2)
        #expect(try search.repaired(moves, without: keys, fixed: []) == nil)
        let lacking = try #require(
            try search.repaired(moves, without: keys, fixed: [], ready: .quotaFirst))
        #expect(lacking.moves.count == 4)
        #expect(Set(lacking.moves.map(\.person)).isDisjoint(with: keys))
        let shortfall = try #require(lacking.shortfall)
        #expect([shortfall.quotaMissing, shortfall.keyMissing] == [Int]([0, 2]))
        let fewer = try #require(
            try search.repaired(moves, without: keys, fixed: [], ready: .keyFirst)?.shortfall)
        #expect([fewer.quotaMissing, fewer.keyMissing] == [Int]([4, 0]))
    }

    @Test("A ready plan is repaired as what it is: as little missing as possible, then few changes")
    func readyRepair() throws {
        let (search, problem) = try search(sketch.facts(keys: 0))
        let ready = try #require(search.run { _ in }.report?.remedies?.quotaFirst)
        let moves = problem.moves(ready.answer.plan)
        let gone = moves[0].person
        #expect(try search.repaired(moves, without: [gone], fixed: []) == nil)
        let repaired = try #require(
            try search.repaired(moves, without: [gone], fixed: [], ready: .quotaFirst))
        #expect(Set(moves).intersection(repaired.moves).count == 3)
        let shortfall = try #require(repaired.shortfall)
        #expect([shortfall.quotaMissing, shortfall.keyMissing] == [Int]([0, 2]))
    }

    @Test("Reasons are given for who goes, who stays, a school's posts and the rules")
    func reasons() throws {
        let (search, problem) = try search(sketch.facts())
        let moves = search.run { _ in }.moves
        let reasons = PlanReasons(problem, moves, .none, limits: .none)
        let going = try #require(reasons.reasons(for: moves[0].person))
        #expect(going.count == 3)
        #expect(going[0].english.contains("From 牵头校 to"))
        let stayer = try #require(
            problem.personIDs.first { id in !moves.contains { $0.person == id } })
        let staying = try #require(reasons.reasons(for: stayer))
        #expect(staying[0].english.hasPrefix("Stays; if sent"))
        let near = try #require(reasons.reasons(for: sketch.near))
        #expect(near.contains { $0.english.contains("近校 chinese: 1 needed") })
        #expect(near.contains { $0.chinese.contains("近校 语文：需 1 人") })
        for sentence in going + staying {
            for id in problem.personIDs {
                #expect(sentence.chinese.ranges(of: id.description).count < 2, "\(sentence)")
            }
        }
        #expect(reasons.reasonsOfRules()[0].english.contains("4 sent"))
        #expect(reasons.reasonsOfRules().contains { $0.chinese.contains("名额下限") })
        #expect(reasons.reasons(for: PersonID(.version7())) == nil)
        #expect(reasons.reasons(for: SchoolID(.version7())) == nil)
    }

    @Test("What is kept can be read again, and people away outside the group are known")
    func kept() throws {
        var facts = sketch.facts()
        facts.serving = [
            ServingStay(
                person: facts.posts[0].person, receiving: SchoolID(.version7()),
                validity: Validity(from: CalendarDate("2025-09-01")!))
        ]
        let instance = sketch.assembled(facts).instance
        let bytes = try JSONEncoder().encode(instance)
        #expect(try JSONDecoder().decode(RecordedInstance.self, from: bytes) == instance)
        let problem = try RecordedProblem(instance, .shanghai)
        #expect(problem.facts.senders.map(\.away) == [1])
        #expect(problem.facts.senders.map(\.eligible) == [19])
    }
}
