/// The quantile curves of one group of students.
struct GrowthCurves {
    let rows: SplineRows
    let solutions: [QuantileRegression.Solution]
    private let tolerance: Double
    /// Rows of a sample from which a solution of many rows begins.
    private static let sampleSize = 3000

    init(priors: [Double], results: [Double]) throws(Undefined) {
        let sorted = priors.sorted()
        var basis: SplineBasis? =
            sorted[0] < sorted[sorted.count - 1]
            ? SplineBasis.ofPriors(sorted)
            : SplineBasis(degree: 0, inner: [], low: sorted[0] - 1, high: sorted[0] + 1)
        while let tried = basis {
            let rows = SplineRows(tried, at: priors)
            if let spanning = rows.spanningRows() {
                self.rows = rows
                (solutions, tolerance) = try GrowthCurves.solve(rows, results, spanning)
                return
            }
            // Fewer distinct priors than functions: a simpler curve.
            basis = tried.simpler
        }
        throw .notSolved
    }

    /// Solves all quantiles; the second number is the distance within which a curve passes through
    /// a result.
    private static func solve(
        _ rows: SplineRows, _ results: [Double], _ spanning: [Int]
    ) throws(Undefined) -> ([QuantileRegression.Solution], Double) {
        let start = GrowthCurves.start(rows, results, spanning)
        for perturbation in [1e-10, 1e-9, 1e-8] {
            guard
                var regression = QuantileRegression(
                    rows, results: results, basis: start, perturbation: perturbation)
            else { continue }
            var solutions: [QuantileRegression.Solution] = []
            for number in 0..<GrowthPercentiles.quantileCount {
                let tau = (Double(number) + 0.5) / Double(GrowthPercentiles.quantileCount)
                guard let solution = regression.solve(tau) else { break }
                solutions.append(solution)
            }
            if solutions.count == GrowthPercentiles.quantileCount {
                return (solutions, 1e-9 * regression.spread)
            }
        }
        throw .notSolved
    }

    /// Rows to begin with: those of the lowest curve of a sample, which lies near that of all.
    private static func start(
        _ rows: SplineRows, _ results: [Double], _ spanning: [Int]
    ) -> [Int] {
        guard rows.count > 4 * sampleSize else { return spanning }
        let step = rows.count / sampleSize
        let sample = Set(stride(from: 0, to: rows.count, by: step)).union(spanning).sorted()
        let part = rows.part(sample)
        let basis = spanning.compactMap { sample.firstIndex(of: $0) }
        let sampled = sample.map { results[$0] }
        guard
            var regression = QuantileRegression(
                part, results: sampled, basis: basis, perturbation: 1e-8),
            regression.solve(0.5 / Double(GrowthPercentiles.quantileCount)) != nil
        else { return spanning }
        return regression.basis.map { sample[$0] }
    }

    /// How many of the curves lie below a result at a student's prior, and how many pass through
    /// it. Curves that cross are put in order by counting alone.
    func counts(_ result: Double, row: Int) -> (below: Int, through: Int) {
        var counts = (below: 0, through: 0)
        for solution in solutions {
            let distance = rows.product(row, solution.coefficients) - result
            if distance < -tolerance {
                counts.below += 1
            } else if distance <= tolerance {
                counts.through += 1
            }
        }
        return counts
    }
}
