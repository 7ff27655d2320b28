/// Turns facts into rows and columns. Numbers H1-H7 are those of rotation.md.
struct ModelBuilder {
    let facts: UnitFacts
    let options: ModelOptions
    /// By sender and subject: most teachers that may leave a pool.
    let poolLimits: [[Int: Int]]
    let maxOut: [Int]

    init(_ facts: UnitFacts, _ options: ModelOptions) {
        self.facts = facts
        self.options = options
        maxOut = facts.senders.map(\.maxOut)
        poolLimits = facts.senders.map { sender in
            let pairs = sender.pools.map { pool in
                (
                    pool.subject,
                    options.dropped.contains(.subject)
                        ? min(pool.candidates, sender.maxOut) : min(pool.cap, sender.maxOut)
                )
            }
            return Dictionary(uniqueKeysWithValues: pairs)
        }
    }

    func has(_ family: RuleFamily) -> Bool { !options.dropped.contains(family) }

    func build(_ model: inout UnitModel) {
        let kept = MoveSelection(facts: facts, options: options).kept(limits: poolLimits)
        let teams = TeamPlan(self, kept)
        model.moves = teams.possible(kept)
        addMoves(&model)
        addTeachers(&model)
        addTotals(&model)
        teams.add(to: &model)
        addPools(&model)
        addPlaces(&model)
        addNeeds(&model)
        ChoiceRows(self).add(to: &model)
    }

    /// x, with the surplus that every move means until a need takes it away again (H7).
    private func addMoves(_ model: inout UnitModel) {
        let surplus = facts.parameters.points.surplus
        let pinned = options.choices.pinned
        for place in model.moves {
            let move = facts.moves[place]
            let pair = PlanChoices.Pair(
                teacher: move.teacher, school: facts.receivers[move.receiver].school)
            let column = model.program.addColumn(
                cost: move.cost.total + surplus, lower: pinned.contains(pair) ? 1 : 0,
                tier: UnitModel.Tier.move)
            model.moveColumns.append(column)
        }
        let possible = Set(
            model.moves.map { place in
                PlanChoices.Pair(
                    teacher: facts.moves[place].teacher,
                    school: facts.receivers[facts.moves[place].receiver].school)
            })
        if !pinned.isSubset(of: possible) { model.isImpossible = true }
    }

    /// H1, where a pool's cap does not say it already; of a hundred such rows a few dozen matter.
    private func addTeachers(_ model: inout UnitModel) {
        let byTeacher = Dictionary(
            facts.moves.map { ($0.teacher, $0) }, uniquingKeysWith: { first, _ in first })
        for (teacher, columns) in grouped(model, by: \.teacher) where columns.count > 1 {
            if let move = byTeacher[teacher], has(.subject),
                poolLimits[move.sender][move.subject] == 1
            {
                continue
            }
            model.program.lazyRows.append(.init(terms: columns.map { .init($0) }, atMost: 1))
        }
    }

    /// H2 and H3.
    private func addTotals(_ model: inout UnitModel) {
        let columns = grouped(model, by: \.sender)
        let bySender = Dictionary(uniqueKeysWithValues: columns.map { ($0.0, $0.1) })
        for (number, sender) in facts.senders.enumerated() {
            let all = bySender[number] ?? []
            let keys = zip(model.moves, model.moveColumns)
                .filter { place, _ in
                    facts.moves[place].sender == number && facts.moves[place].isKey
                }.map(\.1)
            var terms = all.map { IntegerProgram.Term($0) }
            let least = has(.quota) ? sender.quota : 0
            if options.isQuotaElastic {
                let missing = model.program.addColumn(
                    cost: 0, upper: least, tier: UnitModel.Tier.short)
                model.quotaMissing.append(missing)
                model.program.addRow(terms, atMost: maxOut[number])
                terms.append(.init(missing))
                model.program.addRow(terms, atLeast: least)
            } else {
                model.program.addRow(
                    terms, atLeast: least, atMost: maxOut[number], tier: UnitModel.Tier.total,
                    keepsIdle: true)
            }
            if has(.key) { addKeys(number, all, keys, &model) }
        }
    }

