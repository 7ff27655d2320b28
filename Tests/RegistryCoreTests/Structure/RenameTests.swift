import TaoliModels
import Testing

@testable import RegistryCore

@Suite("Names that change (XN-9)")
struct RenameTests {
    private let today = Example.day("2026-03-02")

    private func rename(
        _ name: String, on day: String = "2026-03-01", reason: String = "退出紧密型集团"
    ) -> RenameUnit {
        RenameUnit(name: name, on: Example.day(day), reason: reason)
    }

    @Test("XN-9 A renaming needs a reason, and each day has the name of that day")
    func names() throws {
        let group = try Example.group(lead: try Example.site())
        let bare = try refusal {
            try rename("新名", reason: "").decide(
                group, NameHistory([]), nameHolder: nil, today: today)
        }
        #expect(bare.slug == "rename-needs-reason" && bare.clause == nil)
        let first = try rename("新名", on: "2025-09-01").decide(
            group, NameHistory([]), nameHolder: nil, today: today)
        #expect(first.decision.state.name == "新名")
        #expect(first.decision.changes.map(\.event.name) == ["GroupRenamed"])
        let second = try rename("又一名").decide(
            first.decision.state, first.names, nameHolder: nil, today: today)
        func name(_ day: String) -> String {
            second.names.name(on: Example.day(day), now: second.decision.state.name)
        }
        #expect(name("2025-08-31") == "海珠教育集团")
        #expect(name("2025-09-01") == "新名" && name("2026-02-28") == "新名")
        #expect(name("2026-03-01") == "又一名" && name("2027-01-01") == "又一名")
    }

    @Test("On the day of the last change a name is corrected, not added")
    func correction() throws {
        let school = try Example.school()
        let first = try rename("错名").decide(school, NameHistory([]), today: today)
        let second = try rename("对名").decide(first.decision.state, first.names, today: today)
        #expect(second.names.periods.map(\.name) == ["海珠一小", "对名"])
        #expect(second.names.periods.last?.from == Example.day("2026-03-01"))
    }

    @Test("Refused: a future day, a day before the last change, the same name, one that is taken")
    func refused() throws {
        let site = try Example.site()
        let group = try Example.group(lead: site)
        func slug(_ body: () throws -> Any) throws -> String { try refusal(body).slug }
        #expect(
            try slug {
                try rename("新", on: "2026-03-03").decide(site, NameHistory([]), today: today)
            }
                == "rename-in-future")
        #expect(
            try slug { try rename(site.name).decide(site, NameHistory([]), today: today) }
                == "same-name")
        let once = try rename("新").decide(site, NameHistory([]), today: today)
        #expect(
            try slug {
                try rename("旧", on: "2026-02-01").decide(
                    once.decision.state, once.names, today: today)
            } == "date-order")
        #expect(
            try slug {
                try rename("新").decide(
                    group, NameHistory([]), nameHolder: GroupID(.version7()), today: today)
            } == "group-name-taken")
    }
}
