import TaoliPostgres

/// One event through a consumer's handler, in a savepoint.
struct HandlerRun: Sendable {
    let handler: ConsumerDefinition.Handler
    let reaction: Reaction

    /// - Returns: what a reaction emitted.
    /// - Throws: what the handler threw; its effects are rolled back.
    func one(_ event: ReceivedEvent, in tx: PostgresTransaction) async throws -> SQL? {
        let (handler, reaction) = (handler, reaction)
        return try await tx.savepoint { tx -> SQL? in
            switch handler {
            case .projection(let apply):
                try await apply([event], tx)
                return nil
            case .reaction(let react):
                return try await reaction.run(event, react, in: tx)
            }
        }
    }
}
