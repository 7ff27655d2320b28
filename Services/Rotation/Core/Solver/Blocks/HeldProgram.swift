/// A program in which some columns have one value: a smaller one, and the way back.
struct HeldProgram {
    private(set) var program = IntegerProgram()
    /// The columns that are left, by number in the whole program.
    private var columns: [Int] = []
    /// Values of the whole program's columns, where held.
    private var held: [Int]

    /// - Parameter values: by column, where held.
    init(_ whole: IntegerProgram, values: [Int?]) {
        held = values.map { $0 ?? 0 }
        program.offset = whole.offset
        var numbers = [Int](repeating: -1, count: whole.columnCount)
        for column in 0..<whole.columnCount {
            if let value = values[column] {
                program.offset += value * whole.columnCosts[column]
            } else {
                numbers[column] = program.addColumn(
                    cost: whole.columnCosts[column], lower: whole.columnLower[column],
                    upper: whole.columnUpper[column], tier: whole.columnTiers[column])
                columns.append(column)
            }
        }
        for row in 0..<whole.rowCount {
            let (terms, sum) = split(whole.terms(of: row), numbers)
            program.addRow(
                terms, atLeast: whole.rowLower[row] - sum, atMost: whole.rowUpper[row] - sum,
                tier: whole.rowTiers[row])
        }
        for row in whole.lazyRows {
            let (terms, sum) = split(row.terms, numbers)
            let most = terms.reduce(0) { total, term in
                let upper = program.columnUpper[term.column]
                return total + term.value
                    * (term.value > 0 ? upper : program.columnLower[term.column])
            }
            if most > row.atMost - sum {
                program.lazyRows.append(.init(terms: terms, atMost: row.atMost - sum))
            }
        }
    }

    private func split(
        _ terms: [IntegerProgram.Term], _ numbers: [Int]
    ) -> ([IntegerProgram.Term], Int) {
        var rest: [IntegerProgram.Term] = []
        var sum = 0
        for term in terms {
            if numbers[term.column] < 0 {
                sum += term.value * held[term.column]
            } else {
                rest.append(.init(numbers[term.column], term.value))
            }
        }
        return (rest, sum)
    }

    /// A solution of the smaller program as one of the whole.
    func whole(_ values: [Int]) -> [Int] {
        var all = held
        for (place, column) in columns.enumerated() { all[column] = values[place] }
        return all
    }
}
