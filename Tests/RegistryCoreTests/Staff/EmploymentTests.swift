import TaoliModels
import Testing

@testable import RegistryCore

@Suite("Posts of persons")
struct EmploymentTests {
    private static func slug(_ body: () throws -> Void) -> String? {
        do { try body() } catch let refusal as Refusal { return refusal.slug } catch {}
        return nil
    }

    @Test("A person is registered with a post; the event has no name and no number")
    func registered() throws {
        let school = try Example.school()
        let command = RegisterPerson(
            id: PersonID(.version7()), facts: try Example.personFacts(),
            employment: Example.begin(school, from: "2020-09-01", since: "2018-09-01"))
        let decision = try command.decide(holder: nil, staffing: .unlimited, on: Example.today)
        #expect(decision.changes.map(\.event.name) == ["PersonRegistered", "EmploymentBegan"])
        #expect(decision.changes.map(\.sequence) == [1, 2])
        #expect(decision.state.yearsAtSchool(on: Example.day("2026-08-31")) == 7)
        #expect(decision.state.yearsAtSchool(on: Example.day("2026-09-01")) == 8)
        let told = "\(decision.changes)"
        #expect(!told.contains(try Example.number().value))
        #expect(
            Self.slug {
                _ = try command.decide(
                    holder: PersonID(.version7()), staffing: .unlimited, on: Example.today)
            } == "person-exists")
    }

    /// Random commands on random days: whatever is taken, no two main posts share a day.
    @Test("However posts begin, change, end and come back, main posts never overlap")
    func neverOverlap() throws {
        let schools = try (0..<3).map { try Example.school("学校\($0)") }
        var random = SystemRandomNumberGenerator()
        for serial in 0..<60 {
            var person = try Example.person(at: schools[0], serial: serial)
            var taken = 0
            for _ in 0..<40 {
                let day = Example.day("2019-01-01")
                    .adding(days: Int.random(in: 0..<3_000, using: &random))
                guard
                    let next = try? step(
                        person, schools.randomElement(using: &random) ?? schools[0], day, &random)
                else { continue }
                taken += 1
                person = next
                let mains = person.employments.filter { $0.kind == .main && $0.isReal }
                for (index, one) in mains.enumerated() {
                    for other in mains[(index + 1)...] {
                        #expect(!one.validity.overlaps(other.validity))
                    }
                }
                #expect(mains.count { $0.validity.until == nil } <= 1)
            }
            #expect(taken > 0)
        }
    }

    private func step(
        _ person: Person, _ school: School, _ day: CalendarDate,
        _ random: inout SystemRandomNumberGenerator
    ) throws -> Person {
        let kind: EmploymentKind = Bool.random(using: &random) ? .main : .concurrent
        let post = StaffPost.allCases.randomElement(using: &random) ?? .teacher
        let begin = Example.begin(school, from: day.description, kind: kind, post: post)
        let some = person.employments.randomElement(using: &random)?.id ?? begin.id
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return try begin.decide(person, staffing: .unlimited, on: day).state
        case 1:
            let main = Example.begin(school, from: day.description, post: post)
            return try TransferPerson(employment: main)
                .decide(person, staffing: .unlimited, on: day).state
        case 2: return try EndEmployment(employment: some, until: day).decide(person, on: day).state
        default: return try ReopenEmployment(employment: some).decide(person, on: day).state
        }
    }

    @Test("A transfer ends and begins on one day, and the district follows the main post")
    func transfer() throws {
        let here = try Example.school()
        let there = try Example.school("越秀一小", district: Example.yuexiu)
        let person = try Example.person(at: here)
        let move = TransferPerson(employment: Example.begin(there, from: "2027-09-01"))
        let decision = try move.decide(person, staffing: .unlimited, on: Example.today)
        #expect(decision.changes.map(\.event.name) == ["EmploymentEnded", "EmploymentBegan"])
        let moved = decision.state
        let eve = Example.day("2027-08-31")
        #expect(moved.mainPost(on: eve)?.school == here.id)
        #expect(moved.mainPost(on: eve.adding(days: 1))?.school == there.id)
        // Until the day has come the former district keeps the record, and both see it.
        #expect(moved.district == Example.haizhu)
        #expect(moved.districts == [Example.yuexiu, Example.haizhu])
        #expect(decision.changes.allSatisfy { $0.districts.contains(Example.haizhu) })
    }

    @Test("Another post at the same school keeps the years there")
    func samePlace() throws {
        let school = try Example.school()
        let person = try Example.person(at: school, from: "2016-09-01")
        let change = TransferPerson(
            employment: Example.begin(school, from: "2024-09-01", post: .middleManager))
        let changed = try change.decide(person, staffing: .unlimited, on: Example.today).state
        #expect(changed.yearsAtSchool(on: Example.today) == 10)
        #expect(
            Self.slug {
                _ = try TransferPerson(
                    employment: Example.begin(school, from: "2025-09-01", post: .middleManager)
                ).decide(changed, staffing: .unlimited, on: Example.today)
            } == "already-in-post")
    }

    @Test("A concurrent post needs a main one, and ends with it")
    func concurrent() throws {
        let school = try Example.school()
        let other = try Example.school("海珠二小")
        var person = try Example.person(at: school)
        #expect(
            Self.slug {
                _ = try Example.begin(other, from: "2019-01-01", kind: .concurrent)
                    .decide(person, staffing: .unlimited, on: Example.today)
            } == "no-main-post")
        person = try Example.begin(other, from: "2022-09-01", kind: .concurrent)
            .decide(person, staffing: .unlimited, on: Example.today).state
        let main = try #require(person.employments.first)
        let ended = try EndEmployment(
            employment: main.id, until: Example.day("2025-09-01")
        ).decide(person, on: Example.today)
        #expect(ended.changes.count == 2)
        #expect(ended.state.employments.allSatisfy { $0.validity.until != nil })
    }

    @Test("XN-23: a member's principal is the lead's vice principal beyond its limit, nobody else")
    func outsideLimit() throws {
        let member = try Example.school("成员校")
        let lead = try Example.school("龙头校")
        let principal = try RegisterPerson(
            id: PersonID(.version7()), facts: try Example.personFacts(),
            employment: Example.begin(member, from: "2020-09-01", post: .principal)
        ).decide(holder: nil, staffing: .unlimited, on: Example.today).state
        let full = StaffingFacts(leadersMax: 3, leaders: 3, leadsMainSchool: true)
        let counted = Example.begin(
            lead, from: "2026-09-01", kind: .concurrent, post: .vicePrincipal)
        let free = Example.begin(
            lead, from: "2026-09-01", kind: .concurrent, post: .vicePrincipal, outside: true)
        #expect(
            Self.slug { _ = try counted.decide(principal, staffing: full, on: Example.today) }
                == "post-limit")
        let held = try free.decide(principal, staffing: full, on: Example.today).state
        #expect(held.employments.last?.facts.isOutsideLimit == true)
        let stranger = StaffingFacts(leadersMax: 3, leaders: 3)
        let teacher = try Example.person(at: member, serial: 2)
        for (person, facts) in [(principal, stranger), (teacher, full)] {
            #expect(
                Self.slug { _ = try free.decide(person, staffing: facts, on: Example.today) }
                    == "not-outside-limit")
        }
    }

    @Test("Nobody works before 15 years of age, nor at a school before working at all")
    func dates() throws {
        let school = try Example.school()
        var facts = try Example.personFacts()
        facts.workingSince = Example.day("1995-02-28")
        let young = RegisterPerson(
            id: PersonID(.version7()), facts: facts,
            employment: Example.begin(school, from: "2020-09-01"))
        #expect(
            Self.slug {
                _ = try young.decide(holder: nil, staffing: .unlimited, on: Example.today)
            } == "working-too-young")
        let early = RegisterPerson(
            id: PersonID(.version7()), facts: try Example.personFacts(),
            employment: Example.begin(school, from: "2020-09-01", since: "2001-09-01"))
        #expect(
            Self.slug {
                _ = try early.decide(holder: nil, staffing: .unlimited, on: Example.today)
            } == "date-order")
    }
}
