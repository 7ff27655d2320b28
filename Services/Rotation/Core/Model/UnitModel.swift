/// A unit as an integer program, and the way back from its solutions to plans.
struct UnitModel {
    /// Branched on in this order. Once the teams are decided little else is fractional.
    enum Tier {
        static let team: UInt8 = 0
        static let total: UInt8 = 1
        static let teamSize: UInt8 = 2
        static let other: UInt8 = 3
        static let short: UInt8 = 4
        static let move: UInt8 = 5
    }

    /// A team, and the column that is 1 when it exists.
    struct TeamColumn: Sendable {
        /// `nil` where a team may come from several schools.
        let sender: Int?
        let receiver: Int
        /// Most that can ever belong to it.
        let most: Int
        let column: Int
    }

    /// A need, and the column that counts what nobody fills of it.
    struct PostColumn: Sendable {
        let receiver: Int
        let subject: Int
        let column: Int
    }

    let facts: UnitFacts
    let options: ModelOptions
    var program = IntegerProgram()
    /// Places in `facts.moves` of the columns for moves.
    var moves: [Int] = []
    /// The column of each of them.
    var moveColumns: [Int] = []
    /// Points of every column; 0 for those that only count.
    var points: [Int] = []
    var pointsOffset = 0
    /// Columns that say whether a team exists.
    var teams: [TeamColumn] = []
    /// Columns that count the posts left open of a need.
    var openPosts: [PostColumn] = []
    /// Columns that count teachers missing from quotas, by sender.
    var quotaMissing: [Int] = []
    /// Columns that count key teachers missing, by sender.
    var keyMissing: [Int] = []
    /// Why no solution exists, seen while it was made.
    var isImpossible = false

    init(_ facts: UnitFacts, _ options: ModelOptions = ModelOptions()) {
        self.facts = facts
        self.options = options
        let builder = ModelBuilder(facts, options)
        builder.build(&self)
        points = program.columnCosts
        pointsOffset = program.offset
    }

    /// The program with another objective.
    func program(for objective: ModelObjective) -> IntegerProgram {
        var other = program
        switch objective {
        case .points: return other
        case .quotaMissing: other.replaceCosts(counting: quotaMissing)
        case .keyMissing: other.replaceCosts(counting: keyMissing)
        case .changes:
            other.replaceCosts(counting: [])
            addChanges(&other)
        case .pointsThenChanges:
            let factor = 1 + (options.present ?? []).count + moves.count
            for column in 0..<other.columnCount {
                other.setCost(other.columnCosts[column] * factor, of: column)
            }
            other.offset *= factor
            addChanges(&other)
        }
        return other
    }

    private func addChanges(_ program: inout IntegerProgram) {
        let present = options.present ?? []
        for (place, column) in zip(moves, moveColumns) {
            let change = ModelObjective.changes(facts.moves[place], facts, present)
            program.setCost(program.columnCosts[column] + change, of: column)
        }
        program.offset += present.count
    }

    /// Demands of all further solutions that an objective is no worse than this.
    mutating func hold(_ objective: ModelObjective, atMost value: Int) {
        let other = program(for: objective)
        let terms = (0..<other.columnCount).filter { other.columnCosts[$0] != 0 }
            .map { IntegerProgram.Term($0, other.columnCosts[$0]) }
        program.addRow(terms, atMost: value - other.offset)
    }

    /// The moves that a solution chooses: places in `facts.moves`, ascending.
    func chosen(_ values: [Int]) -> [Int] {
        zip(moves, moveColumns).filter { values[$1] == 1 }.map(\.0)
    }
}

extension IntegerProgram {
    /// Makes the objective a count of the given columns.
    mutating func replaceCosts(counting columns: [Int]) {
        offset = 0
        for column in 0..<columnCount { setCost(0, of: column) }
        for column in columns { setCost(1, of: column) }
    }
}
