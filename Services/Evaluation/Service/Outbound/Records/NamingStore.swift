import EvaluationCore
import Foundation
import SwiftProtobuf
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Names units, reviews them, and takes names away.
struct NamingStore: Sendable {
    let commands: CommandExecutor
    let shelf: PackShelf

    /// - Parameters:
    ///   - pack: its id; a bureau's own too, once a cycle was judged by it.
    ///   - decide: gets the pack by which the unit was judged.
    /// - Throws: `unknown-pack`, `not-found` for a unit without a record under the pack, and what
    ///   `decide` refuses.
    func change<Response: SwiftProtobuf.Message & Sendable>(
        _ group: GroupID, _ pack: String, _ request: CommandRequest,
        decide:
            @escaping @Sendable (VerdictRecord, PolicyPack, CalendarDate) throws -> VerdictDecision,
        respond: @escaping @Sendable (VerdictRecord, PolicyPack) throws -> Response
    ) async throws -> Response {
        let shelf = shelf
        return try await commands.run(request) { tx, _, now in
            let today = CalendarDate(shanghai: now)
            let id = RecordTable.id(pack, CycleSubject(group: group))
            guard let record = try await RecordTable.load([id], locked: true, tx)[id] else {
                _ = try shelf.shipped(pack)
                throw NamingRefusals.noRecord
            }
            let judged = try await NamingPacks.of([id], shelf, tx)[id]
            let rules = try judged ?? shelf.shipped(pack).pack
            let decision = try decide(record, rules, today)
            return CommandOutcome(
                try respond(decision.state, rules), writes: RecordTable.save(decision.state),
                events: try decision.events(Self.origin(rules, today)),
                subjects: [decision.state.reference], districts: decision.state.districts)
        }
    }

    /// Of what no cycle led to.
    static func origin(_ pack: PolicyPack, _ today: CalendarDate) -> VerdictOrigin {
        VerdictOrigin(
            packVersion: pack.version, cycle: nil,
            period: SchoolYear(containing: today).description, isPast: false)
    }
}

/// Reads records in the caller's scope.
struct RecordReads {
    let tx: PostgresTransaction
    let viewer: CycleViewer

    /// A record with the names that are known now.
    struct Named: Sendable {
        let record: VerdictRecord
        let groupName: String
        let schoolName: String
    }

    func list(
        pack: String?, group: GroupID?, school: SchoolID?, after id: UUID?, size: Int
    ) async throws -> RowPage<Named> {
        let rows = try await tx.query(
            """
            SELECT \(fragment: RecordTable.columns), coalesce(g.name, '') AS group_name, \
            coalesce(c.name, '') AS school_name FROM evaluation.verdict_record v \
            LEFT JOIN evaluation.school_group g ON g.group_id = v.group_id \
            LEFT JOIN evaluation.school c ON c.school_id = v.school_id \
            WHERE \(fragment: viewer.records) \
            AND (\(pack)::text IS NULL OR v.pack = \(pack)) \
            AND (\(group?.rawValue)::uuid IS NULL OR v.group_id = \(group?.rawValue)) \
            AND (\(school?.rawValue)::uuid IS NULL OR v.school_id = \(school?.rawValue)) \
            AND (\(id)::uuid IS NULL OR v.id > \(id)) ORDER BY v.id LIMIT \(size + 1)
            """)
        let shown = Array(rows.prefix(size))
        let records = try await RecordTable.decode(shown, tx)
        let named = try zip(shown, records).map { row, record in
            Named(
                record: record, groupName: try row.get("group_name"),
                schoolName: try row.get("school_name"))
        }
        let last = rows.count > size ? records.last : nil
        return RowPage(rows: named, next: last.map { ["\($0.id)"] })
    }
}
