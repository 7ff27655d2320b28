import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// A document with the rules by which it was begun and the schools of its unit today.
struct LoadedDocument: Sendable {
    let document: Document
    let rules: DocumentRules
    let schools: UnitSchools
    let today: CalendarDate
}

/// A document as it is shown.
struct DocumentView: Sendable {
    let loaded: LoadedDocument
    /// Names of the unit and of schools that must still accept.
    let names: [UnitReference: String]

    static func load(_ tx: PostgresTransaction, _ loaded: [LoadedDocument]) async throws
        -> [DocumentView]
    {
        let units = loaded.flatMap { [$0.document.owner.unit] + $0.waiting.units }
        let names = try await UnitFace.names(tx, of: units)
        return loaded.map { DocumentView(loaded: $0, names: names) }
    }
}

extension LoadedDocument {
    /// For whose acceptance the newest version waits.
    var waiting: DocumentWaiting {
        document.latest.map { rules.waiting($0, schools) } ?? .nobody
    }

    /// The rules of a document that is known, and the schools of its unit today.
    static func load(
        _ document: Document, _ tx: PostgresTransaction, _ policies: PolicyStore,
        on today: CalendarDate
    ) async throws -> LoadedDocument {
        LoadedDocument(
            document: document,
            rules: try DocumentRules(
                document.kind,
                in: try await policies.pack(tx, version: document.packVersion)),
            schools: try await UnitFace.schools(tx, of: document.owner.unit, on: today),
            today: today)
    }
}

/// What a version brings, with its bytes where they are to be kept here.
struct IncomingDraft: Sendable {
    let draft: DocumentDraft
    let bytes: Data?
}

/// Changes documents. Its transactions see every district, since a group may lie in two; who may do
/// what is Core's to decide.
struct DocumentStore: Sendable {
    let commands: CommandExecutor
    let policies: PolicyStore

    /// What is asked for with a new document.
    struct Form: Sendable {
        let kind: String
        let unit: UnitReference
        let year: SchoolYear?
        let term: Int?
        let incoming: IncomingDraft
    }

    /// Begins a document.
    /// - Throws: `no-policy-bound`, `not-found`, and what `ProposeDocument` refuses.
    func propose<Response: SwiftProtobuf.Message & Sendable>(
        _ form: Form, by caller: Caller, _ request: CommandRequest,
        respond: @escaping @Sendable (DocumentView) throws -> Response
    ) async throws -> Response {
        let policies = policies
        return try await StoreRefusals.explained {
            try await commands.run(request) { tx, _, now in
                let today = CalendarDate(shanghai: now)
                let face = try await UnitFace.load(tx, form.unit, lock: .update)
                try UnitAuthority.check(caller, changes: face.owner)
                let pack = try await policies.current(tx, face.owner.district, on: today)
                let decision = try ProposeDocument(
                    id: DocumentID(.version7()), kind: form.kind, owner: face.owner,
                    year: form.year, term: form.term, draft: form.incoming.draft
                ).decide(
                    by: caller, on: today, pack: pack,
                    others: try await DocumentTable.load(tx, of: form.unit, kind: form.kind),
                    try await UnitFace.schools(tx, of: form.unit, on: today))
                return try await DocumentWriting(tx: tx, request: request, policies: policies)
                    .outcome(decision, on: today, content: form.incoming.bytes, respond)
            }
        }
    }

    /// Adds a version, accepts, files or returns.
    /// - Parameters:
    ///   - resolution: the council's, by which it accepts; `nil` for other changes.
    ///   - content: bytes of a new version that is kept here.
    /// - Throws: `not-found`, and what `decide` refuses.
    func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: DocumentID, _ request: CommandRequest, resolution: ResolutionID? = nil,
        content: Data? = nil,
        decide:
            @escaping @Sendable (LoadedDocument, (Resolution, Body)?) throws -> Decision<Document>,
        respond: @escaping @Sendable (DocumentView) throws -> Response
    ) async throws -> Response {
        let policies = policies
        return try await commands.run(request) { tx, _, now in
            let today = CalendarDate(shanghai: now)
            let adopted = try await Self.adopted(resolution, tx)
            guard let found = try await DocumentTable.load(tx, [id], lock: .update).first else {
                throw StoreRefusals.notFound("document_id", "文件", "document")
            }
            let districts = try await UnitFace.districts(tx, of: found.owner.unit)
            let loaded = try await LoadedDocument.load(
                districts.map(found.concerning) ?? found, tx, policies, on: today)
            let decision = try decide(loaded, adopted)
            return try await DocumentWriting(tx: tx, request: request, policies: policies)
                .outcome(decision, on: today, content: content, respond)
        }
    }

    /// A resolution with its body; what was decided never changes, so it needs no lock.
    private static func adopted(_ id: ResolutionID?, _ tx: PostgresTransaction) async throws
        -> (Resolution, Body)?
    {
        guard let id else { return nil }
        guard let item = try await ResolutionTable.load(tx, [id]).first,
            let body = try await BodyTable.load(tx, [item.body]).first
        else { throw StoreRefusals.notFound("resolution_id", "决议", "resolution") }
        return (item, body)
    }
}

/// Writes what a command made of a document.
struct DocumentWriting {
    let tx: PostgresTransaction
    let request: CommandRequest
    let policies: PolicyStore

    func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ decision: Decision<Document>, on today: CalendarDate, content: Data?,
        _ respond: @Sendable (DocumentView) throws -> Response
    ) async throws -> CommandOutcome<Response> {
        var work = RegistryWork()
        work.apply(decision)
        let loaded = try await LoadedDocument.load(decision.state, tx, policies, on: today)
        guard let view = try await DocumentView.load(tx, [loaded]).first else {
            throw UnreadableRow(description: "a document without a view")
        }
        let author = ChangeAuthor(request.caller, reason: request.reason)
        return CommandOutcome(
            try respond(view),
            writes: try work.statements(by: author)
                + DocumentTable.save(decision.state, content: content),
            events: try work.events(), subjects: work.subjects, districts: work.concerned)
    }
}
