import Synchronization
import TaoliKafka

/// Where delivery reports wait for the relay's loop.
final class RelayMailbox: Sendable {
    struct Contents {
        var delivered: [(id: Int64, partition: Int32, offset: Int64)] = []
        /// Why the producer must be replaced; `nil` while it works.
        var failure: KafkaError?
    }

    private let contents = Mutex(Contents())

    func add(_ event: ProducerEvent) {
        contents.withLock { contents in
            switch event {
            case .delivered(let reports):
                for report in reports {
                    switch report.outcome {
                    case .success(let place):
                        contents.delivered.append(
                            (Int64(report.token), place.partition, place.offset))
                    case .failure(let error):
                        contents.failure = contents.failure ?? error
                    }
                }
            case .fatal(let error):
                contents.failure = error
            case .error:
                break
            }
        }
    }

    /// Takes at most `limit` reports, oldest first, and the failure if there is one.
    func take(_ limit: Int) -> Contents {
        contents.withLock { contents in
            let taken = Contents(
                delivered: Array(contents.delivered.prefix(limit)), failure: contents.failure)
            contents.delivered.removeFirst(taken.delivered.count)
            return taken
        }
    }
}
