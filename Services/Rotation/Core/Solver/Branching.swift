/// New bounds of one variable.
struct Branch: Sendable {
    let variable: Int
    let lower: Int
    let upper: Int
}

/// Which variable is branched on, and which half is looked at first.
enum Branching {
    /// Two halves that leave out only fractional values.
    struct Choice: Sendable {
        let first: Branch
        let second: Branch
    }

    /// Among the fractional variables of the first tier that has any, the one with the largest
    /// product of what the first dual step of either half costs; `nil` when all are integral.
    static func choose(_ tableau: DualTableau) -> Choice? {
        let program = tableau.program
        var bestTier = IntegerProgram.noTier
        var bestScore = -1.0
        var bestRow: Int?
        for row in 0..<tableau.rowCount {
            let variable = Int(tableau.basic[row])
            let tier =
                variable < tableau.columnCount
                ? program.columnTiers[variable] : program.rowTiers[variable - tableau.columnCount]
            guard tier != IntegerProgram.noTier, tier <= bestTier else { continue }
            let value = tableau.basics[row]
            let fraction = value - value.rounded(.down)
            guard fraction > Tolerance.integer, fraction < 1 - Tolerance.integer else { continue }
            let score = score(tableau, row, fraction)
            if tier < bestTier || score > bestScore {
                (bestTier, bestScore, bestRow) = (tier, score, row)
            }
        }
        return bestRow.map { choice(tableau, $0) }
    }

    private static func score(_ tableau: DualTableau, _ row: Int, _ fraction: Double) -> Double {
        let line = tableau.entries + row * tableau.stride
        var down = 1e5
        var up = 1e5
        for column in 0..<tableau.columnCount {
            let entry = line[column]
            guard abs(entry) > 1e-9 else { continue }
            let variable = Int(tableau.nonbasic[column])
            guard tableau.upper[variable] > tableau.lower[variable] else { continue }
            let ratio = abs(tableau.reduced[column] / entry)
            if (entry > 0) != tableau.isAtUpper[column] {
                up = min(up, ratio)
            } else {
                down = min(down, ratio)
            }
        }
        return max(down * fraction, 1e-3) * max(up * (1 - fraction), 1e-3)
    }

    private static func choice(_ tableau: DualTableau, _ row: Int) -> Choice {
        let variable = Int(tableau.basic[row])
        let value = tableau.basics[row]
        let below = Int(value.rounded(.down))
        let down = Branch(
            variable: variable, lower: Int(tableau.lower[variable]), upper: below)
        let up = Branch(
            variable: variable, lower: below + 1, upper: Int(tableau.upper[variable]))
        return value - Double(below) > 0.5
            ? Choice(first: up, second: down) : Choice(first: down, second: up)
    }
}
