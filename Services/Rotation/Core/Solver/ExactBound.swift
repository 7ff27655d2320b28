/// Bounds that hold whatever rounding did: computed in integers from the program's own rows.
///
/// For any multipliers π, `Σ cost·x = Σ (cost − πA)·x + Σ π·activity`, whose least value over the
/// boxes is a lower bound. The multipliers come from the tableau, rounded to a power of two that
/// leaves room for all sums in 64 bits.
struct ExactBound {
    /// Multipliers, scaled, stay below this; what is larger proves nothing.
    private static let largest = 0x1p40

    /// What stands for 1.
    private let one: Int
    private var scale: Double { Double(one) }

    init(_ program: IntegerProgram) {
        let largestCost = program.columnCosts.reduce(1) { max($0, abs($1)) }
        let costBits = Int.bitWidth - largestCost.leadingZeroBitCount
        one = 1 << max(4, min(20, 38 - costBits))
    }

    /// Whether no solution within the present bounds has an objective below `limit`.
    func proves(atLeast limit: Int, _ tableau: DualTableau) -> Bool {
        guard let bound = scaledObjectiveBound(tableau) else { return false }
        return bound > (limit - 1 - tableau.program.offset) * one
    }

    /// The least objective that solutions within the present bounds may have, rounded up;
    /// `nil` when the multipliers are too large to say.
    func objectiveBound(_ tableau: DualTableau) -> Int? {
        guard let bound = scaledObjectiveBound(tableau) else { return nil }
        let whole = bound >= 0 ? (bound + one - 1) / one : -(-bound / one)
        return whole + tableau.program.offset
    }

    /// Whether the tableau's row shows that no solution lies within the present bounds.
    func provesInfeasible(row: Int, _ tableau: DualTableau) -> Bool {
        let columns = tableau.columnCount
        var multipliers = [Int](repeating: 0, count: tableau.rowCount)
        let line = tableau.entries + row * tableau.stride
        var largestEntry = 1.0
        for column in 0..<columns where Int(tableau.nonbasic[column]) >= columns {
            largestEntry = max(largestEntry, abs(line[column]))
        }
        guard largestEntry * scale < ExactBound.largest else { return false }
        for column in 0..<columns {
            let variable = Int(tableau.nonbasic[column])
            if variable >= columns {
                multipliers[variable - columns] = Int((line[column] * scale).rounded())
            }
        }
        let own = Int(tableau.basic[row])
        if own >= columns { multipliers[own - columns] = -one }
        // The combination is zero for every solution; when it cannot be, there is none.
        if least(multipliers, costScale: 0, tableau) > 0 { return true }
        return least(multipliers.map { -$0 }, costScale: 0, tableau) > 0
    }

    private func scaledObjectiveBound(_ tableau: DualTableau) -> Int? {
        let columns = tableau.columnCount
        var multipliers = [Int](repeating: 0, count: tableau.rowCount)
        for column in 0..<columns {
            let variable = Int(tableau.nonbasic[column])
            guard variable >= columns else { continue }
            let value = tableau.reduced[column]
            guard abs(value) * scale < ExactBound.largest else { return nil }
            multipliers[variable - columns] = Int((value * scale).rounded())
        }
        return least(multipliers, costScale: one, tableau)
    }

    /// The least value of `costScale·cost·x + Σ multiplier·(activity − Ax)` over the boxes.
    private func least(_ multipliers: [Int], costScale: Int, _ tableau: DualTableau) -> Int {
        let program = tableau.program
        let columns = tableau.columnCount
        var rest = program.columnCosts.map { $0 * costScale }
        var sum = 0
        for row in 0..<tableau.rowCount where multipliers[row] != 0 {
            let multiplier = multipliers[row]
            let bound = multiplier > 0 ? tableau.lower[columns + row] : tableau.upper[columns + row]
            sum += multiplier * Int(bound)
            for entry in program.rowStarts[row]..<program.rowStarts[row + 1] {
                rest[Int(program.entryColumns[entry])] -= multiplier * program.entryValues[entry]
            }
        }
        for column in 0..<columns where rest[column] != 0 {
            let bound = rest[column] > 0 ? tableau.lower[column] : tableau.upper[column]
            sum += rest[column] * Int(bound)
        }
        return sum
    }
}
