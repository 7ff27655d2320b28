import Foundation
import Logging
import Metrics
import TaoliKafka

/// Sends a consumer's requests to its producer. The Kafka producer is made when the first one is
/// needed; what is lost is asked again, so nobody waits for a report. Used by one task.
final class RequestSender {
    private let kafka: KafkaConfiguration
    private let topic: String
    private let consumer: String
    private let source: String
    private let logger: Logger
    private var producer: KafkaProducer?
    private var reading: Task<Void, Never>?

    init(
        _ definition: ConsumerDefinition, configuration: MessagingConfiguration,
        kafka: KafkaConfiguration, logger: Logger
    ) {
        self.kafka = kafka
        topic = MessagingConfiguration.requests(to: definition.producer)
        consumer = definition.name
        source = configuration.source(of: configuration.service)
        self.logger = logger
    }

    func send(_ requests: [(place: PartitionKey, wanted: CensusRequest.Wanted)]) async {
        guard !requests.isEmpty else { return }
        do {
            let producer = try current()
            for request in requests {
                try producer.send(
                    CensusRequest(
                        consumer: consumer, place: request.place, wanted: request.wanted
                    ).message(to: topic, source: source, now: Date()), token: 0)
            }
            Counter(label: "taoli_consumer_requests_total", dimensions: [("consumer", consumer)])
                .increment(by: requests.count)
        } catch {
            logger.warning("requests not sent; asked again later", metadata: ["error": "\(error)"])
            await close()
        }
    }

    func close() async {
        guard let producer else { return }
        producer.purge()
        _ = await Task { await producer.close(timeout: EventConsumer.closeTime) }.value
        reading?.cancel()
        (self.producer, reading) = (nil, nil)
    }

    private func current() throws -> KafkaProducer {
        if let producer, producer.fatalFailure == nil { return producer }
        let made = try KafkaProducer(kafka)
        // Somebody must read the reports, or they would pile up.
        reading = Task { for await _ in made.events {} }
        producer = made
        return made
    }
}
