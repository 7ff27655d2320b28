import Synchronization
import TaoliKafka

/// Where delivery reports wait for the relay's loop.
final class RelayMailbox: Sendable {
    struct Contents {
        var delivered: [RelayArchiver.Report] = []
        /// Reports of censuses, and of events sent again, by their partitions' places in the list.
        var censuses: [Int] = []
        var again: [Int] = []
        /// The connection was disturbed: what the broker holds may have changed.
        var disturbed = false
        /// Why the producer must be replaced; `nil` while it works.
        var failure: KafkaError?
    }

    private let contents = Mutex(Contents())

    /// - Returns: whether the relay should look at once; a few reports can wait until it looks anyway.
    func add(_ event: ProducerEvent) -> Bool {
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
            return contents.failure != nil || contents.disturbed
                || contents.delivered.count + contents.again.count >= OutboxRelay.archiveMin
        }
    }

    /// Takes everything, oldest first; a failure stays.
    func take() -> Contents {
        contents.withLock { contents in
            defer { contents = Contents(failure: contents.failure) }
            return contents
        }
    }
}

extension RelayMailbox.Contents {
    fileprivate mutating func note(_ token: UInt64, _ place: (partition: Int32, offset: Int64)) {
        switch RelayToken(token) {
        case .event(let id): delivered.append((id, place.partition, place.offset))
        case .census(let place): censuses.append(place)
        case .again(let place): again.append(place)
        }
    }
}
