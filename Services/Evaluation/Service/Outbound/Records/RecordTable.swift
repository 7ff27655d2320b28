import EvaluationCore
import Foundation
import TaoliHost
import TaoliModels
import TaoliPostgres

/// `evaluation.verdict_record` and `verdict_year` ↔ `VerdictRecord`.
enum RecordTable {
    static let columns: SQL = """
        v.id, v.pack, v.district, v.districts, v.group_id, v.school_id, \
        v.warned_since::text AS warned_since, v.named_on::text AS named_on, \
        v.reviewed_on::text AS reviewed_on, v.review_told, \
        v.disqualified_on::text AS disqualified_on, v.revoked_on::text AS revoked_on, v.grounds, \
        v.version
        """

    /// The one record of a subject under a pack: two cycles published at once mean the same one.
    static func id(_ pack: String, _ subject: CycleSubject) -> VerdictID {
        VerdictID(DerivedID.of("verdict/\(pack)/\(subject)"))
    }

    /// Until the transaction ends nobody else enters results of a district under a pack: a record
    /// that is still to be made has no row that could be locked.
    static func lock(
        _ pack: String, of district: DistrictCode, _ tx: PostgresTransaction
    ) async throws {
        _ = try await tx.query(
            "SELECT pg_advisory_xact_lock(hashtextextended(\("\(district)/\(pack)"), 31))")
    }

    /// The records of these ids that there are, by id.
    static func load(_ ids: [VerdictID], locked: Bool, _ tx: PostgresTransaction) async throws
        -> [VerdictID: VerdictRecord]
    {
        let lock: SQL = locked ? " FOR UPDATE" : ""
        let rows = try await tx.query(
            """
            SELECT \(fragment: columns) FROM evaluation.verdict_record v \
            WHERE v.id = any(\(ids.map(\.rawValue))) ORDER BY v.id
            """ + lock)
        return Dictionary(uniqueKeysWithValues: try await decode(rows, tx).map { ($0.id, $0) })
    }

    /// Records from rows of ``columns``, with their years.
    static func decode(_ rows: [PostgresRow], _ tx: PostgresTransaction) async throws
        -> [VerdictRecord]
    {
        let ids = try rows.map { try $0.get("id", as: UUID.self) }
        let years = try await tx.query(
            """
            SELECT record_id, period, cycle_id, kind, tree, result, name_chinese, name_english, \
            membership_id, published_on::text AS published_on, is_past, \
            replaced_on::text AS replaced_on FROM evaluation.verdict_year WHERE record_id = any(\(ids)) \
            ORDER BY record_id, position
            """)
        var byRecord: [UUID: [VerdictYear]] = [:]
        for row in years { byRecord[try row.get("record_id"), default: []].append(try year(row)) }
        return try zip(rows, ids).map { row, id in try record(row, byRecord[id] ?? []) }
    }

    private static func record(_ row: PostgresRow, _ years: [VerdictYear]) throws -> VerdictRecord {
        VerdictRecord(
            id: try row.id("id"), pack: try row.get("pack"), district: try row.district("district"),
            subject: CycleSubject(
                group: try row.id("group_id"), school: try row.optionalID("school_id")),
            districts: try row.districts("districts"), years: years,
            warnedSince: try row.optionalDate("warned_since"),
            naming: VerdictRecord.Naming(
                namedOn: try row.optionalDate("named_on"),
                reviewedOn: try row.optionalDate("reviewed_on"),
                told: try row.value("review_told"),
                disqualifiedOn: try row.optionalDate("disqualified_on"),
                revokedOn: try row.optionalDate("revoked_on"), grounds: try row.get("grounds")),
            version: try row.get("version"))
    }

    private static func year(_ row: PostgresRow) throws -> VerdictYear {
        guard let period = CyclePeriod(try row.get("period")) else {
            throw StoredValueError(column: "period")
        }
        guard let kind = CycleKind(try row.get("kind"), tree: try row.get("tree")) else {
            throw StoredValueError(column: "kind")
        }
        return VerdictYear(
            period: period, cycle: try row.id("cycle_id"), kind: kind,
            result: try row.get("result"), name: try row.wording("name"),
            membership: try row.get("membership_id"), publishedOn: try row.date("published_on"),
            isPast: try row.get("is_past"), replacedOn: try row.optionalDate("replaced_on"))
    }

    /// Writes a record with its years; of earlier ones only that they were corrected.
    static func save(_ record: VerdictRecord) -> [SQL] {
        let districts = record.districts.map(\.rawValue)
        let naming = record.naming
        let own: SQL = """
            INSERT INTO evaluation.verdict_record (id, pack, district, districts, group_id, \
            school_id, warned_since, named_on, reviewed_on, review_told, disqualified_on, \
            revoked_on, grounds, version) VALUES (\(record.id.rawValue), \(record.pack), \
            \(record.district.rawValue), \(districts), \(record.subject.group.rawValue), \
            \(record.subject.school?.rawValue), \(record.warnedSince?.description)::date, \
            \(naming.namedOn?.description)::date, \(naming.reviewedOn?.description)::date, \
            \(naming.told.rawValue), \(naming.disqualifiedOn?.description)::date, \
            \(naming.revokedOn?.description)::date, \(naming.grounds), \(record.version)) \
            ON CONFLICT (id) DO UPDATE SET districts = excluded.districts, \
            warned_since = excluded.warned_since, named_on = excluded.named_on, \
            reviewed_on = excluded.reviewed_on, review_told = excluded.review_told, \
            disqualified_on = excluded.disqualified_on, revoked_on = excluded.revoked_on, \
            grounds = excluded.grounds, version = excluded.version
            """
        return record.years.isEmpty ? [own] : [own, saveYears(record, districts)]
    }

    private static func saveYears(_ record: VerdictRecord, _ districts: [String]) -> SQL {
        let years = record.years
        return """
            INSERT INTO evaluation.verdict_year (record_id, position, period, cycle_id, kind, tree, \
            result, name_chinese, name_english, membership_id, published_on, is_past, replaced_on, districts) \
            SELECT \(record.id.rawValue), y.position, y.period, y.cycle_id, y.kind, y.tree, \
            y.result, y.chinese, y.english, y.membership, y.published_on::date, y.is_past, \
            y.replaced_on::date, \(districts) FROM unnest(\(years.indices.map { Int32($0) }), \
            \(years.map(\.period.description)), \(years.map(\.cycle.rawValue)), \
            \(years.map(\.kind.name)), \(years.map(\.kind.tree)), \(years.map(\.result)), \
            \(years.map(\.name.chinese)), \(years.map(\.name.english)), \
            \(years.map(\.membership)), \(years.map(\.publishedOn.description)), \
            \(years.map(\.isPast)), \(years.map { $0.replacedOn?.description })) \
            AS y(position, period, cycle_id, kind, tree, result, chinese, english, membership, \
            published_on, is_past, replaced_on) ON CONFLICT (record_id, position) \
            DO UPDATE SET replaced_on = excluded.replaced_on
            """
    }
}
