/// Rows for what a person has decided about teams, teachers and posts; pinned and forbidden moves
/// are bounds of their columns.
struct ChoiceRows {
    private let builder: ModelBuilder
    private var facts: UnitFacts { builder.facts }
    private var choices: PlanChoices { builder.options.choices }

    init(_ builder: ModelBuilder) { self.builder = builder }

    func add(to model: inout UnitModel) {
        for team in choices.pinnedTeams.sorted(by: {
            ($0.sender, $0.receiver) < ($1.sender, $1.receiver)
        }) {
            require(&model, atLeast: 1) { move in
                facts.senders[move.sender].school == team.sender
                    && facts.receivers[move.receiver].school == team.receiver
            }
        }
        for teacher in choices.going.sorted() {
            require(&model, atLeast: 1) { $0.teacher == teacher }
        }
        for (post, count) in ordered(choices.leastComing) {
            require(&model, atLeast: count) { isFor(post, $0) }
        }
        for (post, count) in ordered(choices.mostComing) {
            let terms = columns(model) { isFor(post, $0) }
            model.program.addRow(terms, atMost: count)
        }
    }

    private func ordered(_ posts: [PlanChoices.Post: Int]) -> [(PlanChoices.Post, Int)] {
        posts.sorted { ($0.key.school, $0.key.subject) < ($1.key.school, $1.key.subject) }
            .map { ($0.key, $0.value) }
    }

    private func isFor(_ post: PlanChoices.Post, _ move: Move) -> Bool {
        facts.receivers[move.receiver].school == post.school && move.subject == post.subject
    }

    private func columns(
        _ model: UnitModel, _ belongs: (Move) -> Bool
    ) -> [IntegerProgram.Term] {
        zip(model.moves, model.moveColumns).filter { place, _ in belongs(facts.moves[place]) }
            .map { .init($0.1) }
    }

    private func require(
        _ model: inout UnitModel, atLeast count: Int, _ belongs: (Move) -> Bool
    ) {
        let terms = columns(model, belongs)
        if terms.count < count { model.isImpossible = true }
        model.program.addRow(terms, atLeast: count)
    }
}
