/// How long calls may take (messaging.md, Contracts: 5 s, bulk 30 s).
package struct DeadlinePolicy: Sendable {
    /// For ordinary calls, and the longest that a caller may ask for.
    package let standard: Duration
    /// For the methods in ``bulkMethods``.
    package let bulk: Duration
    /// Fully qualified methods that may take as long as ``bulk``.
    package let bulkMethods: Set<String>
    /// Fully qualified methods without an end: streams that a caller watches.
    package let endlessMethods: Set<String>

    /// As the properties; the watch of gRPC's health service is endless besides.
    package init(
        standard: Duration = .seconds(5), bulk: Duration = .seconds(30),
        bulkMethods: Set<String> = [], endlessMethods: Set<String> = []
    ) {
        self.standard = standard
        self.bulk = bulk
        self.bulkMethods = bulkMethods
        self.endlessMethods = endlessMethods.union(["grpc.health.v1.Health/Watch"])
    }

    /// The time a call may take: what the caller asks for, but not more than its method's limit.
    ///
    /// - Parameter requested: value of `grpc-timeout`, if one was sent.
    /// - Returns: `nil` for an endless method without a requested time.
    package func limit(method: String, requested: Duration?) -> Duration? {
        if endlessMethods.contains(method) { return requested }
        let most = bulkMethods.contains(method) ? bulk : standard
        return requested.map { min($0, most) } ?? most
    }

    /// Reads a `grpc-timeout`: up to eight digits and a unit (gRPC over HTTP/2, Requests).
    package static func parse(_ text: String) -> Duration? {
        guard (2...9).contains(text.utf8.count), let unit = text.last,
            let amount = Int64(text.dropLast()), amount >= 0
        else { return nil }
        return switch unit {
        case "H": .seconds(amount * 3600)
        case "M": .seconds(amount * 60)
        case "S": .seconds(amount)
        case "m": .milliseconds(amount)
        case "u": .microseconds(amount)
        case "n": .nanoseconds(amount)
        default: nil
        }
    }
}
