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

/// Uploads a file and runs its job to where it rests.
struct ImportBench {
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
            ResourceImport(register: register),
        ]
        calls = EvaluationImportCalls(
            desk: ImportDesk(
                context: context,
                store: ImportStore(
                    commands: context.commands, pool: context.pool, scope: context.scope,
                    subjects: subjects, tables: ImportTables(schema: "evaluation"),
                    wake: Signal()),
                kinds: subjects.map(\.kind),
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
