import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliServiceKit

@testable import RegistryService

extension RegistryFixture {
    var documents: DocumentCalls {
        DocumentCalls(context: service.context, policies: .shipped)
    }

    func proposeDocument(
        _ kind: String, of unit: String, _ text: String = "第一版", as caller: Caller = .city,
        year: String = "", request: String = requestID(),
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_DocumentDraft) -> Void = { _ in }
    ) async throws -> Taoli_Registry_V1_Document {
        try await service.calling(
            "taoli.registry.v1.DocumentService/ProposeDocument", as: caller
        ) {
            try await documents.proposeDocument(
                request: .with {
                    $0.requestID = request
                    $0.kind = kind
                    $0.unit = unit
                    $0.schoolYear = year
                    $0.draft = Self.draft(text)
                    fill(&$0.draft)
                }, context: $0
            ).document
        }
    }

    func addVersion(_ document: String, _ text: String, as caller: Caller = .city) async throws
        -> Taoli_Registry_V1_Document
    {
        try await service.calling("taoli.registry.v1.DocumentService/AddVersion", as: caller) {
            try await documents.addVersion(
                request: .with {
                    $0.requestID = requestID()
                    $0.documentID = document
                    $0.draft = Self.draft(text)
                }, context: $0
            ).document
        }
    }

    static func draft(_ text: String) -> Taoli_Registry_V1_DocumentDraft {
        .with {
            $0.title = "文件"
            $0.content = Data(text.utf8)
            $0.mediaType = "text/plain"
        }
    }

    func accept(
        _ document: String, version: Int32 = 1, as caller: Caller,
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_AcceptDocumentRequest) -> Void
    ) async throws -> Taoli_Registry_V1_Document {
        try await service.calling("taoli.registry.v1.DocumentService/AcceptDocument", as: caller) {
            try await documents.acceptDocument(
                request: .with {
                    $0.requestID = requestID()
                    $0.documentID = document
                    $0.version = version
                    fill(&$0)
                }, context: $0
            ).document
        }
    }

    /// A school accepts by its own people.
    func accept(_ document: String, _ site: Site, version: Int32 = 1) async throws
        -> Taoli_Registry_V1_Document
    {
        try await accept(
            document, version: version, as: .school(site.schoolID, in: site.district)
        ) { $0.schoolID = site.schoolID.description }
    }

    func fileDocument(_ document: String, as caller: Caller = .haizhu) async throws
        -> Taoli_Registry_V1_Document
    {
        try await service.calling("taoli.registry.v1.DocumentService/FileDocument", as: caller) {
            try await documents.fileDocument(
                request: .with {
                    $0.requestID = requestID()
                    $0.documentID = document
                    $0.version = 1
                    $0.note = "基教备〔2025〕8号"
                }, context: $0
            ).document
        }
    }

    func returnDocument(_ document: String, _ reason: String, as caller: Caller = .haizhu)
        async throws -> Taoli_Registry_V1_Document
    {
        try await service.calling("taoli.registry.v1.DocumentService/ReturnDocument", as: caller) {
            try await documents.returnDocument(
                request: .with {
                    $0.requestID = requestID()
                    $0.documentID = document
                    $0.version = 1
                    $0.reason = reason
                }, context: $0
            ).document
        }
    }

    func getDocument(_ id: String, as caller: Caller = .city) async throws
        -> Taoli_Registry_V1_Document
    {
        try await service.calling("taoli.registry.v1.DocumentService/GetDocument", as: caller) {
            try await documents.getDocument(request: .with { $0.id = id }, context: $0).document
        }
    }

    func content(_ id: String, version: Int32 = 1, as caller: Caller = .city) async throws
        -> Taoli_Registry_V1_GetContentResponse
    {
        try await service.calling("taoli.registry.v1.DocumentService/GetContent", as: caller) {
            try await documents.getContent(
                request: .with {
                    $0.documentID = id
                    $0.version = version
                }, context: $0)
        }
    }

    func listDocuments(
        as caller: Caller = .city,
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_ListDocumentsRequest) -> Void = {
            _ in
        }
    ) async throws -> Taoli_Registry_V1_ListDocumentsResponse {
        try await service.calling("taoli.registry.v1.DocumentService/ListDocuments", as: caller) {
            try await documents.listDocuments(request: .with(fill), context: $0)
        }
    }

    func due(_ unit: String, _ year: String, as caller: Caller = .city) async throws
        -> Taoli_Registry_V1_ListDueDocumentsResponse
    {
        try await service.calling(
            "taoli.registry.v1.DocumentService/ListDueDocuments", as: caller
        ) {
            try await documents.listDueDocuments(
                request: .with {
                    $0.unit = unit
                    $0.schoolYear = year
                }, context: $0)
        }
    }
}
