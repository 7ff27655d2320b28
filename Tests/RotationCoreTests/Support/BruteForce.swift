import RotationCore

/// The best plan by trying all of them, with the rules written down once more.
struct BruteForce {
    private let sketch: Sketch
    private let senders: [String]
    private let receivers: [Sketch.School]
    private let movable: [Sketch.Teacher]
    private var place: [Int] = []
    private(set) var best: Int?
    /// Fewest missing in quotas and key teachers, then points; rules H2 (below) and H3 given up.
    private(set) var bestReady: (quotaFirst: [Int], keyFirst: [Int]) = ([], [])

    init(_ sketch: Sketch) {
        self.sketch = sketch
        senders = sketch.schools.filter(\.isStrong).map(\.code)
        receivers = sketch.schools.filter { !$0.isStrong }
        movable = sketch.teachers.filter(\.isEligible)
        place = Array(repeating: -1, count: movable.count)
        tryAll(0)
    }

    private mutating func tryAll(_ number: Int) {
        guard number < movable.count else { return judge() }
        for choice in -1..<receivers.count {
            if choice >= 0, !canReach(movable[number], receivers[choice].code) { continue }
            place[number] = choice
            tryAll(number + 1)
        }
        place[number] = -1
    }

    private func canReach(_ teacher: Sketch.Teacher, _ school: String) -> Bool {
        guard let way = teacher.ways[school] else { return false }
        let parameters = sketch.parameters
        return way.0
            <= (teacher.isInHardship
                ? parameters.commuteMaxHardshipMinutes : parameters.commuteMaxMinutes)
    }

    private mutating func judge() {
        guard placesAndTeamsHold() else { return }
        var missing = (quota: 0, key: 0)
        for sender in senders {
            guard let own = lack(sender) else { return }
            missing.quota += own.quota
            missing.key += own.key
        }
        let points = points()
        if missing == (0, 0) { best = min(best ?? .max, points) }
        let (first, second) = (
            [missing.quota, missing.key, points], [missing.key, missing.quota, points]
        )
        if bestReady.quotaFirst.isEmpty || first.lexicographicallyPrecedes(bestReady.quotaFirst) {
            bestReady.quotaFirst = first
        }
        if bestReady.keyFirst.isEmpty || second.lexicographicallyPrecedes(bestReady.keyFirst) {
            bestReady.keyFirst = second
        }
    }

    private func placesAndTeamsHold() -> Bool {
        let teamMin = sketch.parameters.teamMin
        for (number, receiver) in receivers.enumerated() {
            let coming = movable.indices.filter { place[$0] == number }
            if coming.count > receiver.places { return false }
            let scope = sketch.parameters.teamScope
            if scope == .receiver || (scope == .marked && receiver.isTeamAsked) {
                if !coming.isEmpty, coming.count < teamMin { return false }
            }
            guard scope == .pair else { continue }
            for sender in senders {
                let team = coming.count { movable[$0].school == sender }
                if team > 0, team < teamMin { return false }
            }
        }
        return true
    }

    /// Teachers missing from the quota, and key teachers; `nil` when an upper limit is broken.
    private func lack(_ sender: String) -> (quota: Int, key: Int)? {
        let parameters = sketch.parameters
        let eligible = movable.count { $0.school == sender }
        let sent = movable.indices.filter { place[$0] >= 0 && movable[$0].school == sender }
        let quota = Int((Double(parameters.quotaPercent * eligible) / 100).rounded(.up))
        let most = max(quota, parameters.teamMin, parameters.maxOutPercent * eligible / 100)
        if sent.count > most { return nil }
        for subject in Set(sent.map { movable[$0].subject }) {
            let total = sketch.teachers.count { $0.school == sender && $0.subject == subject }
            let cap = max(
                parameters.subjectLossFloor, total * parameters.subjectLossPercent / 100)
            if sent.count(where: { movable[$0].subject == subject }) > cap { return nil }
        }
        let keys = sent.count { movable[$0].isKey }
        let required = Int((Double(parameters.keyPercent * sent.count) / 100).rounded(.up))
        return (max(0, quota - sent.count), max(0, required - keys))
    }

    private func points() -> Int {
        let points = sketch.parameters.points
        var sum = 0
        for (number, teacher) in movable.enumerated() where place[number] >= 0 {
            let school = receivers[place[number]].code
            sum += (teacher.ways[school]?.1 ?? 0) * points.extraMinute
            if teacher.wishes.isEmpty {
                sum += points.preferenceNoneGiven
            } else if let rank = teacher.wishes.firstIndex(of: school),
                rank < points.preferenceRanks.count
            {
                sum += points.preferenceRanks[rank]
            } else {
                sum += points.preferenceUnlisted
            }
            if teacher.willing == -1 { sum += points.unwilling }
            if teacher.isInHardship { sum += points.hardship }
        }
        for (number, receiver) in receivers.enumerated() {
            for subject in ["math", "art", "pe"] {
                let coming = movable.indices.count {
                    place[$0] == number && movable[$0].subject == subject
                }
                let need = sketch.needs.first {
                    $0.school == receiver.code && $0.subject == subject
                }
                let short = (need?.amount ?? 0) - coming
                sum +=
                    short > 0
                    ? short * (need?.weight ?? 0) * points.unmetPerWeight
                    : -short * points.surplus
            }
        }
        return sum
    }
}
