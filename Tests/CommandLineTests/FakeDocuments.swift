import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts

@testable import taoli

/// Remembers who accepted what.
struct FakeDocuments: Taoli_Registry_V1_DocumentService.SimpleServiceProtocol {
    let city: FakeCity

    func acceptDocument(request: Taoli_Registry_V1_AcceptDocumentRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_AcceptDocumentResponse
    {
        city.state.withLock { $0.accepted.append(request) }
        return .with { $0.document.id = request.documentID }
    }

    func proposeDocument(request: Taoli_Registry_V1_ProposeDocumentRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ProposeDocumentResponse
    { .init() }

    func addVersion(request: Taoli_Registry_V1_AddVersionRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_AddVersionResponse
    { .init() }

    func fileDocument(request: Taoli_Registry_V1_FileDocumentRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_FileDocumentResponse
    { .init() }

    func returnDocument(request: Taoli_Registry_V1_ReturnDocumentRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ReturnDocumentResponse
    { .init() }

    func getDocument(request: Taoli_Registry_V1_GetDocumentRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_GetDocumentResponse
    { .init() }

    func getContent(request: Taoli_Registry_V1_GetContentRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_GetContentResponse
    { .init() }

    func listDocuments(request: Taoli_Registry_V1_ListDocumentsRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_ListDocumentsResponse
    { .init() }

    func documentHistory(request: Taoli_Registry_V1_DocumentHistoryRequest, context: ServerContext)
        async throws -> Taoli_Registry_V1_DocumentHistoryResponse
    { .init() }

    func listDueDocuments(
        request: Taoli_Registry_V1_ListDueDocumentsRequest, context: ServerContext
    )
        async throws -> Taoli_Registry_V1_ListDueDocumentsResponse
    { .init() }
}
