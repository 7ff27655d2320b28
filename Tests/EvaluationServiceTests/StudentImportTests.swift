import EvaluationCore
import Foundation
import GRPCCore
import Logging
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import EvaluationService
@testable import TaoliImports

@Suite("Imports of rolls and results, against PostgreSQL")
struct StudentImportTests {
    /// Uploads a file and runs its job to where it rests.
    private struct Desk {
        typealias Job = Taoli_Registry_V1_ImportJob

        let city: CycleFixture
        let calls: EvaluationImportCalls
        let site: ImportSite
        let subjects: [any ImportSubject]
        let lease: Lease

        init(_ city: CycleFixture) async throws {
            self.city = city
            let context = city.service.context
            let register = RollRegister(
                pool: context.pool, scope: context.scope, seal: StudentSeal(keys: context.keys))
            subjects = [
                StudentImport(register: register, file: .rolls),
                StudentImport(register: register, file: .results),
                AnswerImport(register: register, now: context.now),
            ]
            calls = EvaluationImportCalls(
                desk: ImportDesk(
                    context: context,
                    store: ImportStore(
                        commands: context.commands, pool: context.pool, scope: context.scope,
                        subjects: subjects, tables: ImportTables(schema: "evaluation"),
                        wake: Signal()),
                    kinds: ["rolls", "results", "answers"],
                    checkAnswers: EvaluationImportCalls.checkAnswers))
            site = ImportSite(
                service: "evaluation", pool: context.pool, commands: context.commands,
                scope: context.scope, makeDigest: { FileDigest() })
            lease = try #require(
                try await Lease.take(
                    ImportRunner.lease, owner: "test", duration: .seconds(600),
                    from: context.pool))
        }

        private func call<Value: Sendable>(
            _ name: String, as caller: Caller,
            _ body: @Sendable (EvaluationImportCalls, ServerContext) async throws -> Value
        ) async throws -> Value {
            try await city.call("ImportService/\(name)", as: caller) { [calls] in
                try await body(calls, $0)
            }
        }

        func check(
            _ kind: Taoli_Registry_V1_ImportKind, _ text: String, year: String = "2024-09-01",
            as caller: Caller = CycleFixture.bureau
        ) async throws -> Job {
            let bytes = Data(text.utf8)
            var digest = FileDigest()
            digest.update(bytes)
            let hex = digest.hex()
            let job = try await call("CreateImport", as: caller) {
                try await $0.createImport(
                    request: .with {
                        $0.requestID = CycleFixture.requestID()
                        $0.kind = kind
                        $0.fileName = "file.csv"
                        $0.sizeBytes = Int64(bytes.count)
                        $0.sha256 = hex
                        $0.effectiveOn = year
                    }, context: $1
                ).job
            }
            _ = try await call("UploadChunk", as: caller) {
                try await $0.uploadChunk(
                    request: .with {
                        $0.jobID = job.id
                        $0.data = bytes
                    }, context: $1)
            }
            _ = try await call("CheckImport", as: caller) {
                try await $0.checkImport(
                    request: .with {
                        $0.requestID = CycleFixture.requestID()
                        $0.jobID = job.id
                    }, context: $1)
            }
            return try await run(job)
        }

        func apply(_ job: Job) async throws -> Job {
            _ = try await call("ApplyImport", as: CycleFixture.bureau) {
                try await $0.applyImport(
                    request: .with {
                        $0.requestID = CycleFixture.requestID()
                        $0.jobID = job.id
                        $0.reportHash = job.reportHash
                        $0.counts = job.counts
                    }, context: $1)
            }
            return try await run(job)
        }

        func undo(_ job: Job) async throws -> Job {
            _ = try await call("UndoImport", as: CycleFixture.bureau) {
                try await $0.undoImport(
                    request: .with {
                        $0.requestID = CycleFixture.requestID()
                        $0.jobID = job.id
                        $0.reason = "重来"
                    }, context: $1)
            }
            return try await run(job)
        }

        func problems(_ job: Job) async throws -> [String] {
            return try await call("ListImportRows", as: CycleFixture.bureau) {
                try await $0.listImportRows(
                    request: .with {
                        $0.jobID = job.id
                        $0.verdicts = [.refused]
                    }, context: $1
                ).rows.flatMap { $0.problems.map(\.slug) }
            }
        }

