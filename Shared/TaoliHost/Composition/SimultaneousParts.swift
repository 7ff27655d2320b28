package import ServiceLifecycle

/// Parts that do not depend on one another: told to stop at the same moment, so that the slowest and
/// not their sum decides how long a stop takes.
package struct SimultaneousParts: Service {
    private let parts: [any Service]

    package init(_ parts: [any Service]) { self.parts = parts }

    /// Ends when all parts have ended after a graceful shutdown; without parts, on the shutdown. A
    /// part that ends before cancels the others and ends the bundle, as it would the process.
    /// - Throws: what the first failing part threw, after the others were cancelled.
    package func run() async throws {
        guard !parts.isEmpty else { return try await gracefulShutdown() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for part in parts { group.addTask { try await part.run() } }
            while try await group.next() != nil {
                guard Task.isShuttingDownGracefully else { return group.cancelAll() }
            }
        }
    }
}
