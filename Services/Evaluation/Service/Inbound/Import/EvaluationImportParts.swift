import Crypto
import EvaluationCore
import Foundation
import GRPCCore
import ServiceLifecycle
import TaoliContracts
import TaoliHost
import TaoliImports
import TaoliMessaging
import TaoliModels
import TaoliRuntime

/// The parts of evaluation that import files: its calls, and the runner behind them.
struct EvaluationImportParts {
    let calls: any RegistrableRPCService
    let background: any Service

    /// - Throws: `SettingsError` when the lease's length cannot be read.
    init(_ context: ServiceContext) throws {
        let register = RollRegister(
            pool: context.pool, scope: context.scope, seal: StudentSeal(keys: context.keys))
        let subjects: [any ImportSubject] = [
            StudentImport(register: register, file: .rolls),
            StudentImport(register: register, file: .results),
            AnswerImport(register: register, now: context.now), ResourceImport(register: register),
        ]
        let wake = Signal()
        calls = EvaluationImportCalls(
            desk: ImportDesk(
                context: context,
                store: ImportStore(
                    commands: context.commands, pool: context.pool, scope: context.scope,
                    subjects: subjects, tables: ImportTables(schema: context.name), wake: wake),
                kinds: EvaluationFile.allCases.map(\.rawValue),
                checkAnswers: EvaluationImportCalls.checkAnswers))
        let process = ProcessInfo.processInfo
        background = EvaluationImportWorker(
            runner: ImportRunner(
                site: ImportSite(
                    service: context.name, pool: context.pool, commands: context.commands,
                    scope: context.scope, makeDigest: { FileDigest() }),
                subjects: subjects, pressure: context.pressure,
                owner: "\(process.hostName)/\(process.processIdentifier)",
                lease: try context.settings.duration(HostKeys.lease), wake: wake,
                logger: context.logger))
    }
}

/// Runs imports until the service stops.
private struct EvaluationImportWorker: Service {
    let runner: ImportRunner

    func run() async throws {
        await cancelWhenGracefulShutdown { await runner.run() }
    }
}

/// The digest of files and reports.
struct FileDigest: ImportDigest {
    private var hash = SHA256()

    mutating func update(_ bytes: Data) { hash.update(data: bytes) }

    func value() -> [UInt8] { Array(hash.finalize()) }
}

/// `ImportService`: rolls, results, answers and resources; what the calls do is `ImportDesk`'s.
struct EvaluationImportCalls: Taoli_Evaluation_V1_ImportService.SimpleServiceProtocol {
    let desk: ImportDesk

    func createImport(
        request: Taoli_Registry_V1_CreateImportRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_CreateImportResponse {
        try await desk.create(request)
    }

    func uploadChunk(
        request: Taoli_Registry_V1_UploadChunkRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_UploadChunkResponse {
        try await desk.upload(request)
    }

    func checkImport(
        request: Taoli_Registry_V1_CheckImportRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_CheckImportResponse {
        try await desk.check(request)
    }

    func applyImport(
        request: Taoli_Registry_V1_ApplyImportRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ApplyImportResponse {
        try await desk.apply(request)
    }

    func undoImport(
        request: Taoli_Registry_V1_UndoImportRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_UndoImportResponse {
        try await desk.undo(request, reason: try EvaluationFields.reason(request.reason))
    }

    func getImport(
        request: Taoli_Registry_V1_GetImportRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetImportResponse {
        try await desk.get(request)
    }

    func listImportRows(
        request: Taoli_Registry_V1_ListImportRowsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListImportRowsResponse {
        try await desk.rows(request)
    }

    /// These files raise no questions.
    static func checkAnswers(_ bytes: Data) throws {
        guard bytes.isEmpty else {
            throw Input.invalid(
                "answers_csv", "no-questions",
                Wording("这种文件没有需要回答的问题。", "Files of this kind raise no questions."),
                next: Wording("请不要附回答文件。", "Leave the answers' file out."))
        }
    }
}
