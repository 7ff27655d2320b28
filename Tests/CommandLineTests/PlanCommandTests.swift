import Foundation
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels
import TaoliPolicy
import Testing

@testable import taoli

@Suite("Plans and placements on the command line")
struct PlanCommandTests {
    private static let group = "0199c2f7-0000-7000-8000-00000000000a"

    private func run(_ arguments: [String]) async throws
        -> (status: Int32, data: String, notes: String)
    {
        try await run(FakeCity(), arguments)
    }

    private func run(_ city: FakeCity, _ arguments: [String]) async throws
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

    private func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "plan-\(UUID().uuidString).csv").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test("A start waits for the search; the pack is named or a file of one's own")
    func start() async throws {
        let city = FakeCity()
        let arguments = [
            "plan", "start", "--group", Self.group, "--stage", "junior", "--school-year",
            "2026-2027", "--pack", "sh", "--wait",
        ]
        let run = try await run(city, arguments)
        #expect(run.status == 0)
        #expect(run.data.contains("infeasible"))
        #expect(run.notes.contains("taoli plan show \(FakePlans.id)"))
        let sent = city.plans.started.withLock { $0 }
        #expect(sent?.pack == "SH")
        #expect(sent?.packFile.isEmpty == true)
        #expect(sent?.schoolYear == "2026-2027")
        #expect(sent?.groupID == Self.group)
        let impatient = try await self.run(
            FakeCity(), arguments + ["--patience", "0"])
        #expect(impatient.status == CommandExit.usage.rawValue)
    }

    @Test("Without a pack the service is left to take the one that the district follows")
    func followed() async throws {
        let city = FakeCity()
        let run = try await run(
            city,
            [
                "plan", "start", "--group", Self.group, "--stage", "junior", "--school-year",
                "2026-2027",
            ])
        #expect(run.status == 0)
        let sent = try #require(city.plans.started.withLock { $0 })
        #expect(sent.pack.isEmpty && sent.packFile.isEmpty)
    }

    @Test("A plan is shown with its report, objections and what changed since")
    func show() async throws {
        let shown = try await run(arguments("show"))
        #expect(shown.status == 0)
        for word in ["桃李集团", "too few key teachers", "SH-3", "quota_first", "毕业班"] {
            #expect(shown.data.contains(word), "\(word)")
        }
        #expect(shown.notes.contains("a teacher came in"))
        let json = try await run(arguments("show") + ["--format", "json"])
        #expect(json.data.contains("\"quota_first\""))
        #expect(json.data.contains("\"stale\""))
    }

    @Test("Keys of searches, rules and appraisers have Chinese words")
    func words() {
        #expect(PlanTerms.search("optimal").text(in: .zh) == "已求得最优方案")
        #expect(PlanTerms.search("limit").text(in: .en) == "limit")
        #expect(PlanTerms.rule("quota").text(in: .zh) == "派出名额下限")
        #expect(PlanTerms.rule("quota").text(in: .en) == "quota")
        #expect(PlacementTerms.appraiser("receiving").text(in: .zh) == "接收校")
        let plan = Taoli_Rotation_V1_Plan.with { $0.outcome = "infeasible" }
        #expect(plan.lines(in: .zh).contains("无可行方案"))
        #expect(!plan.lines(in: .zh).contains("infeasible"))
    }

    private func arguments(_ command: String) -> [String] { ["plan", command, FakePlans.id] }

    @Test("Every step of a plan says what it did")
    func steps() async throws {
        let wanted: [(arguments: [String], word: String)] = [
            (["plan", "list"], "draft"), (arguments("moves"), "mathematics"),
            (arguments("moves"), "远校"),
            (arguments("explain"), "fills a need"),
            (arguments("check") + ["--ready", "key_first"], "key_first"),
            (arguments("consult") + ["--until", "2026-07-01"], "2026-07-01"),
            (arguments("object") + ["--text", "名额偏多"], "名额偏多"),
            (arguments("answer") + [FakePlans.id, "rejected", "--text", "已研究"], "已研究"),
            (arguments("repair") + ["--without", FakePlans.person], "mathematics"),
            (
                arguments("repair") + ["--without", FakePlans.person, "--ready", "key_first"],
                "key_first"
            ),
            (arguments("withdraw"), "withdrawn"),
        ]
        for (arguments, word) in wanted {
            let run = try await run(arguments)
            #expect(run.status == 0, "\(arguments)")
            #expect(run.data.contains(word), "\(arguments): \(run.data)")
        }
    }

    @Test("A decision carries the version that was seen")
    func decide() async throws {
        let city = FakeCity()
        let run = try await run(
            city, arguments("decide") + ["--seen", "5", "--years", "3", "--reason", "均已回复"])
        #expect(run.status == 0)
        let sent = city.plans.decided.withLock { $0 }
        #expect([sent?.version, Int64(sent?.years ?? 0)] == [Int64?]([5, 3]))
        #expect(sent?.reason == "均已回复")
    }

    @Test("Files of inputs become rows, a table a request; a wrong cell changes nothing")
    func inputs() async throws {
        let school = FakePlans.school
        let places = try file("school,stage,places,team\n\(school),junior,6,1\n")
        let teachers = try file(
            "person,eligible,hardship,willing,years_to_retirement,wishes\n"
                + "\(FakePlans.person),no,1,-1,,\(school)\n")
        let ways = try file("from,to,minutes,extra_minutes\n\(school),\(school),30,10\n")
        let needs = try file("学校,学段,学科,岗位,权重\n\(school),初中,物理,1,3\n")
        defer {
            for path in [places, teachers, ways, needs] {
                try? FileManager.default.removeItem(atPath: path)
            }
        }
        let subject = ["plan", "inputs", "--group", Self.group, "--school-year", "2026-2027"]
        let city = FakeCity()
        let done = try await run(
            city,
            subject + [
                "--places", places, "--teachers", teachers, "--ways", ways, "--needs", needs,
            ])
        #expect(done.status == 0)
        let sent = city.plans.inputs.withLock { $0 }
        #expect(sent.count == 4)
        #expect(sent.flatMap(\.places).map(\.team) == [true])
        #expect(sent.flatMap(\.needs).map { [$0.stage, $0.subject] } == [["junior", "physics"]])
        let teacher = try #require(sent.flatMap(\.teachers).first)
        #expect([teacher.willing, teacher.yearsToRetirement] == [Int32]([-1, -1]))
        #expect(teacher.wishes == [school])
        #expect(sent.flatMap(\.ways).map(\.fromSchoolID) == [school])
        #expect(Set(sent.map(\.requestID)).count == 4)
        let wrong = try file("school,stage,subject,posts,weight\n\(school),junior,physic,1,3\n")
        defer { try? FileManager.default.removeItem(atPath: wrong) }
        let other = FakeCity()
        let refused = try await run(other, subject + ["--needs", wrong])
        #expect(refused.status == CommandExit.dataInvalid.rawValue)
        #expect(other.plans.inputs.withLock { $0 }.isEmpty)
        let shown = try await run(subject + ["--stage", "junior"])
        #expect(shown.data.contains("近校"))
        #expect(shown.notes.contains("ways are missing"))
        let both = try await run(subject)
        #expect(both.status == CommandExit.usage.rawValue)
    }

    @Test("What a service refuses about a row is told by the line of the file")
    func lines() async throws {
        let needs = try file("学校,学段,学科,岗位,权重\n\n\(FakePlans.school),初中,物理,1,99\n")
        defer { try? FileManager.default.removeItem(atPath: needs) }
        let run = try await run([
            "plan", "inputs", "--group", Self.group, "--school-year", "2026-2027", "--needs", needs,
        ])
        #expect(run.status == CommandExit.dataInvalid.rawValue)
        #expect(run.notes.contains("Line 3: too heavy."))
        #expect(run.notes.contains(needs) && run.notes.contains("bad-weight"))
    }

    @Test("Every step of a placement says what it did")
    func placements() async throws {
        func placement(_ command: String) -> [String] {
            ["placement", command, FakePlacements.id]
        }
        let wanted: [(arguments: [String], word: String)] = [
            (["placement", "list"], "近校"), (placement("show"), "2029-09-01"),
            (placement("notify"), "4"), (placement("begin") + ["--on", "2026-09-01"], "active"),
            (
                placement("appraise") + ["--school-year", "2026-2027", "--grade", "good"],
                "2026-2027 good"
            ),
            (placement("extend") + ["--until", "2030-09-01", "--reason", "x"], "2030-09-01"),
            (
                placement("end")
                    + ["--on", "2027-02-01", "--ground", "health", "--reason", "病休"], "health"
            ),
            (placement("complete"), "completed"), (placement("certificate"), "36"),
            (["placement", "quota", "--school-year", "2026-2027"], "3/20"),
        ]
        for (arguments, word) in wanted {
            let run = try await run(arguments)
            #expect(run.status == 0, "\(arguments)")
            #expect(run.data.contains(word), "\(arguments): \(run.data)")
        }
        let ended = try await run(
            placement("end") + ["--on", "2027-02-01", "--ground", "health", "--reason", "病休"])
        #expect(ended.notes.contains("SH-3"))
        let csv = try await run([
            "placement", "quota", "--school-year", "2026-2027", "--format", "csv",
        ])
        #expect(csv.data.contains("牵头校"))
    }
}
