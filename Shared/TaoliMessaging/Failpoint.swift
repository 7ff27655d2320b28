import Foundation
import Glibc
import Synchronization

/// Places at which a debug build can be made to end or stop, so that tests can break the bus
/// exactly there. In release builds nothing of it remains.
///
/// `TAOLI_FAILPOINT=<name>:<n>:<kill|stop|abort|exit>` arms one of them: its n-th hit (from 1) kills
/// the process, stops it (SIGSTOP), aborts it or ends it. Source: messaging.md, Faults to survive.
package enum Failpoint: String, CaseIterable, Sendable {
    /// A command is decided; what it writes goes with its COMMIT.
    case commandBeforeCommit = "command-before-commit"
    /// A command is committed, its caller has no answer.
    case commandAfterCommit = "command-after-commit"
    /// The relay has read outbox rows and sent none of them.
    case relayAfterSelect = "relay-after-select"
    /// The relay has handed rows to its producer.
    case relayAfterProduce = "relay-after-produce"
    /// The broker has acknowledged rows that are still in the outbox.
    case relayAfterAcknowledgement = "relay-after-acknowledgement"
    /// Acknowledged rows have been moved to the archive.
    case relayAfterArchive = "relay-after-archive"
    /// A consumer has records that no transaction knows of.
    case consumerAfterPoll = "consumer-after-poll"
    /// A consumer's transaction knows what is new in the batch, and has written nothing.
    case consumerMidBatch = "consumer-mid-batch"
    /// A consumer's transaction has written the effects; the positions go with its COMMIT.
    case consumerBeforeCommit = "consumer-before-commit"
    /// A consumer's batch is committed.
    case consumerAfterCommit = "consumer-after-commit"
    /// A census record has been handed to the producer.
    case censusWritten = "census-written"
    /// Events that somebody asked for have been handed to the producer.
    case requestServed = "request-served"

    /// The name of the environment's variable.
    package static let variable = "TAOLI_FAILPOINT"

    /// Counts a hit; does what the environment says when it is the one named there.
    @inline(__always)
    package static func hit(_ point: Failpoint) {
        #if DEBUG
        armed?.hit(point)
        #endif
    }

    /// Reads the environment now rather than at the first hit, so that a mistake in it ends the
    /// program as it starts. Further calls do nothing.
    package static func prepare() {
        #if DEBUG
        _ = armed
        #endif
    }
}

#if DEBUG
extension Failpoint {
    /// What the environment asks for; a text that cannot be read ends the process with 78.
    private static let armed: Armed? = {
        guard let text = ProcessInfo.processInfo.environment[variable], !text.isEmpty else {
            return nil
        }
        guard let armed = Armed(text) else {
            let names = allCases.map(\.rawValue).joined(separator: ", ")
            say("\(variable)=\(text) is not <name>:<n>:<kill|stop|abort|exit>; names: \(names)")
            exit(78)
        }
        return armed
    }()

    fileprivate static func say(_ text: String) {
        FileHandle.standardError.write(Data("failpoint: \(text)\n".utf8))
    }
}

/// One place, the hit that counts, and what happens then.
final class Armed: Sendable {
    enum Action: String {
        case kill
        case stop
        case abort
        case exit
    }

    let point: Failpoint
    let number: Int
    let action: Action
    private let hits = Atomic<Int>(0)

    /// `nil` for a text of another form, an unknown name or a number below 1.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let point = Failpoint(rawValue: String(parts[0])),
            let number = Int(parts[1]), number > 0, let action = Action(rawValue: String(parts[2]))
        else { return nil }
        self.point = point
        self.number = number
        self.action = action
    }

    /// - Returns: whether this hit is the one that counts.
    func counts(_ point: Failpoint) -> Bool {
        guard point == self.point else { return false }
        return hits.add(1, ordering: .relaxed).newValue == number
    }

    func hit(_ point: Failpoint) {
        guard counts(point) else { return }
        Failpoint.say("\(point.rawValue) hit \(number): \(action.rawValue)")
        switch action {
        case .kill: kill(getpid(), SIGKILL)
        case .stop: kill(getpid(), SIGSTOP)
        case .abort: abort()
        case .exit: exit(70)
        }
    }
}
#endif
