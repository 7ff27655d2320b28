/// A unit's program taken apart by receiving school.
///
/// Rows whose columns all belong to one receiving school are kept in its block; the others, which
/// tie schools together (totals, key teachers, pools, one school a teacher), are links. A price for
/// each link leaves blocks that are solved one by one, and their sum is a bound whatever the prices.
struct ReceiverBlocks: Sendable {
    /// `lower ≤ Σ value·column ≤ upper`, across several receiving schools.
    struct Link: Sendable {
        let terms: [IntegerProgram.Term]
        let lower: Int
        let upper: Int
    }

    let program: IntegerProgram
    let blocks: [ReceiverBlock]
    let links: [Link]
    /// Where each column's entries in links begin; one more than there are columns.
    private(set) var columnStarts: [Int] = []
    private(set) var columnLinks: [Int32] = []
    private(set) var columnValues: [Int] = []

    /// Whether a model can be taken apart: every team has one sender, and the rules that blocks keep
    /// are in force.
    static func fits(_ model: UnitModel) -> Bool {
        !model.teams.isEmpty && model.teams.allSatisfy { $0.sender != nil }
            && model.options.dropped.isEmpty && model.quotaMissing.isEmpty
            && model.keyMissing.isEmpty
    }

    /// `nil` for models that do not fit, or with more sets of senders than are counted.
    init?(_ model: UnitModel, _ program: IntegerProgram) {
        guard ReceiverBlocks.fits(model) else { return nil }
        self.program = program
        var owners = [Int](repeating: -1, count: program.columnCount)
        for (place, column) in zip(model.moves, model.moveColumns) {
            owners[column] = model.facts.moves[place].receiver
        }
        for team in model.teams { owners[team.column] = team.receiver }
        for post in model.openPosts { owners[post.column] = post.receiver }
        guard owners.allSatisfy({ $0 >= 0 }) else { return nil }
        blocks = model.facts.receivers.indices.map { ReceiverBlock($0, model, program) }
        guard blocks.allSatisfy({ $0.subsets.count <= SubsetBits.capacity }) else { return nil }
        links = ReceiverBlocks.links(program, owners)
        var entries = [[(Int, Int)]](repeating: [], count: program.columnCount)
        for (number, link) in links.enumerated() {
            for term in link.terms { entries[term.column].append((number, term.value)) }
        }
        columnStarts = [0]
        for column in entries {
            columnLinks += column.map { Int32($0.0) }
            columnValues += column.map(\.1)
            columnStarts.append(columnLinks.count)
        }
    }

    private static func links(_ program: IntegerProgram, _ owners: [Int]) -> [Link] {
        func isLink(_ terms: [IntegerProgram.Term]) -> Bool {
            terms.contains { owners[$0.column] != owners[terms[0].column] }
        }
        let rows = (0..<program.rowCount).compactMap { row -> Link? in
            let terms = program.terms(of: row)
            // No block knows of totals, even where a school can send to one place only.
            guard program.rowTiers[row] == UnitModel.Tier.total || isLink(terms) else { return nil }
            return Link(
                terms: terms, lower: program.rowLower[row], upper: program.rowUpper[row])
        }
        let lazy = program.lazyRows.filter { isLink($0.terms) }.map { row in
            Link(
                terms: row.terms,
                lower: row.terms.reduce(0) { sum, term in
                    let bounds = (
                        program.columnLower[term.column], program.columnUpper[term.column]
                    )
                    return sum + term.value * (term.value > 0 ? bounds.0 : bounds.1)
                }, upper: row.atMost)
        }
        return rows + lazy
    }
}