    /// H3: key teachers against the lower convex hull of the points (sent, key teachers required),
    /// which is as strong as integrality of both allows.
    private func addKeys(
        _ number: Int, _ all: [Int], _ keys: [Int], _ model: inout UnitModel
    ) {
        let sender = facts.senders[number]
        let percent = facts.parameters.keyPercent
        let least = has(.quota) && !options.isQuotaElastic ? min(sender.quota, maxOut[number]) : 0
        let hull = KeyHull(from: least, through: maxOut[number], percent: percent)
        var terms = keys.map { IntegerProgram.Term($0) }
        if options.isKeyElastic {
            let missing = model.program.addColumn(
                cost: 0, upper: SenderFacts.keyRequired(maxOut[number], percent),
                tier: UnitModel.Tier.short)
            model.keyMissing.append(missing)
            terms.append(.init(missing))
        }
        model.program.addRow(
            terms, atLeast: SenderFacts.keyRequired(least, percent), tier: UnitModel.Tier.total,
            keepsIdle: true)
        let isKeyColumn = Set(keys)
        for piece in hull.pieces {
            var row = all.map {
                IntegerProgram.Term(
                    $0, isKeyColumn.contains($0) ? piece.run - piece.rise : -piece.rise)
            }
            if options.isKeyElastic, let missing = model.keyMissing.last {
                row.append(.init(missing, piece.run))
            }
            model.program.addRow(row, atLeast: piece.least)
        }
    }

    /// H5.
    private func addPools(_ model: inout UnitModel) {
        guard has(.subject) else { return }
        for sender in facts.senders.indices {
            let own = zip(model.moves, model.moveColumns).filter { place, _ in
                facts.moves[place].sender == sender
            }
            let pools = Dictionary(grouping: own) { facts.moves[$0.0].subject }
            for pool in facts.senders[sender].pools {
                guard let columns = pools[pool.subject] else { continue }
                model.program.addRow(
                    columns.map { .init($0.1) }, atMost: pool.cap, tier: UnitModel.Tier.other)
            }
        }
    }

    /// H6.
    private func addPlaces(_ model: inout UnitModel) {
        guard has(.capacity) else { return }
        for (receiver, columns) in grouped(model, by: \.receiver) {
            model.program.addRow(
                columns.map { .init($0) }, atMost: facts.receivers[receiver].places,
                tier: UnitModel.Tier.other)
        }
    }

    /// H7: a need takes back the surplus of those who fill it; what nobody fills is short.
    private func addNeeds(_ model: inout UnitModel) {
        let points = facts.parameters.points
        let coming = Dictionary(
            grouping: zip(model.moves, model.moveColumns),
            by: { Post(facts.moves[$0.0].receiver, facts.moves[$0.0].subject) })
        for need in facts.needs where need.amount > 0 {
            let unmet = points.unmetPerWeight * need.weight
            guard let columns = coming[Post(need.receiver, need.subject)] else {
                model.program.offset += unmet * need.amount
                continue
            }
            let short = model.program.addColumn(
                cost: unmet + points.surplus, upper: need.amount, tier: UnitModel.Tier.short)
            model.openPosts.append(
                .init(receiver: need.receiver, subject: need.subject, column: short))
            model.program.offset -= points.surplus * need.amount
            let terms = columns.map { IntegerProgram.Term($0.1) } + [.init(short)]
            model.program.addRow(terms, atLeast: need.amount, tier: UnitModel.Tier.other)
        }
    }

    private struct Post: Hashable {
        let receiver: Int
        let subject: Int

        init(_ receiver: Int, _ subject: Int) {
            self.receiver = receiver
            self.subject = subject
        }
    }

    /// The columns of moves by something they have in common, in ascending order of it.
    func grouped(_ model: UnitModel, by key: KeyPath<Move, Int>) -> [(Int, [Int])] {
        Dictionary(grouping: zip(model.moves, model.moveColumns)) {
            facts.moves[$0.0][keyPath: key]
        }
        .map { ($0.key, $0.value.map(\.1)) }.sorted { $0.0 < $1.0 }
    }
}
