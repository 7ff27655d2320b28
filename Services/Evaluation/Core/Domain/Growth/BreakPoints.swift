/// The exact line search of quantile regression: along a direction the loss bends at each row that
/// is passed, and is least where its slope has grown from negative to positive.
enum BreakPoints {
    /// A row that is met along the way.
    struct Candidate {
        /// Which row, as the caller numbers them.
        let place: Int
        /// How far along it is met, not negative.
        let step: Double
        /// How much the slope grows there, positive.
        let weight: Double
    }

    /// The rows up to the one at which the slope has grown by `need`, that one last; `nil` when it
    /// never does. Takes time in proportion to the candidates: they are not sorted.
    static func passed(_ candidates: inout [Candidate], need: Double) -> [Int]? {
        var low = 0
        var high = candidates.count
        var gained = 0.0
        while high - low > 1 {
            let pivot = median(
                candidates[low].step, candidates[(low + high) / 2].step, candidates[high - 1].step)
            let (first, second) = split(&candidates, low, high, around: pivot)
            let before = weight(candidates[low..<first])
            let upTo = before + weight(candidates[first..<second])
            if gained + before >= need {
                high = first
            } else if gained + upTo >= need {
                gained += before
                return ties(candidates, first, second, gained, need)
            } else {
                gained += upTo
                low = second
            }
        }
        guard high - low == 1, gained + candidates[low].weight >= need else { return nil }
        return candidates[...low].map(\.place)
    }

    /// Rows that are met at the same place are taken one by one.
    private static func ties(
        _ candidates: [Candidate], _ first: Int, _ second: Int, _ gained: Double, _ need: Double
    ) -> [Int] {
        var gained = gained
        var end = first
        while end < second {
            gained += candidates[end].weight
            end += 1
            if gained >= need { break }
        }
        return candidates[..<end].map(\.place)
    }

    /// Moves what lies before the pivot to the front and what lies behind it to the end.
    private static func split(
        _ candidates: inout [Candidate], _ low: Int, _ high: Int, around pivot: Double
    ) -> (Int, Int) {
        var (first, second) = (low, high)
        var place = low
        while place < second {
            if candidates[place].step < pivot {
                candidates.swapAt(place, first)
                first += 1
                place += 1
            } else if candidates[place].step > pivot {
                second -= 1
                candidates.swapAt(place, second)
            } else {
                place += 1
            }
        }
        return (first, second)
    }

    private static func weight(_ candidates: ArraySlice<Candidate>) -> Double {
        candidates.reduce(0) { $0 + $1.weight }
    }

    private static func median(_ a: Double, _ b: Double, _ c: Double) -> Double {
        max(min(a, b), min(max(a, b), c))
    }
}
