package import TaoliPostgres

/// Which generation of a consumer is in use, and which one is being filled beside it (ADR 0018).
package struct ConsumerGeneration: Hashable, Sendable {
    /// The consumer's own name, without a generation.
    package let consumer: String
    /// The generation in use, from 1.
    package let active: Int32
    /// `nil` while nothing is being rebuilt.
    package let filling: Int32?
    /// The schema that the filling generation writes.
    package let shadow: String?

    package init(consumer: String, active: Int32 = 1, filling: Int32? = nil, shadow: String? = nil)
    {
        self.consumer = consumer
        self.active = active
        self.filling = filling
        self.shadow = shadow
    }

    /// The name under which a generation keeps its positions, its lease and what it has seen.
    package static func name(of consumer: String, _ generation: Int32) -> String {
        generation == 1 ? consumer : "\(consumer)@\(generation)"
    }

    /// Under which the generation in use keeps its positions.
    package var activeName: String { Self.name(of: consumer, active) }
    /// Under which the filling one keeps its positions; `nil` while nothing is being rebuilt.
    package var fillingName: String? { filling.map { Self.name(of: consumer, $0) } }

    /// Those of some consumers; a consumer that was never rebuilt has no row and is at its first.
    /// - Throws: `PostgresError`.
    package static func load(
        _ consumers: [String], from pool: PostgresPool
    ) async throws -> [String: ConsumerGeneration] {
        try read(consumers, try await pool.query(rows(of: consumers)))
    }

    /// The rows that ``read(_:_:)`` makes generations of.
    package static func rows(of consumers: [String]) -> SQL {
        """
        SELECT consumer, active, filling, shadow FROM bus.consumer_generation \
        WHERE consumer = ANY(\(consumers)::text[])
        """
    }

    /// - Throws: `PostgresError`.
    package static func read(
        _ consumers: [String], _ rows: [PostgresRow]
    ) throws -> [String: ConsumerGeneration] {
        var found: [String: ConsumerGeneration] = [:]
        for consumer in consumers { found[consumer] = ConsumerGeneration(consumer: consumer) }
        for row in rows {
            let consumer: String = try row.get(0)
            found[consumer] = ConsumerGeneration(
                consumer: consumer, active: try row.get(1), filling: try row.get(2),
                shadow: try row.get(3))
        }
        return found
    }
}

extension ConsumerDefinition {
    /// The generation in use; it writes the live tables.
    /// - Returns: `nil` for a consumer that cannot be rebuilt.
    package func active(_ generation: ConsumerGeneration) -> ConsumerDefinition? {
        guard let tables else { return nil }
        return renamed(
            generation.activeName, schema: tables.schema,
            preamble: [hold(generation.active, filling: false)])
    }

    /// The generation being filled; it writes the shadow's tables.
    /// - Returns: `nil` when there is none, or the consumer cannot be rebuilt.
    package func filling(_ generation: ConsumerGeneration) -> ConsumerDefinition? {
        guard let number = generation.filling, let name = generation.fillingName,
            let shadow = generation.shadow
        else { return nil }
        return renamed(name, schema: shadow, preamble: [hold(number, filling: true)])
    }

    private func hold(_ generation: Int32, filling: Bool) -> SQL {
        "SELECT bus.hold_generation(\(name), \(generation), \(filling))"
    }
}
