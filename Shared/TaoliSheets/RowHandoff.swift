import Dispatch
import Synchronization
import TaoliModels

/// Hands rows from a thread that reads to a task that waits, a few batches ahead at most.
final class RowHandoff: Sendable {
    private struct State {
        var batches: [[TableRow]] = []
        var isEnded = false
        var problem: FileProblem?
        var isStopped = false
        var notices: [FileNotice] = []
        var waiter: CheckedContinuation<Void, Never>?
    }

    /// Batches that may wait to be taken.
    private static let batchesMax = 4

    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 0)

    init() {
        // Not its first value: a semaphore must not be let go below that.
        for _ in 0..<RowHandoff.batchesMax { room.signal() }
    }

    /// Gives a batch, waiting while there is no room. Called by the reading thread.
    ///
    /// - Returns: whether anybody still wants rows.
    func put(_ rows: [TableRow]) -> Bool {
        room.wait()
        let (goesOn, waiter) = state.withLock { state in
            if !state.isStopped { state.batches.append(rows) }
            return (!state.isStopped, state.waiter.take())
        }
        waiter?.resume()
        return goesOn
    }

    /// Whether nobody wants rows any more.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Ends the rows, with what made reading impossible.
    func end(_ problem: FileProblem?, notices: [FileNotice]) {
        let waiter = state.withLock { state in
            state.isEnded = true
            state.problem = problem
            state.notices = notices
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// Nobody wants rows any more: the thread ends at its next batch.
    func stop() {
        let waiter = state.withLock { state in
            state.isStopped = true
            state.batches = []
            return state.waiter.take()
        }
        room.signal()
        waiter?.resume()
    }

    /// What was noticed about the file; complete at the end of the rows.
    var notices: [FileNotice] { state.withLock { $0.notices } }

    private enum Step {
        case rows([TableRow])
        case end
        case wait
    }

    /// The next batch; `nil` at the end. One task at a time.
    func next() async throws -> [TableRow]? {
        while true {
            let step = try state.withLock { state -> Step in
                if state.isStopped { throw CancellationError() }
                if !state.batches.isEmpty { return .rows(state.batches.removeFirst()) }
                if let problem = state.problem { throw problem }
                return state.isEnded ? .end : .wait
            }
            switch step {
            case .rows(let rows):
                room.signal()
                return rows
            case .end: return nil
            case .wait: await wait()
            }
        }
    }

    private func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    let isReady = !state.batches.isEmpty || state.isEnded || state.isStopped
                    if !isReady { state.waiter = continuation }
                    return isReady
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            stop()
        }
    }
}
