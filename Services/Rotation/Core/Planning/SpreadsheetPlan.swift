/// The plan that a spreadsheet leads to: neediest school first, key teachers first, cheapest place.
/// Shown for comparison; it may break rules.
///
/// Every strong school in turn sends its quota in teams. Each team goes to the receiving school
/// with the largest need left; for it, key teachers are taken until the school has enough of them,
/// then others, each time the cheapest one who fills the weightiest need, or else the cheapest.
package struct SpreadsheetPlan {
    private let facts: UnitFacts
    private var gone: Set<Int> = []
    private var moves: [Int] = []
    /// Posts still open, by receiver and subject.
    private var open: [Int: [Int: NeedLeft]] = [:]
    private var places: [Int]

    private struct NeedLeft {
        var amount: Int
        let weight: Int
    }

    private init(_ facts: UnitFacts) {
        self.facts = facts
        places = facts.receivers.map(\.places)
        for need in facts.needs {
            open[need.receiver, default: [:]][need.subject] = NeedLeft(
                amount: need.amount, weight: need.weight)
        }
    }

    /// Makes the plan.
    package static func make(_ facts: UnitFacts) -> UnitPlan {
        var draft = SpreadsheetPlan(facts)
        for sender in facts.senders.indices { draft.send(sender) }
        let rows = draft.moves.map { place in
            Placement(
                teacher: facts.moves[place].teacher,
                school: facts.receivers[facts.moves[place].receiver].school)
        }
        return UnitPlan(facts, rows)
    }

    private mutating func send(_ sender: Int) {
        let quota = facts.senders[sender].quota
        var keysLeft = SenderFacts.keyRequired(quota, facts.parameters.keyPercent)
        var left = quota
        var lost: [Int: Int] = [:]
        var exhausted: Set<Int> = []
        while left > 0, let receiver = neediest(sender, exhausted) {
            let before = left
            let team = facts.senders[sender].needsTeam ? max(1, facts.parameters.teamMin) : 1
            // The last team takes the rest along, so that none is too small.
            var size = left < 2 * team ? max(left, team) : team
            size = min(size, places[receiver])
            for _ in 0..<size {
                guard let place = next(sender, receiver, isKeyWanted: keysLeft > 0, lost) else {
                    break
                }
                let move = facts.moves[place]
                take(place)
                lost[move.subject, default: 0] += 1
                if move.isKey { keysLeft -= 1 }
                left -= 1
            }
            if left == before { exhausted.insert(receiver) }
        }
    }

    private mutating func take(_ place: Int) {
        let move = facts.moves[place]
        moves.append(place)
        gone.insert(move.teacher)
        places[move.receiver] -= 1
        if let need = open[move.receiver]?[move.subject], need.amount > 0 {
            open[move.receiver]?[move.subject]?.amount -= 1
        }
    }

    /// The receiver with the largest weight of open posts that the sender can still serve.
    private func neediest(_ sender: Int, _ exhausted: Set<Int>) -> Int? {
        let reachable = Set(
            facts.moves.filter { $0.sender == sender && !gone.contains($0.teacher) }
                .map(\.receiver))
        return reachable.filter { !exhausted.contains($0) && places[$0] > 0 }
            .max { (urgency($0), -$0) < (urgency($1), -$1) }
    }

    private func urgency(_ receiver: Int) -> Int {
        (open[receiver] ?? [:]).values.reduce(0) { $0 + $1.amount * $1.weight }
    }

    /// The next teacher of a team; whoever is key, while key teachers are wanted and there are any.
    private func next(
        _ sender: Int, _ receiver: Int, isKeyWanted: Bool, _ lost: [Int: Int]
    ) -> Int? {
        let caps = Dictionary(
            facts.senders[sender].pools.map { ($0.subject, $0.cap) }, uniquingKeysWith: max)
        let possible = facts.moves.indices.filter { place in
            let move = facts.moves[place]
            return move.sender == sender && move.receiver == receiver
                && !gone.contains(move.teacher)
                && lost[move.subject, default: 0] < caps[move.subject] ?? 0
        }
        let keys = possible.filter { facts.moves[$0].isKey }
        return (isKeyWanted && !keys.isEmpty ? keys : possible).min {
            let (left, right) = (facts.moves[$0], facts.moves[$1])
            return (-weight(left), left.cost.total, left.teacher)
                < (-weight(right), right.cost.total, right.teacher)
        }
    }

    private func weight(_ move: Move) -> Int {
        guard let need = open[move.receiver]?[move.subject], need.amount > 0 else { return -1 }
        return need.weight
    }
}
