import Logging
import Metrics
import Synchronization
import TaoliKafka

/// What consumers ask this relay for, read from the end of the requests topic while the lease is
/// held. What is lost here is asked again.
final class RelayInbox: Sendable {
    /// More than a city's consumers ask at once; what comes above it is dropped.
    static let requestsMax = 10_000
    static let pollRecordsMax = 500
    /// A real wait, so that an idle reader costs nothing.
    static let pollWait: Duration = .milliseconds(250)

    private let configuration: MessagingConfiguration
    private let kafka: KafkaConfiguration
    private let topics: Set<String>
    private let wake: Signal
    private let logger: Logger
    private let waiting = Mutex<[CensusRequest]>([])

    init(
        configuration: MessagingConfiguration, kafka: KafkaConfiguration, topics: [String],
        wake: Signal, logger: Logger
    ) {
        self.configuration = configuration
        self.kafka = kafka
        self.topics = Set(topics)
        self.wake = wake
        self.logger = logger
    }

    func take() -> [CensusRequest] {
        waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
    }

    /// Reads until cancelled; begins again after a failure.
    func run() async {
        var failures = 0
        while !Task.isCancelled {
            do {
                try await read()
            } catch {
                if Task.isCancelled { return }
                logger.warning("requests are read anew", metadata: ["error": "\(error)"])
                try? await Task.sleep(for: BackOff.delay(attempt: failures))
                failures += 1
            }
        }
    }

    private func read() async throws {
        let consumer = try KafkaConsumer(kafka, group: "\(configuration.service).requests")
        do {
            try consumer.assign([position(KafkaPosition.end)])
            while !Task.isCancelled {
                let poll = try await consumer.poll(
                    maxRecords: RelayInbox.pollRecordsMax,
                    maxBytes: EventConsumer.batchBytesMax, wait: RelayInbox.pollWait)
                for failure in poll.failures {
                    guard failure.error.isOffsetOutOfRange else { throw failure.error }
                    // The topic was emptied: what it holds now is new.
                    try consumer.seek(position(KafkaPosition.beginning))
                }
                accept(poll.records)
            }
        } catch {
            await close(consumer)
            throw error
        }
        await close(consumer)
    }

    private func position(_ offset: Int64) -> KafkaPosition {
        KafkaPosition(topic: configuration.requests, partition: 0, offset: offset)
    }

    /// In a task of its own: the caller may be cancelled already.
    private func close(_ consumer: KafkaConsumer) async {
        _ = await Task { await consumer.close(timeout: EventConsumer.closeTime) }.value
    }

    private func accept(_ records: [KafkaRecord]) {
        guard !records.isEmpty else { return }
        let requests = records.compactMap { record -> CensusRequest? in
            guard let request = CensusRequest(record, deployment: configuration.deployment),
                topics.contains(request.place.topic),
                (0..<MessagingConfiguration.partitions).contains(request.place.partition)
            else { return nil }
            return request
        }
        if requests.count < records.count {
            Counter(label: "taoli_relay_requests_foreign_total")
                .increment(by: records.count - requests.count)
        }
        guard !requests.isEmpty else { return }
        waiting.withLock { waiting in
            waiting += requests.prefix(RelayInbox.requestsMax - waiting.count)
        }
        wake.touch()
    }
}
