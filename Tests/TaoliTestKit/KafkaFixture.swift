import Foundation
package import TaoliKafka

/// The broker the tests share (`TAOLI_TEST_KAFKA`), and topics of one's own on it.
package enum KafkaFixture {
    /// Why a test cannot run here.
    package struct Unavailable: Error, CustomStringConvertible {
        package let description: String
    }

    /// How long helpers wait for what must come; reaching it is a failure, not a measurement.
    package static let patience: Duration = .seconds(30)

    /// `host:port` of the shared broker.
    /// - Throws: `Unavailable` when the environment names none.
    package static var bootstrap: String {
        get throws {
            guard let value = ProcessInfo.processInfo.environment["TAOLI_TEST_KAFKA"],
                !value.isEmpty
            else {
                throw Unavailable(
                    description: "set TAOLI_TEST_KAFKA to host:port of a broker, or use make test")
            }
            return value
        }
    }

    /// Whether the shared broker is the embedded one, where topics may be made anew
    /// (`TAOLI_TEST_KAFKA_EMBEDDED`, true unless it says false).
    package static var isEmbedded: Bool {
        ProcessInfo.processInfo.environment["TAOLI_TEST_KAFKA_EMBEDDED"] != "false"
    }

    /// A configuration for the broker, the shared one unless another is given.
    /// - Parameter embedded: nil = what the shared broker is, true for another.
    package static func configuration(
        bootstrap: String? = nil, embedded: Bool? = nil, overrides: [String: String] = [:]
    ) throws -> KafkaConfiguration {
        KafkaConfiguration(
            bootstrap: try bootstrap ?? Self.bootstrap, clientID: "taoli-test",
            embedded: embedded ?? (bootstrap != nil || isEmbedded), overrides: overrides)
    }

    /// A configuration whose broker does not exist: its port is bound by nobody.
    package static func absent(overrides: [String: String] = [:]) throws -> KafkaConfiguration {
        try configuration(bootstrap: "127.0.0.1:\(KafkaPort.free())", overrides: overrides)
    }

    /// A name no other test uses.
    package static func topicName(_ purpose: String = "topic") -> String {
        "test.\(purpose).\(UUID().uuidString.lowercased())"
    }

    /// Creates a topic with a name of its own.
    package static func topic(
        _ purpose: String = "topic", partitions: Int = 12, bootstrap: String? = nil
    ) async throws -> String {
        let name = topicName(purpose)
        try await KafkaAdmin(configuration(bootstrap: bootstrap))
            .create(name, partitions: partitions)
        return name
    }

    /// Sends the messages, the token being the index, and waits until all are acknowledged.
    package static func send(_ messages: [KafkaMessage], bootstrap: String? = nil) async throws {
        let producer = try KafkaProducer(configuration(bootstrap: bootstrap))
        let reports = KafkaReports(producer)
        for (index, message) in messages.enumerated() {
            try producer.send(message, token: UInt64(index))
        }
        for report in try await reports.wait(for: messages.count).values {
            _ = try report.outcome.get()
        }
        await producer.close(timeout: patience)
    }

    /// Polls until that many records are there. Patience is counted in polls that waited in vain, not
    /// by the clock: a sender that shares the machine with hundreds of tests is slow, not silent.
    /// - Throws: `Unavailable` when no more come, a partition's failure at once.
    package static func read(_ count: Int, from consumer: KafkaConsumer) async throws
        -> [KafkaRecord]
    {
        let wait: Duration = .milliseconds(100)
        var records: [KafkaRecord] = []
        var polledInVain = 0
        while records.count < count {
            let poll = try await consumer.poll(
                maxRecords: count - records.count, maxBytes: 1 << 20, wait: wait)
            records += poll.records
            if let failure = poll.failures.first { throw failure.error }
            polledInVain = poll.records.isEmpty ? polledInVain + 1 : 0
            if wait * polledInVain > patience {
                throw Unavailable(
                    description: "\(records.count) of \(count) records came, then none")
            }
        }
        return records
    }
}

/// Ports for servers of one's own.
package enum KafkaPort {
    /// A TCP port of 127.0.0.1 that nobody uses, below the range the system takes for outgoing
    /// connections.
    package static func free() -> Int {
        while true {
            let port = Int.random(in: 15_000..<30_000)
            let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(probe) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
            let bound = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(probe, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            if bound == 0 { return port }
        }
    }
}
