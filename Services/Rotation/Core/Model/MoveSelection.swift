/// Leaves out moves that no best plan needs.
///
/// At most `limit` teachers of a pool leave. So of those who could go to one school only the first
/// `limit` in order of cost are ever needed: whoever is sent behind them can change places with one
/// of them who stays. A key teacher is only exchanged for another, so that the key share is kept.
struct MoveSelection {
    let facts: UnitFacts
    let options: ModelOptions

    /// Places in `facts.moves` that remain, ascending.
    func kept(limits: [[Int: Int]]) -> [Int] {
        var lists: [Key: [Int]] = [:]
        var kept: [Int] = []
        for place in facts.moves.indices where isAllowed(place) {
            let move = facts.moves[place]
            if isPinned(move) || isPresent(move) || options.choices.going.contains(move.teacher) {
                kept.append(place)
            }
            if isPinnedTeacher(move.teacher) { continue }
            lists[Key(move.sender, move.receiver, move.subject), default: []].append(place)
        }
        for (key, list) in lists {
            let limit = limits[key.sender][key.subject] ?? 0
            kept += first(limit, of: list)
        }
        return Set(kept).sorted()
    }

    private struct Key: Hashable {
        let sender: Int
        let receiver: Int
        let subject: Int

        init(_ sender: Int, _ receiver: Int, _ subject: Int) {
            self.sender = sender
            self.receiver = receiver
            self.subject = subject
        }
    }

    private func first(_ limit: Int, of list: [Int]) -> [Int] {
        guard list.count > limit else { return list }
        let ordered = list.sorted { order($0) < order($1) }
        var keys = 0
        return ordered.enumerated().filter { rank, place in
            guard facts.moves[place].isKey else { return rank < limit }
            keys += 1
            return keys <= limit
        }.map(\.element)
    }

    /// Cheaper first, key teachers before others, then by number: the exchange never makes a plan
    /// worse in any of the objectives it is used for.
    private func order(_ place: Int) -> (Int, Int, Int, Int) {
        let move = facts.moves[place]
        let (change, cost) = (change(move), move.cost.total)
        return options.isPointsFirst
            ? (cost, change, move.isKey ? 0 : 1, move.teacher)
            : (change, cost, move.isKey ? 0 : 1, move.teacher)
    }

    /// What a move adds to the number of changes to the present plan.
    private func change(_ move: Move) -> Int {
        options.present == nil ? 0 : ModelObjective.changes(move, facts, options.present ?? [])
    }

    private func pair(_ move: Move) -> PlanChoices.Pair {
        .init(teacher: move.teacher, school: facts.receivers[move.receiver].school)
    }

    private func isPinned(_ move: Move) -> Bool { options.choices.pinned.contains(pair(move)) }

    private func isPresent(_ move: Move) -> Bool { options.present?.contains(pair(move)) == true }

    private func isPinnedTeacher(_ teacher: Int) -> Bool {
        options.choices.pinned.contains { $0.teacher == teacher }
    }

    private func isAllowed(_ place: Int) -> Bool {
        let choices = options.choices
        if choices == .none { return true }
        let move = facts.moves[place]
        if choices.withdrawn.contains(move.teacher) || choices.forbidden.contains(pair(move)) {
            return false
        }
        let team = PlanChoices.Team(
            sender: facts.senders[move.sender].school,
            receiver: facts.receivers[move.receiver].school)
        if choices.forbiddenTeams.contains(team) { return false }
        return !isPinnedTeacher(move.teacher) || isPinned(move)
    }
}
