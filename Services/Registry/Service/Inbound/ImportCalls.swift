import Foundation
import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliImports
import TaoliMessaging
import TaoliModels
import TaoliRuntime
import TaoliSheets

/// `ImportService`: files become records in jobs. Calls only move a job from one state to the next;
/// the work itself is the `ImportRunner`'s.
struct ImportCalls: Taoli_Registry_V1_ImportService.SimpleServiceProtocol {
    let context: ServiceContext
    let store: ImportStore
    let now: @Sendable () -> Date

    func createImport(
        request: Taoli_Registry_V1_CreateImportRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_CreateImportResponse {
        let command = try context.command(request, requestID: request.requestID)
        let kind = try Input.known(
            "kind", ImportKind(request.kind), allowed: ImportKind.allCases.map(\.rawValue))
        let name = try Input.text("file_name", request.fileName, max: ImportLimits.fileNameMax)
        try ImportJob.checkFile(sizeBytes: request.sizeBytes, sha256: request.sha256)
        let day = try Fields.day("effective_on", request.effectiveOn, now: now())
        return try await store.create(command) { before, time in
            ImportJob(
                id: .version7(), kind: kind.rawValue, fileName: name,
                sizeBytes: request.sizeBytes, sha256: request.sha256, effectiveOn: day,
                appliedBeforeBy: before, creator: command.caller, createdAt: time)
        } respond: { job in
            .with { $0.job = job.message }
        }
    }

    func uploadChunk(
        request: Taoli_Registry_V1_UploadChunkRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_UploadChunkResponse {
        let caller = try CallContext.requireCaller()
        let id = try Input.id("job_id", request.jobID, as: ImportJobID.self)
        let next = try await store.receive(
            request.data, at: request.offset, of: id, by: caller)
        return .with { $0.nextOffset = next }
    }

    func checkImport(
        request: Taoli_Registry_V1_CheckImportRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_CheckImportResponse {
        let command = try context.command(request, requestID: request.requestID)
        let id = try Input.id("job_id", request.jobID, as: ImportJobID.self)
        try ImportCalls.checkAnswers(request.answersCsv)
        return try await store.change(id, command) { job, _ in
            try job.startingCheck(answers: request.answersCsv, by: command.caller)
        } respond: { job in
            .with { $0.job = job.message }
        }
    }

    func applyImport(
        request: Taoli_Registry_V1_ApplyImportRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ApplyImportResponse {
        let command = try context.command(request, requestID: request.requestID)
        let id = try Input.id("job_id", request.jobID, as: ImportJobID.self)
        return try await store.change(id, command) { job, _ in
            try job.startingApply(
                hash: request.reportHash, counts: ImportCounts(request.counts),
                by: command.caller)
        } respond: { job in
            .with { $0.job = job.message }
        }
    }

    func undoImport(
        request: Taoli_Registry_V1_UndoImportRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_UndoImportResponse {
        let reason = try Fields.reason(request.reason)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        let id = try Input.id("job_id", request.jobID, as: ImportJobID.self)
        // Asked with every district in view: what rests on the job may lie in another.
        let dependent = try await store.dependent(on: id, by: command.caller)
        return try await store.change(id, command) { job, phaseMax in
            try job.startingUndo(
                reason: reason, dependent: dependent, phaseMax: phaseMax, by: command.caller)
        } respond: { job in
            .with { $0.job = job.message }
        }
    }

    func getImport(
        request: Taoli_Registry_V1_GetImportRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetImportResponse {
        let id = try Input.id("job_id", request.jobID, as: ImportJobID.self)
        let job = try await store.find(id, by: try CallContext.requireCaller())
        let isWaiting = try await store.isWaiting(job)
        return .with {
            $0.job = job.message
            $0.job.isWaiting = isWaiting
        }
    }

    func listImportRows(
        request: Taoli_Registry_V1_ListImportRowsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListImportRowsResponse {
        let id = try Input.id("job_id", request.jobID, as: ImportJobID.self)
        let verdicts = try request.verdicts.map {
            try Input.known(
                "verdicts", ImportVerdict($0), allowed: ["accepted", "doubtful", "refused"])
        }
        let list = ["import-rows", request.jobID] + Set(verdicts.map { "\($0)" }).sorted()
        let after = try Fields.line(request.page.cursor, of: list)
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

    /// An answers file that cannot be read at all is refused at once.
    private static func checkAnswers(_ bytes: Data) throws {
        guard bytes.count <= ImportLimits.answersBytesMax else {
            throw Input.invalid(
                "answers_csv", "answers-size",
                Wording("回答文件超过 512 KiB。", "The answers' file is larger than 512 KiB."),
                next: Wording(
                    "请删去没有回答的行，或分批导入。",
                    "Remove rows without an answer, or import in parts."))
        }
        do {
            _ = try ImportAnswersFile.read(bytes)
        } catch {
            throw Input.invalid(
                "answers_csv", error.code, error.text,
                next: Wording(
                    "请用 check --answers-template 重新生成。",
                    "Make a fresh one with check --answers-template."))
        }
    }
}
