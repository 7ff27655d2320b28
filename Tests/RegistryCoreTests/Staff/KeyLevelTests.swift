import TaoliModels
import Testing

@testable import RegistryCore

@Suite("Levels of key teachers, and establishment")
struct KeyLevelTests {
    @Test("TC-10, JD-5: five levels in the clause's order, the highest first")
    func order() {
        #expect(
            KeyTeacherLevel.allCases.map(\.chinese) == ["特级教师", "学术技术带头人", "学科带头人", "骨干教师", "学科新星"])
        #expect(KeyTeacherLevel.allCases.map(\.rank) == [1, 2, 3, 4, 5])
        #expect(KeyTeacherLevel.special > .risingStar)
        #expect(KeyTeacherLevel.allCases.sorted(by: >) == KeyTeacherLevel.allCases)
    }

    @Test("The highest level of a day counts; a level is not held twice on one day")
    func awards() throws {
        let person = try Example.person(at: try Example.school())
        let first = AwardLevel(
            id: AwardID(.version7()), level: .risingStar, from: Example.day("2021-09-01"),
            until: Example.day("2024-09-01"), issuer: "区教育局")
        let one = try first.decide(person)
        #expect(one.changes.map(\.event.name) == ["KeyLevelAwarded"])
        let second = AwardLevel(
            id: AwardID(.version7()), level: .keyTeacher, from: Example.day("2023-09-01"))
        let two = try second.decide(one.state).state
        #expect(two.keyLevel(on: Example.day("2023-08-31")) == .risingStar)
        #expect(two.keyLevel(on: Example.day("2023-09-01")) == .keyTeacher)
        #expect(two.keyLevel(on: Example.day("2020-09-01")) == nil)
        let again = AwardLevel(
            id: AwardID(.version7()), level: .risingStar, from: Example.day("2024-08-31"))
        #expect(throws: Refusal.self) { try again.decide(two) }
        let back = try WithdrawLevel(award: second.id, until: Example.day("2023-09-01"))
            .decide(two).state
        #expect(back.keyLevel(on: Example.day("2023-12-01")) == .risingStar)
        #expect(throws: Refusal.self) {
            try WithdrawLevel(award: second.id, until: Example.day("2025-01-01")).decide(back)
        }
    }

    @Test("TC-30: an establishment is set from a day on, and limits stay within it")
    func establishment() throws {
        let school = try Example.school()
        func set(_ posts: Int, _ leaders: Int, _ middle: Int) -> SetEstablishment {
            SetEstablishment(
                establishment: Establishment(
                    from: Example.day("2026-09-01"), posts: posts, leaders: leaders,
                    middleManagers: middle, reference: "编办〔2026〕1号"))
        }
        let decision = try set(80, 3, 6).decide(school, held: nil)
        #expect(decision.changes.map(\.event.name) == ["EstablishmentSet"])
        #expect(decision.school.version == school.version + 1)
        let same = try set(80, 3, 6).decide(decision.school, held: decision.establishment)
        #expect(same.changes.isEmpty)
        for (posts, leaders, middle) in [(-1, 0, 0), (5, 3, 3), (20_000, 1, 1)] {
            #expect(throws: Refusal.self) {
                try set(posts, leaders, middle).decide(school, held: nil)
            }
        }
        let limit = StaffingFacts(leadersMax: 3, leaders: 2, middleMax: 6, middle: 6)
        let person = try Example.person(at: try Example.school("另一校"))
        #expect(throws: Refusal.self) {
            try TransferPerson(
                employment: Example.begin(school, from: "2026-09-01", post: .middleManager)
            ).decide(person, staffing: limit, on: Example.today)
        }
        let leader = TransferPerson(
            employment: Example.begin(school, from: "2026-09-01", post: .vicePrincipal))
        #expect(try leader.decide(person, staffing: limit, on: Example.today).changes.count == 2)
    }
}
