import Foundation
package import TaoliKafka
package import TaoliMessaging
package import TaoliPostgres

/// What a probe process is and works with, from its environment.
package struct ProbeSettings: Sendable {
    /// A variable that is missing or cannot be read.
    package struct Mistake: Error, CustomStringConvertible {
        package let description: String
    }

    /// What a process consists of; several may run in one.
    package enum Part: String, CaseIterable, Sendable {
        /// Commands without end.
        case load
        /// The relay as services run it.
        case relay
        /// The consumers of `PROBE_CONSUMERS`.
        case consumers
        /// A relay that remembers the last id it sent: what messaging.md warns of.
        case cursorRelay = "cursor-relay"
        /// A consumer that breaks the rule named by `PROBE_BROKEN`.
        case brokenConsumer = "broken-consumer"
    }

    private let values: [String: String]
    /// `PROBE_PARTS`, separated by commas.
    package let parts: Set<Part>
    /// `PROBE_CONSUMERS`, separated by commas; see `ProbeConsumer`.
    package let consumers: [ProbeConsumer]

    /// - Throws: `Mistake` naming the variable.
    package init(_ environment: [String: String]) throws {
        values = environment
        parts = Set(
            try Self.list(environment["PROBE_PARTS"]).map { text in
                guard let part = Part(rawValue: text) else {
                    throw Mistake(description: "PROBE_PARTS names \(text), which is no part")
                }
                return part
            })
        consumers = try Self.list(environment["PROBE_CONSUMERS"]).map { text in
            guard let consumer = ProbeConsumer(text) else {
                throw Mistake(description: "PROBE_CONSUMERS: \(text)")
            }
            return consumer
        }
    }

    /// A text that must be there.
    package func text(_ name: String) throws -> String {
        guard let value = values[name], !value.isEmpty else {
            throw Mistake(description: "\(name) is not set")
        }
        return value
    }

    /// A number, or what it is by default.
    package func number(_ name: String, default standard: Double) throws -> Double {
        guard let value = values[name], !value.isEmpty else { return standard }
        guard let number = Double(value), number >= 0 else {
            throw Mistake(description: "\(name)=\(value) is no number from 0 on")
        }
        return number
    }

    /// `PROBE_SERVICE`, whose roles it works with; `PROBE_DEPLOYMENT`; `PROBE_LEASE` (seconds).
    package func messaging() throws -> MessagingConfiguration {
        MessagingConfiguration(
            service: try text("PROBE_SERVICE"), deployment: try text("PROBE_DEPLOYMENT"),
            owner: "probe-\(ProcessInfo.processInfo.processIdentifier)-\(UUID())",
            lease: .seconds(try number("PROBE_LEASE", default: 2)), recordApplied: true,
            census: .every(.seconds(try number("PROBE_CENSUS", default: 1))))
    }

    /// `PROBE_BOOTSTRAP`; `PROBE_EMBEDDED` is 0 for a broker that is not the embedded one.
    package func kafka() throws -> KafkaConfiguration {
        KafkaConfiguration(
            bootstrap: try text("PROBE_BOOTSTRAP"), clientID: "probe",
            embedded: try number("PROBE_EMBEDDED", default: 1) > 0)
    }

    /// `PROBE_POSTGRES`; `PROBE_DEADLINE` is the statements' (seconds).
    package func postgres() throws -> PostgresConfiguration {
        PostgresConfiguration(
            url: try text("PROBE_POSTGRES"), applicationName: "probe",
            statementDeadline: .seconds(try number("PROBE_DEADLINE", default: 10)),
            idleTransactionMax: .seconds(try number("PROBE_LEASE", default: 2)))
    }

    /// `PROBE_CURED`, `PROBE_PAUSE` (seconds).
    package func manner() throws -> ProbeConsumer.Manner {
        ProbeConsumer.Manner(
            isCured: try number("PROBE_CURED", default: 0) > 0,
            pause: .seconds(try number("PROBE_PAUSE", default: 0)))
    }

    private static func list(_ text: String?) -> [String] {
        (text ?? "").split(separator: ",").map(String.init)
    }
}