        private func run(_ job: Job) async throws -> Job {
            let runner = ImportRunner(
                site: site, subjects: subjects,
                pressure: OutboxPressure(
                    pool: city.service.context.pool,
                    bounds: PressureBounds(ageMax: .seconds(3600))), owner: "test",
                lease: .seconds(600), wake: Signal(), logger: Logger(label: "taoli.test.imports"))
            let id = try #require(UUID(uuidString: job.id))
            while true {
                let current = try site.tables.require(try await site.read(site.tables.job(id)))
                guard current.state.isRunning else { return current.message }
                try await runner.step(current, lease)
            }
        }
    }

    private let rolls = """
        student,school,stage
        S1,甲校,初中
        S2,甲校,初中
        S3,乙校,初中
        S4,龙头学校,初中

        """

    @Test("Results of enrolled students become counts of a cycle; taking them back takes them out")
    func results() async throws {
        try await CycleFixture.with { city in
            let desk = try await Desk(city)
            let early = try await desk.check(
                .results, "student,school,stage,subject,score\nS1,甲校,初中,数学,90\n")
            #expect(try await desk.problems(early) == ["unknown-student"])
            let roll = try await desk.apply(try await desk.check(.rolls, rolls))
            #expect(roll.state == .applied && roll.counts.newRows == 4)
            let again = try await desk.check(.rolls, rolls)
            #expect(again.counts.unchanged == 4)
            let job = try await desk.check(
                .results,
                """
                student,school,stage,subject,score,prior,passed,absence
                S1,甲校,初中,数学,90,80,是,
                S2,甲校,初中,数学,59.5,60,否,
                S3,乙校,初中,数学,,,,
                S4,龙头学校,初中,数学,88,85,是,
                S4,甲校,初中,语文,88,85,是,
                S9,甲校,初中,数学,88,85,是,
                S1,甲校,初中,数学,91,80,是,
                S2,甲校,初中,语文,1501,60,是,

                """)
            #expect(job.counts.accepted == 4 && job.counts.refused == 4)
            #expect(
                try await desk.problems(job) == [
                    "student-of-other-school", "unknown-student", "result-twice",
                    "score-out-of-range",
                ])
            let applied = try await desk.apply(job)
            #expect(applied.state == .applied)
            #expect(await slug { try await desk.undo(roll) } == "results-rest-on-it")
            // Results under another key are not told apart by their students.
            try await city.run(
                "UPDATE evaluation.student_result SET student = set_byte(student, 3, 9)")
            #expect(await slug { try await desk.undo(roll) } == "results-rest-on-it")
            try await city.run(
                "UPDATE evaluation.student_result SET student = set_byte(student, 3, 1)")
            let cycle = try await city.open("standards", pack: "SH", past: true)
            let computed = try await city.compute(cycle)
            let results = try await city.results(cycle, as: CycleFixture.bureau)
            let own = results.filter {
                $0.item == "junior_pass_rate" && $0.schoolID == CycleFixture.text(city.first)
            }
            #expect(own.map(\.sampleCount) == [1] && own.map(\.sampleTotal) == [2])
            #expect(own.map(\.source) == ["import"] && own.map(\.verdict) == ["not_met"])
            let absent = results.filter {
                $0.item == "everyone_sits" && $0.schoolID == CycleFixture.text(city.second)
            }
            #expect(absent.map(\.verdict) == ["not_met"])
            #expect(try await desk.undo(applied).state == .undone)
            let verified = try await city.verify(cycle)
            #expect(verified.same && verified.hash == computed.hash)
            let left = try await city.service.consuming { tx in
                try await tx.query("SELECT 1 FROM evaluation.student_result").count
            }
            #expect(left == 0)
        }
    }

    @Test("Nothing that is stored names a student, neither file, staging nor tables")
    func privacy() async throws {
        try await CycleFixture.with { city in
            let desk = try await Desk(city)
            let text = rolls.replacingOccurrences(of: "S1,", with: "LIMING20120317,")
            let job = try await desk.check(.rolls, text)
            let before = try await dump(city, ["import_chunk", "import_staging", "import_job"])
            _ = try await desk.apply(job)
            let after = try await dump(
                city, ["import_staging", "enrolled_student", "student_result"])
            #expect(!before.contains("LIMING") && !after.contains("LIMING"))
            #expect(!before.contains("4C494D494E47") && !before.contains("4c494d494e47"))
        }
    }

    private func dump(_ city: CycleFixture, _ tables: [String]) async throws -> String {
        try await city.service.consuming { tx in
            var text = ""
            for table in tables {
                let rows = try await tx.query(
                    "SELECT t::text AS row FROM evaluation.\(raw: table) t")
                text += try rows.map { try $0.get("row", as: String.self) }.joined()
            }
            return text
        }
    }
}
