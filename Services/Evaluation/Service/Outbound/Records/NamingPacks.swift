import EvaluationCore
import Foundation
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// The packs by whose standards units were judged last before they were named: their naming and its
/// reviews go on with them, whatever the pack of that id says today.
enum NamingPacks {
    /// By record; none for one without a year of standards, or whose cycles the reader may not see.
    /// - Throws: `PolicyProblems` for a file that this build cannot read.
    static func of(_ ids: [VerdictID], _ shelf: PackShelf, _ tx: PostgresTransaction)
        async throws -> [VerdictID: PolicyPack]
    {
        let judged = try await tx.query(
            """
            SELECT DISTINCT ON (v.id) v.id, c.id AS cycle_id, c.pack_version \
            FROM evaluation.verdict_record v \
            JOIN evaluation.verdict_year y ON y.record_id = v.id AND y.kind = 'standards' \
            AND y.replaced_on IS NULL \
            JOIN evaluation.cycle c ON c.id = y.cycle_id WHERE v.id = any(\(ids.map(\.rawValue))) \
            ORDER BY v.id, (v.revoked_on IS NOT NULL OR coalesce(y.published_on <= v.named_on, true)) \
            DESC, y.period DESC, y.published_on DESC, y.position DESC
            """)
        var cycles: [String: UUID] = [:]
        for row in judged { cycles[try row.get("pack_version")] = try row.get("cycle_id") }
        let files = try await tx.query(
            """
            SELECT pack, pack_version, pack_file FROM evaluation.cycle \
            WHERE id = any(\(Array(cycles.values)))
            """)
        var packs: [String: PolicyPack] = [:]
        for row in files {
            let version: String = try row.get("pack_version")
            packs[version] = try shelf.pack(
                version: version, name: row.get("pack"), file: row.get("pack_file"))
        }
        return try judged.reduce(into: [:]) { found, row in
            found[try row.id("id")] = packs[try row.get("pack_version")]
        }
    }
}
