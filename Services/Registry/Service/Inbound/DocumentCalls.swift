import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliRuntime

/// `DocumentService`: charters, plans and rules with their versions. Which there must be stands in
/// the pack; who may do what is Core's to decide.
struct DocumentCalls: Taoli_Registry_V1_DocumentService.SimpleServiceProtocol {
    let context: ServiceContext
    let policies: PolicyStore

    private var store: DocumentStore {
        DocumentStore(commands: context.commands, policies: policies)
    }

    func proposeDocument(
        request: Taoli_Registry_V1_ProposeDocumentRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ProposeDocumentResponse {
        let form = try DocumentFields.form(request)
        return try await store.propose(
            form, by: try CallContext.requireCaller(),
            try command(request, request.requestID, request.reason)
        ) { view in .with { $0.document = view.message } }
    }

    func addVersion(
        request: Taoli_Registry_V1_AddVersionRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_AddVersionResponse {
        let incoming = try DocumentFields.draft(request.draft)
        let caller = try CallContext.requireCaller()
        return try await store.change(
            try id(request.documentID), try command(request, request.requestID, request.reason),
            content: incoming.bytes
        ) { loaded, _ in
            try AddVersion(draft: incoming.draft).decide(
                loaded.document, by: caller, on: loaded.today, loaded.rules, loaded.schools)
        } respond: { view in
            .with { $0.document = view.message }
        }
    }

    func acceptDocument(
        request: Taoli_Registry_V1_AcceptDocumentRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_AcceptDocumentResponse {
        guard request.schoolID.isEmpty != request.resolutionID.isEmpty else {
            throw Input.invalid(
                "school_id", "school-or-resolution",
                Wording("学校与决议要且只能给一个。", "Give a school or a resolution, not both."))
        }
        let school: SchoolID? = try BodyFields.optionalID("school_id", request.schoolID)
        let resolution: ResolutionID? = try BodyFields.optionalID(
            "resolution_id", request.resolutionID)
        let number = try BodyFields.version("version", request.version)
        let caller = try CallContext.requireCaller()
        return try await store.change(
            try id(request.documentID), try command(request, request.requestID, ""),
            resolution: resolution
        ) { loaded, adopted in
            let by: AcceptDocument.Acceptor
            if let school {
                by = .school(school)
            } else if let (item, body) = adopted {
                by = .council(item, of: body)
            } else {
                throw StoreRefusals.notFound("resolution_id", "决议", "resolution")
            }
            return try AcceptDocument(number: number, by: by).decide(
                loaded.document, by: caller, on: loaded.today, loaded.rules, loaded.schools)
        } respond: { view in
            .with { $0.document = view.message }
        }
    }

    func fileDocument(
        request: Taoli_Registry_V1_FileDocumentRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_FileDocumentResponse {
        let file = FileDocument(
            number: try BodyFields.version("version", request.version), outcome: .filed,
            note: try Input.optionalText(
                "note", request.note, max: RegistryLimits.referenceMax) ?? "")
        let command = try command(request, request.requestID, "")
        return try await answer(file, request.documentID, command) { view in
            .with { $0.document = view.message }
        }
    }

    func returnDocument(
        request: Taoli_Registry_V1_ReturnDocumentRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ReturnDocumentResponse {
        let reason = try Fields.reason(request.reason)
        let file = FileDocument(
            number: try BodyFields.version("version", request.version), outcome: .returned,
            note: reason)
        let command = try command(request, request.requestID, reason)
        return try await answer(file, request.documentID, command) { view in
            .with { $0.document = view.message }
        }
    }

    private func answer<Response: SwiftProtobuf.Message & Sendable>(
        _ file: FileDocument, _ document: String, _ command: CommandRequest,
        respond: @escaping @Sendable (DocumentView) throws -> Response
    ) async throws -> Response {
        let caller = try CallContext.requireCaller()
        return try await store.change(try id(document), command) { loaded, _ in
            try file.decide(
                loaded.document, by: caller, on: loaded.today, loaded.rules, loaded.schools)
        } respond: {
            try respond($0)
        }
    }

    private func id(_ text: String) throws -> DocumentID { try Input.id("document_id", text) }

    private func command(
        _ request: some SwiftProtobuf.Message, _ requestID: String, _ reason: String
    ) throws -> CommandRequest {
        try context.command(
            request, requestID: requestID, reason: try Fields.reason(reason), seesAll: true)
    }
}

/// Reading documents.
extension DocumentCalls {
    func getDocument(
        request: Taoli_Registry_V1_GetDocumentRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetDocumentResponse {
        let id: DocumentID = try Input.id("id", request.id)
        let view = try await read { try await $0.view(id) }
        return .with { $0.document = view.message }
    }

    func getContent(
        request: Taoli_Registry_V1_GetContentRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetContentResponse {
        let id: DocumentID = try Input.id("document_id", request.documentID)
        let number = try BodyFields.version("version", request.version)
        let (bytes, content) = try await read { try await $0.content(id, number) }
        return .with {
            $0.content = bytes
            $0.mediaType = content.mediaType.rawValue
            $0.sha256 = content.sha256
        }
    }

    func listDocuments(
        request: Taoli_Registry_V1_ListDocumentsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListDocumentsResponse {
        let list = [
            "documents", request.unit, request.kind, request.schoolYear, request.state,
        ]
        let filter = DocumentFilter(
            unit: try BodyFields.optionalUnit("unit", request.unit),
            kind: try Input.optionalText("kind", request.kind, max: RegistryLimits.codeMax),
            year: try DocumentFields.year(request.schoolYear),
            state: try CaseFields.optional("state", request.state, of: DocumentState.self))
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 1)
        let size = try Cursor.size(request.page.size)
        let page = try await read { reads in
            try await reads.list(filter, after: after.flatMap { DocumentID($0[0]) }, size: size)
        }
        return .with {
            $0.documents = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func documentHistory(
        request: Taoli_Registry_V1_DocumentHistoryRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_DocumentHistoryResponse {
        let id: DocumentID = try Input.id("id", request.id)
        let list = ["document-history", request.id]
        let after = try Fields.line(request.page.cursor, of: list)
        let size = try Cursor.size(request.page.size)
        let page = try await read { try await $0.history(id, after: after, size: size) }
        return .with {
            $0.changes = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func listDueDocuments(
        request: Taoli_Registry_V1_ListDueDocumentsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListDueDocumentsResponse {
        let unit = try BodyFields.unit("unit", request.unit)
        let today = CalendarDate(shanghai: context.now())
        let year = try DocumentFields.year(request.schoolYear) ?? SchoolYear(containing: today)
        let due = try await read { try await $0.due(unit, year) }
        return .with {
            $0.unit = unit.description
            $0.schoolYear = year.description
            $0.documents = due.rows.map(\.message)
            $0.chapters = due.chapters.map(\.message)
            $0.complete = due.isComplete
        }
    }

    private func read<Value: Sendable>(_ body: @Sendable (DocumentReads) async throws -> Value)
        async throws -> Value
    {
        let reader = try UnitReader(try CallContext.requireCaller())
        let today = CalendarDate(shanghai: context.now())
        return try await context.readAll { tx in
            try await body(
                DocumentReads(tx: tx, reader: reader, policies: policies, today: today))
        }
    }
}
