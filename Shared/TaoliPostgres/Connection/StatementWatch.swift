/// How long one statement may still be waited for.
///
/// When the deadline passes, the statement is cancelled and gets `cancelGrace` to end; after that
/// the socket is closed, because a peer that neither answers nor dies (half-open TCP) would hold
/// the connection for ever.
struct StatementWatch {
    /// Time between the cancel request and closing the socket.
    static let cancelGrace = Duration.seconds(1)

    private var limit: ContinuousClock.Instant
    private let allowance: Duration
    /// Whether the deadline has passed once.
    private(set) var isCancelling = false

    /// `deadline` counts from now; `latest`, the transaction's, may end earlier.
    init(deadline: Duration, latest: ContinuousClock.Instant? = nil) {
        let own = ContinuousClock.now + deadline
        limit = latest.map { min($0, own) } ?? own
        allowance = deadline
    }

    /// Milliseconds left for `poll(2)`, rounded up; 0 when the time is over.
    var millisecondsLeft: Int32 {
        let left = limit - ContinuousClock.now
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        let milliseconds = min(seconds, 1_000_000) * 1000 + attoseconds / 1_000_000_000_000_000
        return Int32(milliseconds) + 1
    }

    /// The deadline passed: the grace begins.
    mutating func beginGrace() {
        isCancelling = true
        limit = ContinuousClock.now + Self.cancelGrace
    }

    /// COPY moved on: its deadline counts from the last progress, up to the transaction's.
    mutating func restart(latest: ContinuousClock.Instant?) {
        guard !isCancelling else { return }
        let own = ContinuousClock.now + allowance
        limit = latest.map { min($0, own) } ?? own
    }
}
