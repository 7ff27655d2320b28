import Foundation
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels
import Testing

@testable import taoli

@Suite("Placements that no plan makes, and what follows from them, on the command line")
struct ArrangementCommandTests {
    private static let group = "0199c2f7-0000-7000-8000-00000000000a"

    private func run(_ arguments: [String], on city: FakeCity = FakeCity()) async throws
        -> (status: Int32, data: String, notes: String)
    {
        let console = TestConsole()
        var status: Int32 = -1
        try await city.serve { environment in
            let login = TestConsole(answers: ["correct horse"])
            _ = await Program.run(
                ["login", "--login", "a"], environment: environment, console: login.console)
            status = await Program.run(
                arguments + ["--lang", "en"], environment: environment, console: console.console)
        }
        return (status, console.data, console.notes)
    }

    private let there = [
        "--group", ArrangementCommandTests.group, "--to", FakePlans.school, "--from",
        "2026-09-01", "--until", "2027-09-01", "--pack", "sh",
    ]

    @Test("SH-4: a mentee is arranged with share and mentor under a pack")
    func arrange() async throws {
        let city = FakeCity()
        let run = try await run(
            ["placement", "arrange", "mentoring", FakePlans.person, "--share", "20", "--mentor"]
                + [FakePlacements.id] + there, on: city)
        #expect(run.status == 0, "\(run.notes)")
        #expect(run.data.contains("20%") && run.data.contains("mentoring"))
        let sent = try #require(city.placements.arranged.withLock { $0 })
        #expect([sent.kind, sent.groupID, sent.pack] == ["mentoring", Self.group, "SH"])
        #expect(sent.members.map(\.mentorID) == [FakePlacements.id])
        #expect(sent.members.map(\.share) == [20])
        #expect([sent.from, sent.until] == ["2026-09-01", "2027-09-01"])
        let wrong = try await self.run(
            ["placement", "arrange", "part_time", FakePlans.person, "--share", "0"] + there)
        #expect(wrong.status == CommandExit.usage.rawValue)
    }

    @Test("XN-5: a team comes from a file, with those who come in return")
    func dispatch() async throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "team-\(UUID().uuidString).csv").path
        let text =
            "person,post,moves_employment\n\(FakePlans.person),executive_principal,1\n"
            + "\(FakePlacements.id),in_return,\n"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let city = FakeCity()
        let run = try await run(
            ["placement", "dispatch", path, "--mode", "entrusted"] + there, on: city)
        #expect(run.status == 0, "\(run.notes)")
        let sent = try #require(city.placements.arranged.withLock { $0 })
        #expect([sent.kind, sent.mode] == ["management_dispatch", "entrusted"])
        #expect(sent.members.map(\.post) == ["executive_principal"])
        #expect(sent.members.map(\.movesEmployment) == [true])
        #expect(sent.inReturnPersonIds == [FakePlacements.id])
    }

    @Test("SH-4 SH-6 XN-25: duties, allowances and establishments are listed and exported")
    func lists() async throws {
        let wanted: [(arguments: [String], words: [String])] = [
            (["placement", "notify", "--placement", FakePlacements.id], ["1"]),
            (["placement", "duties", "--state", "open"], ["open", "SH-4", "research_guidance"]),
            (
                ["placement", "take-up", FakePlacements.id, "--task", "research_guidance", "--on"]
                    + ["2027-09-01"], ["taken_up", "research_guidance 2027-09-01"]
            ),
            (
                ["placement", "allowance-rate", "440105", "650.50", "--from", "2026-09-01"]
                    + ["--reason", "区教〔2026〕8号"], ["650.50", "440105"]
            ),
            (["placement", "allowance-rates"], ["600.00"]),
            (
                ["placement", "allowances", "--school-year", "2026-2027", "--format", "csv"],
                ["1920.00", "SH-6", "40%"]
            ),
            (
                ["placement", "establishment", "--school-year", "2026-2027", "--kind"]
                    + ["management_dispatch", "--format", "csv"],
                ["2.05", "XN-25", "management_dispatch 3"]
            ),
        ]
        for (arguments, words) in wanted {
            let run = try await run(arguments)
            #expect(run.status == 0, "\(arguments): \(run.notes)")
            for word in words {
                #expect(run.data.contains(word), "\(arguments): \(run.data)")
            }
        }
        let noted = try await run(["placement", "allowances", "--school-year", "2026-2027"])
        #expect(noted.notes.contains("2"))
        let nothing = try await run(["placement", "notify"])
        #expect(nothing.status == CommandExit.usage.rawValue)
        let ended = try await run([
            "placement", "allowance-rate", "440105", "0", "--from", "2027-09-01", "--reason", "停发",
        ])
        #expect(ended.data.contains("0.00"))
    }
}
