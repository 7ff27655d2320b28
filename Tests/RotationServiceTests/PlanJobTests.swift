import Foundation
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import RotationService

@Suite("A plan as a job, against PostgreSQL")
struct PlanJobTests {
    @Test("A plan waits, is solved in the background, and keeps what it was solved on")
    func solved() async throws {
        try await PlanCity.with { city in
            let started = try await city.start()
            #expect(started.state == "queued")
            #expect(started.job.state == "waiting")
            #expect(started.clauseless)
            #expect(started.instanceHash.count == 64)
            #expect(try await city.runner.round())
            #expect(try await !city.runner.round())
            let shown = try await city.get(started.id)
            let plan = shown.plan
            #expect(plan.state == "draft")
            #expect(plan.outcome == "optimal")
            #expect(plan.objective == plan.bound)
            #expect(plan.instanceHash == started.instanceHash)
            #expect(plan.packVersion == PolicyPacks.shipped["SH"]?.version)
            #expect([plan.teachers, plan.eligible, plan.sent] == [Int32]([20, 20, 4]))
            #expect(plan.keySent >= 2)
            #expect(plan.job.state == "done")
            #expect(plan.job.attempts == 1)
            #expect(!shown.hasReport)
            #expect(shown.stale.isEmpty)
            #expect(try await city.moves(plan.id).count == 4)
            #expect(try await city.events(of: "plan") == ["PlanStarted", "PlanSolved"])
        }
    }

    @Test("Where no plan exists, the report and both ready plans lie there")
    func infeasible() async throws {
        try await PlanCity.with(keys: 0) { city in
            let plan = try await city.solved()
            #expect(plan.state == "infeasible")
            #expect(plan.sent == 0)
            let report = try await city.get(plan.id).report
            #expect(report.causes.first?.clause == "SH-3")
            #expect(report.helps.contains { $0.rule == "key" && $0.clause == "SH-3" })
            #expect([report.quotaFirst.sent, report.quotaFirst.keyMissing] == [Int32]([4, 2]))
            #expect([report.keyFirst.keyMissing, report.keyFirst.quotaMissing] == [Int32]([0, 4]))
            #expect(report.quotaFirst.shortfalls.map(\.schoolID) == [city.lead.text])
            #expect(try await city.moves(plan.id).isEmpty)
            #expect(try await city.moves(plan.id, ready: "quota_first").count == 4)
            #expect(await city.slug { _ = try await city.check(plan.id) } == "ready-plan-needed")
            let why = Taoli_Rotation_V1_ExplainPlanRequest.with { $0.planID = plan.id }
            let unexplained = await city.slug {
                _ = try await city.plans("ExplainPlan") {
                    try await $0.explainPlan(request: why, context: $1)
                }
            }
            #expect(unexplained == "no-feasible-plan")
            let taken = try await city.check(plan.id, ready: "quota_first")
            #expect(taken.state == "checked")
            #expect([taken.sent, taken.keyMissing, taken.quotaMissing] == [Int32]([4, 2, 0]))
            #expect(try await city.moves(plan.id).count == 4)
        }
    }

    @Test("A plan whose instance was killed is free after a while, and the next one solves it")
    func killed() async throws {
        try await PlanCity.with { city in
            let plan = try await city.start()
            // The instance that took it never says another word.
            let jobs = PlanJobs(holder: UUID(), hold: .milliseconds(600))
            let claim = try await city.fixture.consuming { try await jobs.claim($0) }
            #expect(claim?.plan.description == plan.id)
            #expect(try await city.get(plan.id).plan.job.state == "running")
            #expect(try await !city.runner.round())
            try await Task.sleep(for: .milliseconds(700))
            #expect(try await city.runner.round())
            let after = try await city.get(plan.id).plan
            #expect(after.state == "draft")
            #expect(after.job.attempts == 2)
            #expect(try await city.events(of: "plan").count { $0 == "PlanSolved" } == 1)
        }
    }

    @Test("Two instances take two plans, and neither is solved twice")
    func twoInstances() async throws {
        try await PlanCity.with { city in
            let (first, second) = (try await city.start(), try await city.start())
            async let one = city.runner.round()
            async let other = city.runner.round()
            #expect(try await [one, other] == [true, true])
            for plan in [first, second] {
                let after = try await city.get(plan.id).plan
                #expect(after.state == "draft")
                #expect(after.job.attempts == 1)
            }
            #expect(try await city.events(of: "plan").count { $0 == "PlanSolved" } == 2)
        }
    }

