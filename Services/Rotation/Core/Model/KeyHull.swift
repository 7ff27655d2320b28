/// The lower convex hull of the points (n, ⌈percent·n / 100⌉): how many key teachers n sent call
/// for. Its pieces cut off everything that no whole numbers reach, and nothing else.
struct KeyHull {
    /// One edge: `run·key − rise·sent ≥ least`.
    struct Piece: Hashable {
        let run: Int
        let rise: Int
        let least: Int
    }

    let pieces: [Piece]

    init(from first: Int, through last: Int, percent: Int) {
        var corners: [(sent: Int, key: Int)] = []
        for sent in stride(from: first, through: last, by: 1) {
            let point = (sent: sent, key: SenderFacts.keyRequired(sent, percent))
            while corners.count >= 2,
                KeyHull.isAbove(corners[corners.count - 1], corners[corners.count - 2], point)
            {
                corners.removeLast()
            }
            corners.append(point)
        }
        pieces = zip(corners, corners.dropFirst()).map { left, right in
            let run = right.sent - left.sent
            let rise = right.key - left.key
            return Piece(run: run, rise: rise, least: run * left.key - rise * left.sent)
        }
    }

    /// Whether the middle point lies on or above the line between its neighbours.
    private static func isAbove(
        _ middle: (sent: Int, key: Int), _ left: (sent: Int, key: Int),
        _ right: (sent: Int, key: Int)
    ) -> Bool {
        (middle.key - left.key) * (right.sent - left.sent)
            >= (right.key - left.key) * (middle.sent - left.sent)
    }
}
