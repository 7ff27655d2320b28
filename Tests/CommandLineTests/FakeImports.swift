import Foundation
import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels

@testable import taoli

struct FakeImports: Taoli_Registry_V1_ImportService.SimpleServiceProtocol {
    let city: FakeCity

    func createImport(request: Taoli_Registry_V1_CreateImportRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_CreateImportResponse
    {
        city.state.withLock { state in
            state.requestIDs.append(request.requestID)
            state.received = Data()
            state.job.id = FakeCity.jobID
            state.job.kind = request.kind
            state.job.fileName = request.fileName
            state.job.sha256 = request.sha256
            state.job.sizeBytes = request.sizeBytes
            state.job.effectiveOn = request.effectiveOn
            state.job.state = .uploading
            return .with { $0.job = state.job }
        }
    }

    func uploadChunk(request: Taoli_Registry_V1_UploadChunkRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_UploadChunkResponse
    {
        try city.state.withLock { state in
            if let left = state.chunksUntilFailure {
                state.chunksUntilFailure = left > 0 ? left - 1 : nil
                if left == 0 { throw RPCError(code: .internalError, message: "lost") }
            }
            if request.offset == Int64(state.received.count) {
                state.received.append(request.data)
                state.job.receivedBytes = Int64(state.received.count)
            }
            return .with { $0.nextOffset = Int64(state.received.count) }
        }
    }

    func checkImport(request: Taoli_Registry_V1_CheckImportRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_CheckImportResponse
    {
        city.state.withLock { state in
            state.requestIDs.append(request.requestID)
            state.answers = request.answersCsv
            state.job.state = .checking
            return .with { $0.job = state.job }
        }
    }

    func applyImport(request: Taoli_Registry_V1_ApplyImportRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ApplyImportResponse
    {
        city.state.withLock { state in
            state.requestIDs.append(request.requestID)
            state.applied = request
            state.job.state = .applying
            return .with { $0.job = state.job }
        }
    }

    func undoImport(request: Taoli_Registry_V1_UndoImportRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_UndoImportResponse
    {
        city.state.withLock { state in
            state.job.state = .undoing
            return .with { $0.job = state.job }
        }
    }

    func getImport(request: Taoli_Registry_V1_GetImportRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_GetImportResponse
    {
        city.state.withLock { state in
            state.job.isWaiting = state.waits > 0
            if state.waits > 0 {
                state.waits -= 1
                return .with { $0.job = state.job }
            }
            switch state.job.state {
            case .checking where !state.problems.isEmpty:
                state.job.state = .unusable
                state.job.problems = state.problems
            case .checking: state.job.state = .checked
            case .applying: state.job.state = .applied
            case .undoing: state.job.state = .undone
            default: break
            }
            return .with { $0.job = state.job }
        }
    }

    /// Pages of three rows.
    func listImportRows(request: Taoli_Registry_V1_ListImportRowsRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ListImportRowsResponse
    {
        city.state.withLock { state in
            let rows = state.rows.filter { request.verdicts.contains($0.verdict) }
            let start = Int(request.page.cursor) ?? 0
            return .with {
                $0.rows = Array(rows.dropFirst(start).prefix(3))
                $0.nextCursor = start + 3 < rows.count ? String(start + 3) : ""
            }
        }
    }
}
