import Synchronization
import TaoliKafka

/// What a delivery report is about: an outbox row by its id, or a record that no row stands for.
enum RelayToken {
    /// Ids are positive, so the highest bit tells the others apart.
    static let census: UInt64 = 1 << 63
    static let again: UInt64 = 1 << 63 | 1
}

/// Where delivery reports wait for the relay's loop.
final class RelayMailbox: Sendable {
    struct Contents {
        var delivered: [(id: Int64, partition: Int32, offset: Int64)] = []
        /// Reports of censuses, and of events sent again.
        var censuses = 0
        var again = 0
        /// The connection was disturbed: what the broker holds may have changed.
        var disturbed = false
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
                    case .success(let place): contents.note(report.token, place)
                    case .failure(let error): contents.failure = contents.failure ?? error
                    }
                }
            case .fatal(let error):
                contents.failure = error
            case .error:
                contents.disturbed = true
            }
        }
    }

    /// Takes at most `limit` reports, oldest first, and the failure if there is one.
    func take(_ limit: Int) -> Contents {
        contents.withLock { contents in
            var taken = contents
            taken.delivered = Array(contents.delivered.prefix(limit))
            contents.delivered.removeFirst(taken.delivered.count)
            (contents.censuses, contents.again, contents.disturbed) = (0, 0, false)
            return taken
        }
    }
}

extension RelayMailbox.Contents {
    fileprivate mutating func note(_ token: UInt64, _ place: (partition: Int32, offset: Int64)) {
        switch token {
        case RelayToken.census: censuses += 1
        case RelayToken.again: again += 1
        default: delivered.append((Int64(token), place.partition, place.offset))
        }
    }
}
