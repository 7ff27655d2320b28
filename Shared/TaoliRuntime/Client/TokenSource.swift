package import Foundation

/// Where a client takes its bearer token from.
package protocol TokenSource: Sendable {
    /// A token that is valid now, or `nil` to call without one.
    func token() async throws -> String?
}

/// Always the same token, or none.
package struct FixedToken: TokenSource {
    private let value: String?

    package init(_ value: String?) {
        self.value = value
    }

    package func token() async throws -> String? { value }
}

/// Fetches a token when there is none or it ends soon; many waiters cause one fetch.
package actor RenewingToken: TokenSource {
    /// A token is renewed this many seconds before its end.
    package static let margin: TimeInterval = 60

    /// Gets a new token and the moment at which it ends.
    package typealias Fetch = @Sendable () async throws -> (token: String, expires: Date)

    private let fetch: Fetch
    private var held: (token: String, expires: Date)?
    private var running: Task<(token: String, expires: Date), any Error>?

    /// - Parameter fetch: signs or exchanges an assertion.
    package init(fetch: @escaping Fetch) {
        self.fetch = fetch
    }

    package func token() async throws -> String? {
        if let held, held.expires.timeIntervalSinceNow > Self.margin { return held.token }
        let task = running ?? Task { [fetch] in try await fetch() }
        running = task
        defer { running = nil }
        let fresh = try await task.value
        held = fresh
        return fresh.token
    }

    /// Forgets the held token, after a server refused it.
    package func forget() {
        held = nil
    }
}
