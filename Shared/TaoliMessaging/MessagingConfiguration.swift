/// What the relay and the consumers of one service need to know about where they run.
package struct MessagingConfiguration: Sendable {
    /// Partitions of every event topic.
    package static let partitions: Int32 = 12

    /// The service's name, e.g. `registry`.
    package let service: String
    /// The deployment's id; with the service it makes `ce_source`.
    package let deployment: String
    /// This process, as it stands in a lease.
    package let owner: String
    /// How long a lease lasts without being renewed.
    package let lease: Duration
    /// Whether every effect is written to `bus.applied`, for programs that check I3 and I5.
    package let recordApplied: Bool
    /// How often the relay says what each partition should hold.
    package let census: CensusPace

    package init(
        service: String, deployment: String, owner: String, lease: Duration = .seconds(10),
        recordApplied: Bool = false, census: CensusPace = CensusPace()
    ) {
        self.service = service
        self.deployment = deployment
        self.owner = owner
        self.lease = lease
        self.recordApplied = recordApplied
        self.census = census
    }

    /// `ce_source` of a service of this deployment.
    package func source(of service: String) -> String { "/\(deployment)/\(service)" }

    /// Where parked events announce themselves; one partition.
    package var deadLetters: String { "taoli.\(service).dead" }
    /// Where consumers ask this service to send again; one partition.
    package var requests: String { MessagingConfiguration.requests(to: service) }

    /// Where a producer is asked to send again.
    static func requests(to producer: String) -> String { "taoli.\(producer).requests" }
}
