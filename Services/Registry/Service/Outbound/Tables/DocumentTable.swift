import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.document`, `registry.document_version` and `registry.document_content` ↔ `Document`.
enum DocumentTable {
    /// Reads documents with all versions but not their contents, locking the documents first.
    static func load(_ tx: PostgresTransaction, _ ids: [DocumentID], lock: RowLock = .none)
        async throws -> [Document]
    {
        try await load(tx, where: "d.id = any(\(ids.map(\.rawValue)))", lock: lock)
    }

    /// A unit's documents, of one kind or of all.
    static func load(_ tx: PostgresTransaction, of unit: UnitReference, kind: String? = nil)
        async throws -> [Document]
    {
        try await load(
            tx,
            where: """
                d.unit = \(unit.description) AND (\(kind)::text IS NULL OR d.kind = \(kind))
                """, lock: .none)
    }

    private static func load(_ tx: PostgresTransaction, where condition: SQL, lock: RowLock)
        async throws -> [Document]
    {
        let rows = try await tx.query(
            """
            SELECT d.id, d.district, d.districts, d.pack, d.pack_version, d.kind, d.unit, \
            d.first_year, d.last_year, d.term, d.version FROM registry.document d \
            WHERE \(fragment: condition) ORDER BY d.id
            """ + lock.clause)
        if rows.isEmpty { return [] }
        let ids = try rows.map { try $0.get("id", as: UUID.self) }
        let versions = try await tx.query(
            """
            SELECT document_id, number, title, sha256, size, media_type, reference, chapters, \
            in_force_from::text AS in_force_from, record::text AS record \
            FROM registry.document_version WHERE document_id = any(\(ids)) \
            ORDER BY document_id, number
            """)
        var byDocument: [DocumentID: [DocumentVersion]] = [:]
        for row in versions {
            byDocument[try row.id("document_id"), default: []].append(try version(row))
        }
        return try rows.map { row in
            let id: DocumentID = try row.id("id")
            return Document(
                id: id, pack: try row.get("pack"), packVersion: try row.get("pack_version"),
                kind: try row.get("kind"), owner: try BodyTable.ownership(row),
                period: try period(row), versions: byDocument[id] ?? [],
                version: try row.get("version"))
        }
    }

    private static func period(_ row: PostgresRow) throws -> DocumentPeriod {
        guard let first = try row.get("first_year", as: Int32?.self),
            let last = try row.get("last_year", as: Int32?.self)
        else { return .standing }
        let year = SchoolYear(startYear: Int(first))
        if let term = try row.get("term", as: Int32?.self) { return .term(year, Int(term)) }
        return first == last ? .year(year) : .threeYears(from: year)
    }

    private static func version(_ row: PostgresRow) throws -> DocumentVersion {
        let json: String = try row.get("record")
        let record = try JSONDecoder().decode(VersionRecord.self, from: Data(json.utf8))
        let number: Int32 = try row.get("number")
        let size: Int64 = try row.get("size")
        return DocumentVersion(
            number: Int(number), title: try row.get("title"),
            content: DocumentContent(
                sha256: try row.get("sha256"), size: Int(size),
                mediaType: try row.value("media_type"), reference: try row.get("reference")),
            chapters: try row.get("chapters"), proposedOn: try Stored.date(record.proposedOn),
            proposedBy: try record.proposedBy.value(),
            acceptances: try record.acceptances.map { try $0.value() },
            inForceFrom: try row.optionalDate("in_force_from"),
            filing: try record.filing?.value())
    }

    /// Writes a document with its versions.
    /// - Parameter content: bytes of the newest version, where they are kept here and new.
    static func save(_ document: Document, content: Data?) throws -> [SQL] {
        let (unit, period) = (document.owner.unit, document.period)
        let districts = document.owner.districts.map(\.rawValue)
        let file: SQL = """
            INSERT INTO registry.document (id, district, districts, pack, pack_version, kind, \
            unit, group_id, school_id, title, first_year, last_year, term, version) \
            VALUES (\(document.id.rawValue), \(document.owner.district.rawValue), \(districts), \
            \(document.pack), \(document.packVersion), \(document.kind), \(unit.description), \
            \(unit.groupID), \(unit.schoolID), \(document.latest?.title ?? ""), \
            \(period.years?.first), \(period.years?.last), \(period.termNumber), \
            \(document.version)) \
            ON CONFLICT (id) DO UPDATE SET districts = excluded.districts, \
            title = excluded.title, version = excluded.version
            """
        var statements = [file, try saveVersions(document, districts)]
        if let content, let latest = document.latest {
            statements.append(
                """
                INSERT INTO registry.document_content (document_id, number, districts, content) \
                VALUES (\(document.id.rawValue), \(Int32(latest.number)), \(districts), \
                \(content))
                """)
        }
        return statements
    }

    /// What a version says never changes: only acceptances, force and filing are written again.
    private static func saveVersions(_ document: Document, _ districts: [String]) throws -> SQL {
        let all = document.versions
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let records = try all.map {
            String(decoding: try encoder.encode(VersionRecord($0)), as: UTF8.self)
        }
        return """
            INSERT INTO registry.document_version AS old (document_id, number, districts, title, \
            sha256, size, media_type, reference, chapters, in_force_from, filing, record) \
            SELECT \(document.id.rawValue), v.number, \(districts), v.title, v.sha256, v.size, \
            v.media_type, v.reference, \
            coalesce(string_to_array(nullif(v.chapters, ''), ','), '{}'), \
            v.in_force_from::date, v.filing, v.record::jsonb \
            FROM unnest(\(all.map { Int32($0.number) }), \(all.map(\.title)), \
            \(all.map(\.content.sha256)), \(all.map { Int64($0.content.size) }), \
            \(all.map(\.content.mediaType.rawValue)), \
            \(all.map(\.content.reference))::text[], \
            \(all.map { $0.chapters.joined(separator: ",") }), \
            \(all.map { $0.inForceFrom?.description })::text[], \
            \(all.map { $0.filing?.outcome.rawValue })::text[], \(records)) \
            AS v(number, title, sha256, size, media_type, reference, chapters, in_force_from, \
            filing, record) \
            ON CONFLICT (document_id, number) DO UPDATE SET districts = excluded.districts, \
            in_force_from = excluded.in_force_from, filing = excluded.filing, \
            record = excluded.record \
            WHERE (old.districts, old.in_force_from, old.filing, old.record) IS DISTINCT FROM \
            (excluded.districts, excluded.in_force_from, excluded.filing, excluded.record)
            """
    }
}

extension DocumentPeriod {
    /// First and last school year by the years in which they begin; `nil` for a standing document.
    var years: (first: Int32, last: Int32)? {
        switch self {
        case .standing: nil
        case .year(let year), .term(let year, _): (Int32(year.startYear), Int32(year.startYear))
        case .threeYears(let year): (Int32(year.startYear), Int32(year.startYear + 2))
        }
    }

    /// 1 or 2; `nil` for other times.
    var termNumber: Int32? { if case .term(_, let term) = self { Int32(term) } else { nil } }
}

/// What happened to a version, as `registry.document_version.record` holds it. Keys never change:
/// old rows stay.
struct VersionRecord: Codable {
    let proposedOn: String
    let proposedBy: CaseRecord.Signature
    let acceptances: [Acceptance]
    let filing: Filing?

    init(_ version: DocumentVersion) {
        proposedOn = version.proposedOn.description
        proposedBy = CaseRecord.Signature(version.proposedBy)
        acceptances = version.acceptances.map(Acceptance.init)
        filing = version.filing.map(Filing.init)
    }

    struct Acceptance: Codable {
        let by: String
        let on: String
        let recordedBy: CaseRecord.Signature

        init(_ acceptance: DocumentAcceptance) {
            by = acceptance.by.stored
            on = acceptance.on.description
            recordedBy = CaseRecord.Signature(acceptance.recordedBy)
        }

        func value() throws -> DocumentAcceptance {
            let parts = by.split(separator: "/", maxSplits: 1).map(String.init)
            let id = parts.count == 2 ? parts[1] : ""
            return DocumentAcceptance(
                by: parts.first == "school"
                    ? .school(try Stored.id(id)) : .council(try Stored.id(id)),
                on: try Stored.date(on), recordedBy: try recordedBy.value())
        }
    }

    struct Filing: Codable {
        let outcome: String
        let on: String
        let by: CaseRecord.Signature
        let note: String

        init(_ filing: DocumentFiling) {
            outcome = filing.outcome.rawValue
            on = filing.on.description
            by = CaseRecord.Signature(filing.by)
            note = filing.note
        }

        func value() throws -> DocumentFiling {
            DocumentFiling(
                outcome: try Stored.value(outcome), on: try Stored.date(on), by: try by.value(),
                note: note)
        }
    }
}
