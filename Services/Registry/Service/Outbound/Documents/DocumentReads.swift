import Foundation
import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// How far a document is, for lists.
enum DocumentState: String, CaseIterable, Sendable {
    /// No version holds yet.
    case proposed
    /// A version holds and goes nowhere.
    case inForce = "in_force"
    /// A version holds and waits for the bureau's section.
    case toFile = "to_file"
    /// The version that holds is on file.
    case filed
    /// The bureau returned the version that holds.
    case returned

    init(_ loaded: LoadedDocument) {
        guard let held = loaded.document.version(on: loaded.today) else {
            self = .proposed
            return
        }
        switch (held.filing?.outcome, loaded.rules.kind.filedWith) {
        case (.filed, _): self = .filed
        case (.returned, _): self = .returned
        case (nil, nil): self = .inForce
        case (nil, _): self = .toFile
        }
    }
}

/// What a list of documents is narrowed to; `nil` does not narrow.
struct DocumentFilter: Sendable {
    let unit: UnitReference?
    let kind: String?
    let year: SchoolYear?
    let state: DocumentState?
}

/// Reads documents within a transaction that sees every district; the reader's condition narrows
/// it.
struct DocumentReads {
    /// Documents looked at for one page of those in a state.
    static let scannedMax = 2000

    let tx: PostgresTransaction
    let reader: UnitReader
    let policies: PolicyStore
    let today: CalendarDate

    /// A document with all versions. - Throws: `not-found`.
    func view(_ id: DocumentID) async throws -> DocumentView {
        try await requireVisible(id)
        guard let view = try await views(try await loaded([id])).first else {
            throw StoreRefusals.notFound("id", "文件", "document")
        }
        return view
    }

    /// A page of what happened to a document and its versions. - Throws: `not-found`.
    func history(_ id: DocumentID, after line: Int64, size: Int) async throws
        -> ListPage<HistoryLine>
    {
        try await requireVisible(id)
        let page = HistoryTable.page(of: .document(id), after: line, size: size)
        return try HistoryLine.page(try await tx.query(page), size: size)
    }

    /// The bytes of a version. - Throws: `not-found`, `kept-elsewhere`.
    func content(_ id: DocumentID, _ number: Int) async throws -> (Data, DocumentContent) {
        try await requireVisible(id)
        guard let document = try await DocumentTable.load(tx, [id]).first,
            let version = document.version(numbered: number)
        else { throw StoreRefusals.notFound("version", "版本", "version") }
        if let reference = version.content.reference {
            throw DocumentFileRefusals.keptElsewhere(reference)
        }
        let rows = try await tx.query(
            """
            SELECT content FROM registry.document_content \
            WHERE document_id = \(id.rawValue) AND number = \(Int32(number))
            """)
        guard let row = rows.first else {
            throw UnreadableRow(description: "version \(number) of \(id) has no content")
        }
        return (try row.get("content"), version.content)
    }

    /// Documents, newest first: ids are UUIDv7.
    func list(_ filter: DocumentFilter, after: DocumentID?, size: Int) async throws
        -> ListPage<DocumentView>
    {
        var page: [LoadedDocument] = []
        var last = after
        var hasMore = true
        for _ in 0..<(Self.scannedMax / (size + 1) + 1) where hasMore && page.count <= size {
            let batch = try await loaded(try await ids(filter, after: last, size: size + 1))
            page += batch.filter { item in
                filter.state.map { $0 == DocumentState(item) } ?? true
            }
            last = batch.last?.document.id ?? last
            hasMore = batch.count > size
        }
        // A page may be short where few are in the state; the next one goes on behind it.
        let next = page.count > size ? page[size - 1].document.id : (hasMore ? last : nil)
        return ListPage(
            rows: try await views(Array(page.prefix(size))), next: next.map { [$0.description] })
    }

    /// What a unit must have in a school year. - Throws: `not-found`, `no-policy-bound`.
    func due(_ unit: UnitReference, _ year: SchoolYear) async throws -> DueDocuments {
        let face = try await UnitFace.load(tx, unit, lock: .none)
        let rows = try await tx.query(
            """
            SELECT 1 FROM (SELECT \(face.owner.district.rawValue) AS district, \
            \(unit.groupID)::uuid AS group_id, \(unit.schoolID)::uuid AS school_id) AS x \
            WHERE \(fragment: reader.condition)
            """)
        guard !rows.isEmpty else { throw StoreRefusals.notFound("unit", "单位", "unit") }
        let pack = try await policies.current(tx, face.owner.district, on: today)
        return DueDocuments(
            pack, of: unit.kind, year: year, try await DocumentTable.load(tx, of: unit),
            try await UnitFace.schools(tx, of: unit, on: today), on: today)
    }

    private func requireVisible(_ id: DocumentID) async throws {
        let rows = try await tx.query(
            """
            SELECT 1 FROM registry.document x \
            WHERE x.id = \(id.rawValue) AND \(fragment: reader.condition)
            """)
        guard !rows.isEmpty else { throw StoreRefusals.notFound("id", "文件", "document") }
    }

    private func ids(_ filter: DocumentFilter, after: DocumentID?, size: Int) async throws
        -> [DocumentID]
    {
        var conditions: [SQL] = [reader.condition]
        if let unit = filter.unit { conditions.append("x.unit = \(unit.description)") }
        if let kind = filter.kind { conditions.append("x.kind = \(kind)") }
        if let year = filter.year {
            conditions.append(
                """
                (x.first_year IS NULL OR \(Int32(year.startYear)) \
                BETWEEN x.first_year AND x.last_year)
                """)
        }
        if let after { conditions.append("x.id < \(after.rawValue)") }
        return try await tx.query(
            """
            SELECT x.id FROM registry.document x \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY x.id DESC LIMIT \(size)
            """
        ).map { try $0.id("id") }
    }

    /// In the order of the ids.
    private func loaded(_ ids: [DocumentID]) async throws -> [LoadedDocument] {
        let documents = try await DocumentTable.load(tx, ids)
        let byID = Dictionary(documents.map { ($0.id, $0) }) { first, _ in first }
        var loaded: [LoadedDocument] = []
        for document in ids.compactMap({ byID[$0] }) {
            loaded.append(
                try await LoadedDocument.load(document, tx, policies, on: today))
        }
        return loaded
    }

    private func views(_ loaded: [LoadedDocument]) async throws -> [DocumentView] {
        try await DocumentView.load(tx, loaded)
    }
}
