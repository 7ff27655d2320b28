import Foundation

/// Cholesky's factor of a cross-product matrix whose last row belongs to the result: from it come
/// regression coefficients, their inverse matrix, log-determinant and the residual sum of squares.
struct AugmentedFactor {
    /// Columns of the model, the result not counted.
    let columnCount: Int
    /// The residual sum of squares of the result on the columns; not negative.
    let residual: Double
    /// log det of the columns' cross products.
    let logDeterminant: Double
    private let lower: SymmetricMatrix

    /// - Parameter products: columns first, the result last.
    /// - Returns: `nil` when a column depends on those before it.
    init?(_ products: SymmetricMatrix) {
        columnCount = products.size - 1
        var lower = products
        var logDeterminant = 0.0
        for row in 0..<columnCount {
            guard AugmentedFactor.eliminate(row, &lower) > 0 else { return nil }
            logDeterminant += 2 * log(lower[row, row])
        }
        residual = max(0, AugmentedFactor.eliminate(columnCount, &lower))
        self.logDeterminant = logDeterminant
        self.lower = lower
    }

    /// Makes one row of the factor; gives the square of its diagonal.
    private static func eliminate(_ row: Int, _ lower: inout SymmetricMatrix) -> Double {
        for column in 0..<row {
            var sum = lower[row, column]
            for place in 0..<column { sum -= lower[row, place] * lower[column, place] }
            lower[row, column] = sum / lower[column, column]
        }
        var pivot = lower[row, row]
        for place in 0..<row { pivot -= lower[row, place] * lower[row, place] }
        lower[row, row] = pivot > 0 ? pivot.squareRoot() : 0
        return pivot
    }

    /// The regression coefficients.
    var coefficients: [Double] {
        solve((0..<columnCount).map { lower[columnCount, $0] })
    }

    /// The inverse of the columns' cross products.
    var inverse: SymmetricMatrix {
        var inverse = SymmetricMatrix(size: columnCount)
        for column in 0..<columnCount {
            var unit = [Double](repeating: 0, count: columnCount)
            for row in 0..<columnCount {
                var sum = row == column ? 1.0 : 0.0
                for place in 0..<row { sum -= lower[row, place] * unit[place] }
                unit[row] = sum / lower[row, row]
            }
            for (row, value) in solve(unit).enumerated() { inverse[row, column] = value }
        }
        return inverse
    }

    /// Solves L' x = right.
    private func solve(_ right: [Double]) -> [Double] {
        var solution = right
        for row in (0..<columnCount).reversed() {
            for place in (row + 1)..<max(columnCount, row + 1) {
                solution[row] -= lower[place, row] * solution[place]
            }
            solution[row] /= lower[row, row]
        }
        return solution
    }

    /// Which of the columns do not depend on those before them.
    ///
    /// - Parameter products: centred cross products, the result last. A column whose part that is
    ///   new has less than 1e-12 of its sum of squares counts as dependent.
    static func independentColumns(_ products: SymmetricMatrix) -> [Int] {
        var kept: [Int] = []
        for column in 0..<(products.size - 1) where products[column, column] > 0 {
            let part = products.part(kept + [column])
            guard let factor = AugmentedFactor(part) else { continue }
            if factor.residual > 1e-12 * products[column, column] { kept.append(column) }
        }
        return kept
    }
}
