/// A lower bound on every outbox row that is or can still become visible.
///
/// Without it each poll walks over the index entries of rows deleted long ago while some snapshot
/// holds them. It must never pass an id whose transaction is still running, or a late commit would
/// be published after its successors. So a candidate becomes the floor only when every transaction
/// that ran when it was noted has ended.
struct OutboxFloor {
    private(set) var id: Int64 = 0
    private var candidate: (id: Int64, horizon: Int64)?
    /// The largest id seen so far.
    private(set) var highestSeen: Int64 = 0

    /// Notes the largest id of a look at newer rows only, which tells nothing of the others.
    mutating func saw(_ highest: Int64?) { highestSeen = max(highestSeen, highest ?? 0) }

    /// Learns from one poll of all rows from `id` on.
    /// - Parameters:
    ///   - xmin: oldest transaction still running in the poll's snapshot.
    ///   - xmax: first transaction id not yet given out then.
    ///   - lowestLeft: smallest id in flight or fetched now; `nil` when there is none.
    ///   - highest: largest id this poll saw.
    mutating func learn(xmin: Int64, xmax: Int64, lowestLeft: Int64?, highest: Int64?) {
        if let candidate, xmin >= candidate.horizon {
            id = max(id, min(candidate.id, lowestLeft ?? candidate.id))
            self.candidate = nil
        }
        saw(highest)
        if candidate == nil, highestSeen >= id {
            candidate = (highestSeen + 1, xmax)
        }
    }
}