    @Test("A holder keeps its plan as long as it speaks, and knows when it has lost it")
    func holding() async throws {
        try await PlanCity.with { city in
            let plan = PlanID(try await city.start().id)!
            let mine = PlanJobs(holder: UUID(), hold: .milliseconds(600))
            let other = PlanJobs(holder: UUID(), hold: .seconds(10))
            _ = try await city.fixture.consuming { try await mine.claim($0) }
            for _ in 0..<3 {
                try await Task.sleep(for: .milliseconds(300))
                let held = try await city.fixture.consuming {
                    try await mine.holdOn(plan, step: "plan", $0)
                }
                #expect(held)
                #expect(try await city.fixture.consuming { try await other.claim($0) } == nil)
            }
            try await Task.sleep(for: .milliseconds(700))
            #expect(try await city.fixture.consuming { try await other.claim($0) }?.plan == plan)
            let held = try await city.fixture.consuming {
                try await mine.holdOn(plan, step: "plan", $0)
            }
            #expect(!held)
        }
    }

    @Test("A plan that stops every instance is given up after three attempts")
    func poison() async throws {
        try await PlanCity.with { city in
            let plan = try await city.start()
            for _ in 0..<3 {
                let jobs = PlanJobs(holder: UUID(), hold: .milliseconds(1))
                _ = try await city.fixture.consuming { try await jobs.claim($0) }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await city.runner.round())
            let after = try await city.get(plan.id).plan
            #expect(after.state == "failed")
            #expect(after.outcome == "failed")
            #expect(try await !city.runner.round())
        }
    }

