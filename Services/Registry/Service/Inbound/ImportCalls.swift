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

/// `ImportService`: files become records in jobs; what the calls do is `ImportDesk`'s.
struct ImportCalls: Taoli_Registry_V1_ImportService.SimpleServiceProtocol {
    private let desk: ImportDesk

    init(context: ServiceContext, store: ImportStore) {
        desk = ImportDesk(
            context: context, store: store, kinds: ImportKind.allCases.map(\.rawValue),
            checkAnswers: Self.checkAnswers)
    }

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
        try await desk.undo(request, reason: try Fields.reason(request.reason))
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
