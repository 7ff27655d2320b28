package import TaoliKafka

/// Reads a producer's events and keeps the reports by token.
package actor KafkaReports {
    /// A second report of one token counts here; it must stay 0.
    package private(set) var repeated = 0
    /// The fatal error, when one came.
    package private(set) var fatal: KafkaError?
    /// The events have ended.
    package private(set) var ended = false
    private var reports: [UInt64: DeliveryReport] = [:]

    /// Starts reading; a producer's events have one reader.
    package init(_ producer: KafkaProducer) {
        let events = producer.events
        Task {
            for await event in events { await take(event) }
            await end()
        }
    }

    private func end() { ended = true }

    private func take(_ event: ProducerEvent) {
        switch event {
        case .delivered(let batch):
            for report in batch where reports.updateValue(report, forKey: report.token) != nil {
                repeated += 1
            }
        case .fatal(let error): fatal = fatal ?? error
        case .error: break
        }
    }

    /// Waits until that many tokens have their report.
    /// - Throws: `KafkaFixture.Unavailable` when they do not come.
    package func wait(for count: Int) async throws -> [UInt64: DeliveryReport] {
        try await until("\(count) reports") { reports.count >= count }
        return reports
    }

    /// Waits for the fatal error.
    /// - Throws: `KafkaFixture.Unavailable` when it does not come.
    package func waitForFatal() async throws -> KafkaError {
        try await until("a fatal error") { fatal != nil }
        guard let fatal else { throw KafkaFixture.Unavailable(description: "no fatal error") }
        return fatal
    }

    /// Waits for the end of the events.
    /// - Throws: `KafkaFixture.Unavailable` when it does not come.
    package func waitForEnd() async throws {
        try await until("the end of the events") { ended }
    }

    private func until(_ what: String, _ done: () -> Bool) async throws {
        let deadline = ContinuousClock.now + KafkaFixture.patience
        while !done() {
            if ContinuousClock.now > deadline {
                throw KafkaFixture.Unavailable(
                    description: "\(what) did not come; \(reports.count) reports did")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}