    @Test("Callers who keep the planner busy do not keep a plan from being solved")
    func busy() async throws {
        try await PlanCity.with { city in
            let parts = try await RotationService.build(city.fixture.context)
            let calls = try #require(parts.calls.compactMap { $0 as? PlanCalls }.first)
            let runner = try #require(parts.background.compactMap { $0 as? PlanRunner }.first)
            let plan = try await city.start()
            let (threads, held) = (calls.plans.threads, HeldSearches())
            try await held.hold(threads, 2 + SolvingThread.waitingMax, places: 2)
            #expect(
                await city.slug { try await threads.run(for: .seconds(1)) { _ in } }
                    == "planner-busy")
            #expect(try await runner.round())
            #expect(try await city.get(plan.id).plan.state == "draft")
            try await held.release()
        }
    }

    @Test("A search that ends because the service stops is free at once, and was no attempt")
    func stopped() async throws {
        try await PlanCity.with { city in
            let plan = try await city.start()
            let (threads, held) = (SolvingThread(places: 1), HeldSearches())
            try await held.hold(threads, 1, places: 1)
            let stopping = PlanRunner(
                city.fixture.context, threads: threads, patience: .seconds(60),
                hold: .seconds(60))
            let round = Task { try await stopping.round() }
            try await poll { threads.waitingCount == 1 }
            #expect(try await city.get(plan.id).plan.job.state == "running")
            round.cancel()
            try await held.release()
            await #expect(throws: CancellationError.self) { try await round.value }
            let job = try await city.get(plan.id).plan.job
            #expect(job.state == "waiting")
            #expect(job.attempts == 0)
            #expect(try await city.runner.round())
            #expect(try await city.get(plan.id).plan.state == "draft")
        }
    }

    @Test("Without a pack the plan follows the one that the district bound in registry")
    func followed() async throws {
        try await PlanCity.with { city in
            #expect(
                await city.slug { _ = try await city.start { $0.pack = "" } } == "no-pack-followed")
            let file = { (id: String) in
                try #require(PolicyPacks.files.first { $0.name == "\(id).yaml" }).bytes
            }
            let own = try file("SH") + Data("# ours\n".utf8)
            let pack = try PolicyPack.load(own, file: "file")
            #expect(pack.version != PolicyPacks.shipped["SH"]?.version)
            try city.story.bind(own, pack: "SH", version: pack.version, function: "rotation")
            let xingning = try PolicyPack.load(try file("XN"), file: "file")
            try city.story.bind(try file("XN"), pack: "XN", version: xingning.version)
            try await city.fixture.follow(city.story.take())
            let plan = try await city.start { $0.pack = "" }
            #expect(plan.pack == "SH" && plan.packVersion == pack.version)
            // XN plans no years.
            try city.story.bind(
                try file("XN"), pack: "XN", version: xingning.version, function: "rotation",
                from: "2026-2027")
            try await city.fixture.follow(city.story.take())
            #expect(
                await city.slug { _ = try await city.start { $0.pack = "" } } == "no-yearly-quota")
        }
    }

    @Test("One withdrawn while it waits is not solved any more")
    func withdrawn() async throws {
        try await PlanCity.with { city in
            let plan = try await city.start()
            #expect(try await city.withdraw(plan.id).state == "withdrawn")
            #expect(try await city.runner.round())
            let after = try await city.get(plan.id).plan
            #expect(after.state == "withdrawn")
            #expect(after.job.state == "done")
        }
    }

    @Test("The same request begins one plan, however often it comes")
    func once() async throws {
        try await PlanCity.with { city in
            let request = PlanCity.requestID()
            let first = try await city.start(requestID: request)
            #expect(try await city.start(requestID: request).id == first.id)
            let count = try await city.fixture.database.superuser.query(
                "SELECT count(*) AS n FROM rotation.plan")[0].get("n", as: Int.self)
            #expect(count == 1)
        }
    }

    @Test("What a plan cannot be begun with is said, and nothing is begun")
    func refusals() async throws {
        try await PlanCity.with(recorded: false) { city in
            func start(
                as caller: Caller = PlanCity.bureau,
                _ change: @escaping @Sendable (inout Taoli_Rotation_V1_StartPlanRequest) -> Void
            ) async -> String {
                await city.slug { _ = try await city.start(as: caller, change) }
            }
            #expect(await start { _ in } == "inputs-missing")
            #expect(await start { $0.groupID = UUID().text } == "group-unknown")
            #expect(await start { $0.stage = "university" } == "unknown-value")
            #expect(await start { $0.schoolYear = "2026" } == "bad-school-year")
            #expect(await start { $0.schoolYear = "2024-2025" } == "year-over")
            #expect(await start { $0.pack = "ZZ" } == "unknown-pack")
            #expect(await start { $0.pack = "XN" } == "no-yearly-quota")
            #expect(await start { $0.packFile = Data("pack: X".utf8) } == "pack-or-file")
            #expect(
                await start {
                    $0.pack = ""
                    $0.packFile = Data("pack: X".utf8)
                } == "broken-pack")
            #expect(await start(as: .district("440111")) { _ in } == "not-your-district")
            #expect(await start { $0.requestID = "x" } == "request-id-invalid")
            await #expect(throws: NotAdmitted.self) {
                _ = try await city.start(as: .school(city.lead))
            }
            let plans = try await city.fixture.database.superuser.query(
                "SELECT count(*) AS n FROM rotation.plan")[0].get("n", as: Int.self)
            #expect(plans == 0)
        }
    }

    @Test("A group that does not exist on the first day of the year is not planned")
    func absent() async throws {
        try await PlanCity.with { city in
            try city.story.close(city.group, on: "2026-08-01")
            try await city.project()
            #expect(await city.slug { _ = try await city.start() } == "group-absent")
        }
    }

    @Test("A bureau's own pack counts, and the plan keeps it")
    func ownPack() async throws {
        try await PlanCity.with { city in
            let file = try #require(PolicyPacks.files.first { $0.name == "SH.yaml" }).bytes
            let text = String(decoding: file, as: UTF8.self)
                .replacingOccurrences(of: "at_least: 20, counts", with: "at_least: 15, counts")
            let plan = try await city.start {
                $0.pack = ""
                $0.packFile = Data(text.utf8)
            }
            #expect(try await city.runner.round())
            let shown = try await city.get(plan.id)
            #expect(shown.plan.sent == 3)
            #expect(shown.plan.packVersion != PolicyPacks.shipped["SH"]?.version)
            #expect(shown.schools.first { $0.role == "strong" }?.quota == 3)
        }
    }

    @Test("A designation by event decides who sends and who receives")
    func designated() async throws {
        try await PlanCity.with { city in
            try city.story.designate(city.far, "quality")
            try await city.project()
            #expect(await city.slug { _ = try await city.start() } == "")
            let plan = try await city.get(
                try await city.fixture.database.superuser.query("SELECT id FROM rotation.plan")[0]
                    .get("id", as: UUID.self).text)
            let far = try #require(plan.schools.first { $0.schoolName == "远校" })
            #expect([far.role, far.basis] == ["strong", "designated"])
            #expect(plan.schools.first { $0.schoolName == "近校" }?.basis == "member")
        }
    }
}

extension Taoli_Rotation_V1_Plan {
    /// Before the search nothing is known of points.
    fileprivate var clauseless: Bool { outcome.isEmpty && objective == 0 && bound == 0 }
}
