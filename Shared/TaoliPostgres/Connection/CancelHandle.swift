import CLibpq
import Dispatch
import Synchronization

/// Cancels the running statement of one connection from any thread.
///
/// `PQcancel` opens a connection of its own and blocks, so it runs on a queue of its own. The
/// request says which process to interrupt, not which statement: sent late it would hit the next
/// one. So a request names the statement it is for and is dropped when that has ended, and a
/// connection that was sent one is not used by another transaction (`wasFired`).
final class CancelHandle: Sendable {
    /// Why a statement was cancelled.
    enum Reason: Sendable {
        case deadline
        case task
        /// The receiver of a COPY gave up.
        case receiver
    }

    private struct State {
        var statement: UInt64 = 0
        var isRunning = false
        var isSent = false
        var reason: Reason?
        var wasFired = false
    }

    /// The interrupt is repeated after this time while the statement runs: one that reaches the
    /// server before the statement does is ignored there.
    private static let repeatAfter = DispatchTimeInterval.milliseconds(250)

    private let state = Mutex(State())
    /// Owner of the `PGcancel`: this object; made by `PQgetCancel`, freed in `deinit`. The lock is
    /// held while `PQcancel` reads it. Kept as an address, since pointers are not `Sendable`.
    private let address: Mutex<UInt>
    private let queue = DispatchQueue(label: "taoli.postgres.cancel", attributes: .concurrent)

    init(connection: OpaquePointer) {
        address = Mutex(UInt(bitPattern: PQgetCancel(connection)))
    }

    deinit {
        address.withLock { address in
            PQfreeCancel(OpaquePointer(bitPattern: address))
        }
    }

    /// Whether the connection was ever sent an interrupt.
    var wasFired: Bool { state.withLock { $0.wasFired } }

    /// A new statement begins; its number is what `fire` takes.
    func begin() -> UInt64 {
        state.withLock { state in
            state.statement += 1
            state.isRunning = true
            state.isSent = false
            state.reason = nil
            return state.statement
        }
    }

    /// The statement is sent completely; a cancellation asked for before now takes effect.
    func sent() {
        let late = state.withLock { state -> UInt64? in
            state.isSent = true
            if state.reason == nil { return nil }
            state.wasFired = true
            return state.statement
        }
        if let late { interrupt(late) }
    }

    /// The running statement ended; says why it was cancelled, if it was.
    func end() -> Reason? {
        state.withLock { state in
            state.isRunning = false
            return state.reason
        }
    }

    /// Cancels `statement` unless it has ended or was cancelled before.
    func fire(_ statement: UInt64, _ reason: Reason) {
        let isDue = state.withLock { state -> Bool in
            guard state.isRunning, state.statement == statement, state.reason == nil else {
                return false
            }
            state.reason = reason
            // What is not sent yet cannot be interrupted, unless sending itself hangs.
            let isDue = state.isSent || reason != .task
            if isDue { state.wasFired = true }
            return isDue
        }
        if isDue { interrupt(statement) }
    }

    /// Cancels whatever runs now.
    func fireCurrent(_ reason: Reason) {
        fire(state.withLock { $0.statement }, reason)
    }

    private func interrupt(_ statement: UInt64) {
        queue.async {
            let isRunning = self.state.withLock { $0.isRunning && $0.statement == statement }
            guard isRunning else { return }
            self.address.withLock { address in
                guard let pointer = OpaquePointer(bitPattern: address) else { return }
                // Its message only says that it failed; the statement's deadline still holds.
                withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { message in
                    _ = PQcancel(pointer, message.baseAddress, Int32(message.count))
                }
            }
            self.queue.asyncAfter(deadline: .now() + Self.repeatAfter) {
                self.interrupt(statement)
            }
        }
    }
}
