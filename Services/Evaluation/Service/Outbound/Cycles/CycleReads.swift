import EvaluationCore
import Foundation
import TaoliHost
import TaoliModels
import TaoliPostgres

/// Reads cycles in the caller's scope.
struct CycleReads {
    let tx: PostgresTransaction
    let viewer: CycleViewer

    /// What a list of cycles is narrowed to.
    struct Filter: Sendable {
        let pack: String?
        let period: String?
        let status: String?
    }

    /// A result with the names of that time.
    struct NamedResult: Sendable {
        let line: Int64
        let result: CycleResult
        let groupName: String
        let schoolName: String
    }

    /// - Throws: `not-found`.
    func cycle(_ id: CycleID) async throws -> (cycle: Cycle, inputs: Int64) {
        let rows = try await tx.query(
            """
            SELECT \(fragment: CycleTable.columns) FROM evaluation.cycle c \
            WHERE c.id = \(id.rawValue) AND \(fragment: viewer.cycles)
            """)
        guard let cycle = try await cycles(rows).first else {
            throw EvaluationRefusals.notFound("cycle_id", "评价周期", "cycle")
        }
        let count = try await tx.query(CycleInputTable.count(id)).first
        return (cycle, try count?.get("count") ?? 0)
    }

    /// The newest year first.
    func list(_ filter: Filter, after: [String]?, size: Int) async throws -> RowPage<Cycle> {
        let rows = try await tx.query(
            """
            SELECT \(fragment: CycleTable.columns) FROM evaluation.cycle c \
            WHERE \(fragment: viewer.cycles) \
            AND (\(filter.pack)::text IS NULL OR c.pack = \(filter.pack)) \
            AND (\(filter.period)::text IS NULL OR c.period = \(filter.period)) \
            AND (\(filter.status)::text IS NULL OR c.status = \(filter.status)) \
            AND (\(after?[0])::text IS NULL OR (c.period, c.id) < (\(after?[0]), \
            \(after.flatMap { UUID(uuidString: $0[1]) }))) \
            ORDER BY c.period DESC, c.id DESC LIMIT \(size + 1)
            """)
        let found = try await cycles(Array(rows.prefix(size)))
        let last = rows.count > size ? found.last : nil
        return RowPage(rows: found, next: last.map { ["\($0.period)", "\($0.id)"] })
    }

    private func cycles(_ rows: [PostgresRow]) async throws -> [Cycle] {
        let ids = try rows.map { try $0.id("id", as: CycleID.self) }
        let parts = try await CycleTable.parts(of: ids, tx)
        return try zip(rows, ids).map { row, id in
            try CycleTable.decode(row, id, parts, sees: viewer.sees)
        }
    }

    /// Recorded inputs, by key.
    func inputs(of id: CycleID, after key: String?, size: Int) async throws
        -> RowPage<CycleInput>
    {
        let rows = try await tx.query(
            """
            SELECT \(fragment: CycleInputTable.columns) FROM evaluation.cycle_input i \
            JOIN evaluation.cycle c ON c.id = i.cycle_id \
            WHERE i.cycle_id = \(id.rawValue) AND i.computation = 0 \
            AND \(fragment: viewer.cycles) AND \(fragment: viewer.inputs) \
            AND (\(key)::text IS NULL OR i.key > \(key)) ORDER BY i.key LIMIT \(size + 1)
            """)
        let last: String? = rows.count > size ? try rows[size - 1].get("key") : nil
        return RowPage(
            rows: try rows.prefix(size).map(CycleInputTable.decode), next: last.map { [$0] })
    }

    /// Results of the last computation, or of one that was published before a correction, in its
    /// order.
    func results(
        of id: CycleID, computation: Int?, group: GroupID?, school: SchoolID?, after line: Int64,
        size: Int
    ) async throws -> RowPage<NamedResult> {
        let rows = try await tx.query(
            """
            SELECT \(fragment: CycleResultTable.columns), m.group_name, \
            CASE WHEN r.school_id IS NULL THEN '' ELSE m.school_name END AS school_name \
            FROM evaluation.cycle_result r \
            JOIN evaluation.cycle c ON c.id = r.cycle_id \
            AND r.computation = coalesce(\(computation.map { Int32($0) })::int, c.computation) \
            JOIN LATERAL (SELECT group_name, school_name FROM evaluation.cycle_member x \
            WHERE x.cycle_id = c.id AND x.group_id = r.group_id \
            AND (r.school_id IS NULL OR x.school_id = r.school_id) LIMIT 1) m ON true \
            WHERE r.cycle_id = \(id.rawValue) AND r.line > \(line) AND c.status <> 'withdrawn' \
            AND \(fragment: viewer.cycles) AND \(fragment: viewer.results) \
            AND (\(group?.rawValue)::uuid IS NULL OR r.group_id = \(group?.rawValue)) \
            AND (\(school?.rawValue)::uuid IS NULL OR r.school_id = \(school?.rawValue)) \
            ORDER BY r.line LIMIT \(size + 1)
            """)
        let found = try rows.prefix(size).map { row in
            NamedResult(
                line: try row.get("line"), result: try CycleResultTable.decode(row),
                groupName: try row.get("group_name"), schoolName: try row.get("school_name"))
        }
        let last = rows.count > size ? found.last : nil
        return RowPage(rows: found, next: last.map { ["\($0.line)"] })
    }

    /// Whether computing the last computation again gives the same bytes.
    func verify(_ id: CycleID, _ shelf: PackShelf) async throws -> (
        Cycle, isSame: Bool, hash: String
    ) {
        let seen = try await cycle(id).cycle
        let loaded = try await CycleTable.load(id, locked: false, shelf, tx)
        let cycle = loaded.cycle
        let inputs = try await tx.query(
            CycleInputTable.select(id, computation: cycle.computation)
        ).map(CycleInputTable.decode)
        let frozen = try await tx.query(
            CycleResultTable.frozen(id, computation: cycle.computation)
        ).first
        guard cycle.computation > 0, let text: String = try frozen?.get("frozen") else {
            throw Self.notComputed
        }
        let again = try CycleJudgement(cycle, loaded.pack, inputs)
        return (seen, again.text == text && again.hash == cycle.hash, again.hash)
    }

    private static let notComputed = Refusal(
        .precondition, "not-computed", field: "cycle_id",
        what: Wording("该周期尚未核算。", "The cycle is not computed yet."),
        next: Wording("请先用 taoli cycle compute 核算。", "Compute it with taoli cycle compute first."))
}
