/// The square matrix of the rows that a vertex of quantile regression passes through.
struct BasisMatrix {
    private var factors: [[Double]]
    private var order: [Int]

    /// - Parameter rows: as many rows as columns.
    /// - Returns: `nil` when they depend on one another.
    init?(_ rows: [[Double]]) {
        factors = rows
        order = Array(rows.indices)
        for column in rows.indices {
            guard
                let pivot = (column..<rows.count).max(by: {
                    abs(factors[$0][column]) < abs(factors[$1][column])
                }), abs(factors[pivot][column]) > 1e-13
            else { return nil }
            factors.swapAt(column, pivot)
            order.swapAt(column, pivot)
            for row in (column + 1)..<max(rows.count, column + 1) {
                let factor = factors[row][column] / factors[column][column]
                factors[row][column] = factor
                for place in (column + 1)..<max(rows.count, column + 1) {
                    factors[row][place] -= factor * factors[column][place]
                }
            }
        }
    }

    /// Solves B x = right.
    func solve(_ right: [Double]) -> [Double] {
        var x = order.map { right[$0] }
        for row in x.indices {
            for place in 0..<row { x[row] -= factors[row][place] * x[place] }
        }
        for row in x.indices.reversed() {
            for place in (row + 1)..<max(x.count, row + 1) {
                x[row] -= factors[row][place] * x[place]
            }
            x[row] /= factors[row][row]
        }
        return x
    }

    /// Solves B' x = right.
    func solveTransposed(_ right: [Double]) -> [Double] {
        var x = right
        for row in x.indices {
            for place in 0..<row { x[row] -= factors[place][row] * x[place] }
            x[row] /= factors[row][row]
        }
        for row in x.indices.reversed() {
            for place in (row + 1)..<max(x.count, row + 1) {
                x[row] -= factors[place][row] * x[place]
            }
        }
        var solution = x
        for (place, row) in order.enumerated() { solution[row] = x[place] }
        return solution
    }
}
