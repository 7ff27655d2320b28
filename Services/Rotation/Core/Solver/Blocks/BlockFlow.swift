/// The best way to fill one receiving school from a given set of senders: a flow from the senders
/// over their pools to the subjects, with costs that only rise along each pool and each need, so
/// that shortest augmenting paths give whole numbers and the optimum. All in integers.
final class BlockFlow {
    /// What stands for a path that does not exist.
    static let infinite = Int.max / 4
    /// Takes everybody first whom a team needs to be one; larger than all other costs together.
    private static let must = 1 << 52

    private let senderCount: Int
    private let subjectCount: Int
    private let places: Int
    /// By sender.
    private let least: UnsafeMutablePointer<Int>
    private let most: UnsafeMutablePointer<Int>
    /// By subject.
    private let needs: UnsafeMutablePointer<Int>
    /// What one open post costs, by subject.
    private let relief: UnsafeMutablePointer<Int>
    /// By pool, the first of its sorted costs in `marginals`, and how many of them may be taken.
    private let starts: UnsafeMutablePointer<Int>
    private let limits: UnsafeMutablePointer<Int>
    /// Costs of the pools' moves, ascending in each pool.
    let marginals: UnsafeMutablePointer<Int>
    /// How many of each pool the last solution takes.
    let taken: UnsafeMutablePointer<Int>
    private let totals: UnsafeMutablePointer<Int>
    private let filled: UnsafeMutablePointer<Int>
    private let toSender: UnsafeMutablePointer<Int>
    private let toSubject: UnsafeMutablePointer<Int>
    private let senderFrom: UnsafeMutablePointer<Int>
    private let subjectFrom: UnsafeMutablePointer<Int>

    /// - Parameter relief: cost of an open post by subject.
    init(_ block: ReceiverBlock, starts: [Int], limits: [Int], relief: [Int]) {
        senderCount = block.senders.count
        subjectCount = block.subjectCount
        places = block.places
        func room(_ count: Int) -> UnsafeMutablePointer<Int> {
            let pointer = UnsafeMutablePointer<Int>.allocate(capacity: max(1, count))
            pointer.initialize(repeating: 0, count: max(1, count))
            return pointer
        }
        func copy(_ values: [Int]) -> UnsafeMutablePointer<Int> {
            let pointer = room(values.count)
            for (place, value) in values.enumerated() { pointer[place] = value }
            return pointer
        }
        (least, most, needs) = (copy(block.least), copy(block.most), copy(block.needs))
        (self.starts, self.limits, self.relief) = (copy(starts), copy(limits), copy(relief))
        marginals = room(block.pools.reduce(0) { $0 + $1.count })
        taken = room(block.pools.count)
        totals = room(senderCount)
        toSender = room(senderCount)
        senderFrom = room(senderCount)
        filled = room(subjectCount)
        toSubject = room(subjectCount)
        subjectFrom = room(subjectCount)
    }

    deinit {
        for pointer in [
            least, most, needs, relief, starts, limits, marginals, taken, totals, filled, toSender,
            toSubject, senderFrom, subjectFrom,
        ] {
            pointer.deallocate()
        }
    }

    /// - Returns: what teachers and open posts cost; `nil` when no such set can come together.
    func solve(_ subset: UInt32) -> Int? {
        taken.update(repeating: 0, count: senderCount * subjectCount)
        totals.update(repeating: 0, count: senderCount)
        filled.update(repeating: 0, count: subjectCount)
        var cost = 0
        for subject in 0..<subjectCount { cost += relief[subject] * needs[subject] }
        var missing = 0
        for sender in 0..<senderCount where subset >> UInt32(sender) & 1 == 1 {
            missing += least[sender]
        }
        for _ in 0..<places {
            guard subset != 0, let (subject, length) = shortest(subset), length < 0 else { break }
            cost += length
            if augment(subject) {
                cost += BlockFlow.must
                missing -= 1
            }
        }
        return missing == 0 ? cost : nil
    }

    /// The cheapest way to take one more: the subject it ends in and what it costs.
    private func shortest(_ subset: UInt32) -> (Int, Int)? {
        for subject in 0..<subjectCount { toSubject[subject] = BlockFlow.infinite }
        for sender in 0..<senderCount {
            toSender[sender] = BlockFlow.infinite
            senderFrom[sender] = -1
            guard subset >> UInt32(sender) & 1 == 1, totals[sender] < most[sender] else { continue }
            toSender[sender] = totals[sender] < least[sender] ? -BlockFlow.must : 0
        }
        let isAlone = subset & (subset - 1) == 0
        var isChanged = true
        while isChanged {
            isChanged = false
            for sender in 0..<senderCount where toSender[sender] < BlockFlow.infinite {
                let way = toSender[sender]
                for subject in 0..<subjectCount {
                    let pool = sender * subjectCount + subject
                    guard taken[pool] < limits[pool] else { continue }
                    let length = way + marginals[starts[pool] + taken[pool]]
                    if length < toSubject[subject] {
                        toSubject[subject] = length
                        subjectFrom[subject] = sender
                        isChanged = true
                    }
                }
            }
            // Giving one back and taking another of the same school never pays.
            guard isChanged, !isAlone else { break }
            isChanged = goBack()
        }
        var best: (Int, Int)?
        for subject in 0..<subjectCount where toSubject[subject] < BlockFlow.infinite {
            let saved = filled[subject] < needs[subject] ? relief[subject] : 0
            let length = toSubject[subject] - saved
            if length < best?.1 ?? .max { best = (subject, length) }
        }
        return best
    }

    /// Ways back over teachers taken already: another school's takes the post, they go elsewhere.
    private func goBack() -> Bool {
        var isChanged = false
        for subject in 0..<subjectCount where filled[subject] > 0 {
            guard toSubject[subject] < BlockFlow.infinite else { continue }
            for sender in 0..<senderCount {
                let pool = sender * subjectCount + subject
                guard taken[pool] > 0 else { continue }
                let length = toSubject[subject] - marginals[starts[pool] + taken[pool] - 1]
                if length < toSender[sender] {
                    toSender[sender] = length
                    senderFrom[sender] = subject
                    isChanged = true
                }
            }
        }
        return isChanged
    }

    /// - Returns: whether the one more was needed for a team.
    private func augment(_ last: Int) -> Bool {
        filled[last] += 1
        var subject = last
        while true {
            let sender = subjectFrom[subject]
            taken[sender * subjectCount + subject] += 1
            guard senderFrom[sender] >= 0 else {
                totals[sender] += 1
                return totals[sender] <= least[sender]
            }
            subject = senderFrom[sender]
            taken[sender * subjectCount + subject] -= 1
        }
    }
}
