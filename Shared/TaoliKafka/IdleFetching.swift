import CLibrdkafka
import Synchronization

/// Lets fetching rest while all partitions are at their end, for the embedded broker only.
///
/// Resting partitions are paused. They stay assigned: librdkafka 2.0.2 loses count of a partition
/// that is taken away while its topic is gone, and then does not end when it is closed.
final class IdleFetching: Sendable {
    /// Held over calls to librdkafka too, so that a seek from elsewhere and a rest exclude each
    /// other; none of those calls waits for a broker.
    private let partitions = Mutex(IdlePartitions(now: .now))

    /// Replaces the assignment.
    /// - Throws: librdkafka's refusal.
    func assign(_ positions: [KafkaPosition], of pointer: OpaquePointer) throws(KafkaError) {
        try partitions.withLock { state throws(KafkaError) in
            try endRest(state.resting, of: pointer)
            try KafkaPosition.assign(positions, to: pointer)
            state.assigned(positions)
        }
    }

    /// Continues an assigned partition elsewhere, also one that rests.
    /// - Throws: librdkafka's refusal.
    func seek(_ position: KafkaPosition, of pointer: OpaquePointer) throws(KafkaError) {
        try partitions.withLock { state throws(KafkaError) in
            if state.isResting(position) { try endRest([position], of: pointer) }
            try KafkaPosition.remove([position], from: pointer)
            state.removed(position)
            try KafkaPosition.add([position], to: pointer)
            state.started(position)
        }
    }

    /// To be called before each question to librdkafka.
    /// - Parameter isEmpty: nothing was delivered yet, so the question may wait.
    /// - Returns: the turn, for `end` and `failure`, and until when the question may wait at the
    ///   longest, nil without a limit.
    /// - Throws: librdkafka's refusal.
    func turn(
        isEmpty: Bool, of pointer: OpaquePointer
    ) throws(KafkaError) -> (number: UInt64, until: ContinuousClock.Instant?) {
        try partitions.withLock { state throws(KafkaError) in
            if !isEmpty { return (state.turn, nil) }
            switch state.step(now: .now) {
            case .wait: return (state.turn, nil)
            case .waitUntil(let until): return (state.turn, until)
            case .rest(let positions, let until):
                try KafkaPosition.pause(positions, of: pointer)
                state.rested(positions, until: until)
                return (state.turn, until)
            case .resume(let positions):
                try endRest(positions, of: pointer)
                if !positions.isEmpty { try KafkaPosition.wake(positions, of: pointer) }
                state.resumed()
                return (state.turn, nil)
            }
        }
    }

    private func endRest(
        _ positions: [KafkaPosition], of pointer: OpaquePointer
    ) throws(KafkaError) {
        if !positions.isEmpty { try KafkaPosition.resume(positions, of: pointer) }
    }

    /// A record was delivered.
    func record(topic: String, partition: Int32, offset: Int64) {
        partitions.withLock {
            $0.record(topic: topic, partition: partition, offset: offset, now: .now)
        }
    }

    /// A partition's end was reached.
    /// - Returns: whether the caller does not know it yet.
    func end(topic: String, partition: Int32, offset: Int64, turn: UInt64) -> Bool {
        partitions.withLock {
            $0.end(topic: topic, partition: partition, offset: offset, turn: turn)
        }
    }

    /// A partition failed.
    func failure(topic: String, partition: Int32, turn: UInt64) {
        partitions.withLock { $0.failure(topic: topic, partition: partition, turn: turn) }
    }
}
