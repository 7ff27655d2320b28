import Foundation
import TaoliPostgres
import TaoliRuntime

/// What depends on which key, for whoever wants to take an older one away.
struct SealStatus: Sendable {
    /// A key and what would be lost without it.
    struct Use: Sendable {
        let purpose: Keyring.Purpose
        let number: UInt32
        let isCurrent: Bool
        var persons: Int64 = 0
        var pieces: Int64 = 0
    }

    let uses: [Use]
    let outdatedPersons: Int64

    /// Files and rows of imports that wait to be sealed anew.
    var outdatedPieces: Int64 { uses.filter { !$0.isCurrent }.reduce(0) { $0 + $1.pieces } }

    /// Counts within a transaction that sees every district.
    static func load(_ seal: PersonSeal, _ tx: PostgresTransaction) async throws -> SealStatus {
        let results = try await tx.pipeline([
            """
            SELECT k.mark, count(DISTINCT k.id) AS count FROM (\
            SELECT p.id, substring(p.number_sealed from 1 for 4) AS mark FROM registry.person p \
            UNION ALL SELECT p.id, substring(p.phone_sealed from 1 for 4) \
            FROM registry.person p) AS k WHERE k.mark IS NOT NULL GROUP BY k.mark
            """,
            """
            SELECT substring(p.number_index from 1 for 4) AS mark, count(*) AS count \
            FROM registry.person p WHERE p.number_index IS NOT NULL GROUP BY 1
            """,
            """
            SELECT k.mark, count(*) AS count FROM (\
            SELECT \(fragment: SealedImportRows.mark) AS mark FROM registry.import_staging s \
            JOIN registry.import_job j ON j.id = s.job_id AND j.kind = 'staff' \
            UNION ALL SELECT substring(c.data from 1 for 4) FROM registry.import_chunk c \
            JOIN registry.import_job j ON j.id = c.job_id AND j.kind = 'staff') AS k \
            WHERE k.mark IS NOT NULL GROUP BY k.mark
            """,
            """
            SELECT count(*) AS count FROM registry.person p \
            WHERE \(fragment: try SealedPersons.isOutdated(seal))
            """,
        ])
        let counted = try results.prefix(3).map { try counts($0.rows) }
        var uses: [Use] = []
        for (purpose, known) in seal.keyNumbers {
            let persons = counted[purpose == .encrypt ? 0 : 1]
            let pieces = purpose == .encrypt ? counted[2] : [:]
            // A key that is needed and missing is told like one that is there.
            for number in Set(known).union(persons.keys).union(pieces.keys).sorted() {
                uses.append(
                    Use(
                        purpose: purpose, number: number, isCurrent: number == known.last,
                        persons: persons[number] ?? 0, pieces: pieces[number] ?? 0))
            }
        }
        return SealStatus(
            uses: uses, outdatedPersons: try results[3].rows[0].get("count"))
    }

    private static func counts(_ rows: [PostgresRow]) throws -> [UInt32: Int64] {
        var counts: [UInt32: Int64] = [:]
        for row in rows {
            guard let number = Keyring.number(in: Array(try row.get("mark", as: Data.self))) else {
                continue
            }
            counts[number] = try row.get("count")
        }
        return counts
    }
}
