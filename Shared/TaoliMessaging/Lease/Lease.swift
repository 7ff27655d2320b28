import Foundation
package import TaoliPostgres

/// A right that one process at a time holds, with an epoch that fences those who held it before.
///
/// Time is the database's. A holder's transaction begins with `confirm`; a process that was stopped
/// past its lease and wakes finds another epoch and cannot commit. Source: messaging.md, Leases.
package struct Lease: Sendable {
    /// What it is the right to, e.g. `consumer:copy`.
    package let name: String
    /// From 1; one more whenever a holder is followed by another.
    package let epoch: Int64
    let owner: String
    let duration: Duration

    /// Takes the lease when nobody holds it.
    /// - Returns: `nil` while another holds it.
    package static func take(
        _ name: String, owner: String, duration: Duration, from pool: PostgresPool
    ) async throws -> Lease? {
        let rows = try await pool.query(
            """
            INSERT INTO bus.lease AS held (name, owner, until, epoch) \
            VALUES (\(name), \(owner), clock_timestamp() + \(duration.seconds) * interval '1 s', 1) \
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until, \
            epoch = held.epoch + 1 WHERE held.until < clock_timestamp() RETURNING epoch
            """)
        guard let row = rows.first else { return nil }
        return Lease(name: name, epoch: try row.get(0), owner: owner, duration: duration)
    }

    /// Renews the lease; its row must be the only one updated.
    package var confirm: SQL {
        """
        UPDATE bus.lease SET until = clock_timestamp() + \(duration.seconds) * interval '1 s' \
        WHERE name = \(name) AND epoch = \(epoch)
        """
    }

    /// Renews the lease inside a holder's transaction.
    /// - Throws: `LeaseLost` when another took it; the transaction must roll back.
    package func confirm(in tx: PostgresTransaction) async throws {
        guard try await tx.execute(confirm) == 1 else { throw LeaseLost(name: name) }
    }

    /// Gives the lease back, so that a standby need not wait for its end.
    package func giveBack(to pool: PostgresPool) async throws {
        try await pool.execute(
            "UPDATE bus.lease SET until = clock_timestamp() WHERE name = \(name) AND epoch = \(epoch)"
        )
    }
}

/// Another process holds the lease now; whoever gets this stops and begins again as a standby.
package struct LeaseLost: Error, Hashable {
    /// The lease's name.
    package let name: String
}

extension Duration {
    /// The duration as seconds with a fraction.
    var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }
}
