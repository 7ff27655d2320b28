package import Foundation
import SwiftProtobuf
package import TaoliContracts
import TaoliImports
import TaoliMessaging
import TaoliModels
import TaoliRuntime

/// The calls of an import service, once for all services: they only move a job from one state to the
/// next; the work itself is the `ImportRunner`'s.
package struct ImportDesk: Sendable {
    private let context: ServiceContext
    private let store: ImportStore
    private let kinds: [String]
    private let checkAnswers: @Sendable (Data) throws -> Void

    /// - Parameters:
    ///   - kinds: names of the files that the service takes.
    ///   - checkAnswers: refuses an answers file that cannot be read at all.
    package init(
        context: ServiceContext, store: ImportStore, kinds: [String],
        checkAnswers: @escaping @Sendable (Data) throws -> Void
    ) {
        self.context = context
        self.store = store
        self.kinds = kinds
        self.checkAnswers = checkAnswers
    }

    /// Makes a job that waits for its file.
    package func create(_ request: Taoli_Registry_V1_CreateImportRequest) async throws
        -> Taoli_Registry_V1_CreateImportResponse
    {
        let command = try context.command(request, requestID: request.requestID)
        let kind = try Input.known(
            "kind", kinds.contains(request.kind.name) ? request.kind.name : nil, allowed: kinds)
        let name = try Input.text("file_name", request.fileName, max: ImportLimits.fileNameMax)
        try ImportJob.checkFile(sizeBytes: request.sizeBytes, sha256: request.sha256)
        let day = try day(request.effectiveOn)
        return try await store.create(command) { before, time in
            ImportJob(
                id: .version7(), kind: kind, fileName: name, sizeBytes: request.sizeBytes,
                sha256: request.sha256, effectiveOn: day, appliedBeforeBy: before,
                creator: command.caller, createdAt: time)
        } respond: { job in
            .with { $0.job = job.message }
        }
    }

    /// Takes the next piece of a file.
    package func upload(_ request: Taoli_Registry_V1_UploadChunkRequest) async throws
        -> Taoli_Registry_V1_UploadChunkResponse
    {
        let caller = try CallContext.requireCaller()
        let next = try await store.receive(
            request.data, at: request.offset, of: try id(request.jobID), by: caller)
        return .with { $0.nextOffset = next }
    }

    /// Lets a job be checked.
    package func check(_ request: Taoli_Registry_V1_CheckImportRequest) async throws
        -> Taoli_Registry_V1_CheckImportResponse
    {
        let command = try context.command(request, requestID: request.requestID)
        let id = try id(request.jobID)
        try checkAnswers(request.answersCsv)
        return try await store.change(id, command) { job, _ in
            try job.startingCheck(answers: request.answersCsv, by: command.caller)
        } respond: { job in
            .with { $0.job = job.message }
        }
    }

    /// Lets what was shown be applied.
    package func apply(_ request: Taoli_Registry_V1_ApplyImportRequest) async throws
        -> Taoli_Registry_V1_ApplyImportResponse
    {
        let command = try context.command(request, requestID: request.requestID)
        return try await store.change(try id(request.jobID), command) { job, _ in
            try job.startingApply(
                hash: request.reportHash, counts: ImportCounts(request.counts),
                by: command.caller)
        } respond: { job in
            .with { $0.job = job.message }
        }
    }

    /// Lets an applied job be taken back, while nothing rests on it.
    /// - Parameter reason: as checked by the service.
    package func undo(_ request: Taoli_Registry_V1_UndoImportRequest, reason: String) async throws
        -> Taoli_Registry_V1_UndoImportResponse
    {
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        let id = try id(request.jobID)
        // Asked with every district in view: what rests on the job may lie in another.
        let dependent = try await store.dependent(on: id, by: command.caller)
        return try await store.change(id, command) { job, phaseMax in
            try job.startingUndo(
                reason: reason, dependent: dependent, phaseMax: phaseMax, by: command.caller)
        } respond: { job in
            .with { $0.job = job.message }
        }
    }

    /// A job as it stands.
    package func get(_ request: Taoli_Registry_V1_GetImportRequest) async throws
        -> Taoli_Registry_V1_GetImportResponse
    {
        let job = try await store.find(
            try id(request.jobID), by: try CallContext.requireCaller())
        let isWaiting = try await store.isWaiting(job)
        return .with {
            $0.job = job.message
            $0.job.isWaiting = isWaiting
        }
    }

    /// A page of a job's report.
    package func rows(_ request: Taoli_Registry_V1_ListImportRowsRequest) async throws
        -> Taoli_Registry_V1_ListImportRowsResponse
    {
        let id = try id(request.jobID)
        let verdicts = try request.verdicts.map {
            try Input.known(
                "verdicts", ImportVerdict($0), allowed: ["accepted", "doubtful", "refused"])
        }
        let list = ["import-rows", request.jobID] + Set(verdicts.map { "\($0)" }).sorted()
        let after = try line(request.page.cursor, of: list)
        let size = try Cursor.size(request.page.size)
        let rows = try await store.rows(
            of: id, after: after, verdicts: verdicts, limit: size + 1,
            by: try CallContext.requireCaller())
        let page = rows.prefix(size)
        return .with {
            $0.rows = page.map(\.message)
            $0.nextCursor =
                rows.count > size
                ? page.last.map { Cursor.encode(["\($0.row)"], of: list) } ?? "" : ""
        }
    }

    private func id(_ text: String) throws -> ImportJobID { try Input.id("job_id", text) }

    /// A day, or today in Shanghai when the field is empty.
    private func day(_ text: String) throws -> CalendarDate {
        if text.isEmpty { return CalendarDate(shanghai: context.now()) }
        guard let date = CalendarDate(text) else {
            throw Input.invalid(
                "effective_on", "bad-date",
                Wording(
                    "“\(RowProblem.shown(text))”不是日期。", "“\(RowProblem.shown(text))” is no date."),
                next: Wording("请写成 2026-09-01。", "Write it as 2026-09-01."))
        }
        return date
    }

    /// The number of the row after which a report goes on.
    private func line(_ cursor: String, of list: [String]) throws(Refusal) -> Int64 {
        guard let parts = try Cursor.decode(cursor, of: list, parts: 1) else { return 0 }
        guard let line = Int64(parts[0]) else { throw Cursor.bad }
        return line
    }
}
