import Foundation
import TaoliPostgres

/// Carries out what operators ordered about a consumer's parked events: one order a transaction,
/// under the consumer's lease, with its handler.
struct ConsumerOrders: Sendable {
    let statements: ConsumerStatements
    let configuration: MessagingConfiguration
    let run: HandlerRun
    let lease: Lease

    /// The order's columns as `OrderRow` reads them.
    static let columns = "id, kind, aggregate_type, aggregate_id, event_id"

    private struct OrderRow: Sendable {
        let id: Int64
        let discards: Bool
        let aggregate: AggregateReference?
        let event: UUID?

        init(_ row: PostgresRow) throws {
            id = try row.get(0)
            discards = try row.get(1, as: String.self) == "discard"
            if let type = try row.get(2, as: String?.self), let id = try row.get(3, as: UUID?.self)
            {
                aggregate = AggregateReference(type: type, id: id)
            } else {
                aggregate = nil
            }
            event = try row.get(4)
        }
    }

    /// Carries out the oldest open order.
    /// - Returns: false when there is none.
    /// - Throws: `LeaseLost`, and what passes by itself; the order then stays open.
    func carryOutNext(in tx: PostgresTransaction) async throws -> Bool {
        let results = try await tx.pipeline([
            lease.confirm,
            """
            SELECT \(raw: ConsumerOrders.columns) FROM bus.consumer_order \
            WHERE consumer = \(statements.consumer) AND finished_at IS NULL \
            ORDER BY id LIMIT 1 FOR UPDATE
            """,
        ])
        guard results[0].affected == 1 else { throw LeaseLost(name: lease.name) }
        guard let row = results[1].rows.first else { return false }
        let order = try OrderRow(row)
        let outcome = try await carryOut(order, in: tx)
        try await tx.execute(
            """
            UPDATE bus.consumer_order SET finished_at = clock_timestamp(), outcome = \(outcome) \
            WHERE id = \(order.id)
            """)
        return true
    }

    private func carryOut(_ order: OrderRow, in tx: PostgresTransaction) async throws -> String {
        guard let aggregate = try await aggregate(of: order, in: tx) else {
            return try await carryOutAlone(order, in: tx)
        }
        var chain = try await load(aggregate, in: tx)
        if order.discards, let event = order.event {
            guard let link = chain.links.first(where: { $0.id == event }) else {
                return "not parked (any more)"
            }
            if let refusal = chain.refusal(toDiscard: link) { return refusal }
            chain.done(link, effect: false)
        }
        return try await follow(&chain, of: aggregate, in: tx)
    }

    /// The order's aggregate, or the one that its event belongs to.
    private func aggregate(
        of order: OrderRow, in tx: PostgresTransaction
    ) async throws -> AggregateReference? {
        if let aggregate = order.aggregate { return aggregate }
        let rows = try await tx.query(
            """
            SELECT aggregate_type, aggregate_id FROM bus.parked \
            WHERE consumer = \(statements.consumer) AND event_id = \(order.event)
            """)
        guard let type = try rows.first?.get(0, as: String?.self),
            let id = try rows.first?.get(1, as: UUID?.self)
        else { return nil }
        return AggregateReference(type: type, id: id)
    }

    /// A record that names no aggregate stands alone: it can only be dropped.
    private func carryOutAlone(
        _ order: OrderRow, in tx: PostgresTransaction
    ) async throws -> String {
        guard let event = order.event else { return "nothing is parked for it" }
        guard order.discards else {
            let rows = try await tx.query(
                """
                SELECT error FROM bus.parked \
                WHERE consumer = \(statements.consumer) AND event_id = \(event)
                """)
            guard let row = rows.first else { return "not parked (any more)" }
            return "unreadable, it can only be discarded: \(try row.get(0, as: String.self))"
        }
        guard let release = statements.release([event]), try await tx.execute(release) == 1 else {
            return "not parked (any more)"
        }
        return "discarded"
    }

    private func load(
        _ aggregate: AggregateReference, in tx: PostgresTransaction
    ) async throws -> ParkedChain {
        let results = try await tx.pipeline([
            statements.seen([aggregate]), statements.parked([aggregate], events: []),
        ])
        let seen = results[0].rows.first
        return ParkedChain(
            sequence: try seen?.get(2) ?? 0, lastEvent: try seen?.get(3),
            links: try results[1].rows.compactMap { row in
                guard try row.get(2, as: String?.self) == aggregate.type else { return nil }
                return ParkedChain.Link(
                    id: try row.get(0),
                    reason: ParkedEvent.Reason(rawValue: try row.get(1)) ?? .failed,
                    sequence: try row.get(4, as: Int64?.self) ?? 0,
                    record: try ConsumerBatch.record(row))
            })
    }

    /// Applies what can be applied and writes what became of all of them.
    private func follow(
        _ chain: inout ParkedChain, of aggregate: AggregateReference, in tx: PostgresTransaction
    ) async throws -> String {
        var applied: [ReceivedEvent] = []
        var writes: [SQL?] = []
        var reason: String?
        steps: while true {
            switch chain.next() {
            case .end(let why):
                reason = why
                break steps
            case .obsolete(let link):
                chain.done(link, effect: false)
            case .apply(let link):
                do {
                    let event = try ConsumerOrders.readable(link)
                    writes.append(try await run.one(event, in: tx))
                    applied.append(event)
                    chain.done(link, effect: true)
                } catch  where !ConsumerBatch.isTransient(error) {
                    chain.failed()
                    reason = String(describing: error)
                    writes.append(mark(link.id, .failed, reason))
                    break steps
                }
            }
        }
        try await write(chain, of: aggregate, applied, writes, in: tx)
        let result = "applied \(chain.applied), \(chain.links.count) left"
        return reason.map { "\(result): \($0)" } ?? result
    }

    private static func readable(_ link: ParkedChain.Link) throws -> ReceivedEvent {
        let event = try EventHeaders.read(link.record)
        guard !EventHeaders.isUnknownMajor(event.type) else {
            throw Malformed(reason: "major version not known to this build: \(event.type)")
        }
        return event
    }

    private func mark(_ event: UUID, _ reason: ParkedEvent.Reason, _ error: String?) -> SQL {
        """
        UPDATE bus.parked SET class = \(reason.rawValue), error = coalesce(\(error), error) \
        WHERE consumer = \(statements.consumer) AND event_id = \(event)
        """
    }

    private func write(
        _ chain: ParkedChain, of aggregate: AggregateReference, _ applied: [ReceivedEvent],
        _ writes: [SQL?], in tx: PostgresTransaction
    ) async throws {
        var writes = writes
        if let last = chain.lastEvent {
            var state = AggregateLedger.Aggregate()
            (state.sequence, state.lastEvent) = (chain.sequence, last)
            writes.append(statements.remember([(aggregate, state)]))
        }
        writes.append(statements.release(chain.removed))
        if let rest = chain.rest {
            let later = rest == .follower ? chain.links.dropFirst() : chain.links[...]
            writes += later.map { mark($0.id, rest, nil) }
        }
        if configuration.recordApplied {
            writes.append(statements.applied(applied, epoch: lease.epoch))
        }
        _ = try await tx.pipeline(writes.compactMap(\.self))
    }
}
