/// H4 in each of its scopes: y, and what ties it to the moves of its team.
struct TeamPlan {
    /// Moves that come or go together.
    private struct Team {
        let sender: Int?
        let receiver: Int
        /// Most that can ever belong to it.
        let most: Int
    }

    private let builder: ModelBuilder
    private var teams: [Team] = []
    private var facts: UnitFacts { builder.facts }
    private var teamMin: Int { facts.parameters.teamMin }

    /// - Parameter kept: the moves left by ``MoveSelection``.
    init(_ builder: ModelBuilder, _ kept: [Int]) {
        self.builder = builder
        guard builder.has(.team), facts.parameters.teamMin > 1 else { return }
        let byTeam = Dictionary(grouping: kept) { teamKey(facts.moves[$0]) }
        for (key, places) in byTeam {
            guard let key else { continue }
            teams.append(
                Team(
                    sender: key.sender < 0 ? nil : key.sender, receiver: key.receiver,
                    most: most(places, key)))
        }
        teams.sort { ($0.sender ?? -1, $0.receiver) < ($1.sender ?? -1, $1.receiver) }
    }

    private struct Key: Hashable {
        let sender: Int
        let receiver: Int
    }

    /// The team a move belongs to; `nil` when it may go alone.
    private func teamKey(_ move: Move) -> Key? {
        switch facts.parameters.teamScope {
        case .pair:
            facts.senders[move.sender].needsTeam
                ? Key(sender: move.sender, receiver: move.receiver) : nil
        case .receiver: Key(sender: -1, receiver: move.receiver)
        case .marked:
            facts.receivers[move.receiver].isTeamAsked
                ? Key(sender: -1, receiver: move.receiver) : nil
        }
    }

    /// min(most that may leave, places, Σ of what each pool can give).
    private func most(_ places: [Int], _ key: Key) -> Int {
        let places = places.map { facts.moves[$0] }
        var sum = 0
        for (sender, own) in Dictionary(grouping: places, by: \.sender) {
            let pools = Dictionary(grouping: own, by: \.subject).reduce(0) { sum, pool in
                sum + min(builder.poolLimits[sender][pool.key] ?? 0, pool.value.count)
            }
            sum += min(pools, builder.maxOut[sender])
        }
        return builder.has(.capacity) ? min(sum, facts.receivers[key.receiver].places) : sum
    }

    /// Without the moves of teams that could never have enough members.
    func possible(_ kept: [Int]) -> [Int] {
        guard !teams.isEmpty else { return kept }
        let dead = Set(
            teams.filter { $0.most < teamMin }
                .map { Key(sender: $0.sender ?? -1, receiver: $0.receiver) })
        return kept.filter { place in
            guard let key = teamKey(facts.moves[place]) else { return true }
            return !dead.contains(key)
        }
    }

    /// Adds y, its rows, and cuts on how many teams there can be.
    func add(to model: inout UnitModel) {
        let columns = Dictionary(grouping: zip(model.moves, model.moveColumns)) {
            teamKey(facts.moves[$0.0])
        }
        var bySender: [Int: [Int]] = [:]
        var byReceiver: [Int: [Int]] = [:]
        for team in teams where team.most >= teamMin {
            let key = Key(sender: team.sender ?? -1, receiver: team.receiver)
            let members = (columns[key] ?? []).map(\.1)
            let exists = add(team, members, to: &model)
            if let sender = team.sender { bySender[sender, default: []].append(exists) }
            byReceiver[team.receiver, default: []].append(exists)
        }
        for (sender, teams) in bySender.sorted(by: { $0.key < $1.key }) {
            model.program.addRow(
                teams.map { .init($0) }, atMost: builder.maxOut[sender] / teamMin)
        }
        guard builder.has(.capacity) else { return }
        for (receiver, teams) in byReceiver.sorted(by: { $0.key < $1.key }) {
            model.program.addRow(
                teams.map { .init($0) }, atMost: facts.receivers[receiver].places / teamMin)
        }
    }

    /// - Returns: the column of y.
    private func add(_ team: Team, _ members: [Int], to model: inout UnitModel) -> Int {
        let exists = model.program.addColumn(
            cost: 0, lower: 0, tier: UnitModel.Tier.team)
        model.teams.append(
            .init(
                sender: team.sender, receiver: team.receiver, most: team.most, column: exists))
        let terms = members.map { IntegerProgram.Term($0) }
        model.program.addRow(
            terms + [.init(exists, -teamMin)], atLeast: 0, atMost: team.most - teamMin,
            tier: UnitModel.Tier.teamSize)
        model.program.addRow(terms + [.init(exists, -team.most)], atMost: 0)
        model.program.lazyRows += members.map {
            .init(terms: [.init($0), .init(exists, -1)], atMost: 0)
        }
        return exists
    }
}
