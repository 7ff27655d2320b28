import Foundation

/// Quantile regression by the simplex method on its vertices (Barrodale and Roberts 1973; Koenker
/// and d'Orey 1987): every solution passes through as many rows as there are columns, and is proven
/// optimal by weights of the rows that form a feasible dual (see `Solution`).
///
/// Solved for one quantile after the other, each starting where the last ended. A pivot looks only
/// at rows near the curve; when none is left, all rows are looked at, and those that the curve has
/// crossed meanwhile join (Portnoy and Koenker 1997). So the proof is one of all rows.
struct QuantileRegression {
    /// An optimal vertex with its proof.
    struct Solution {
        /// One for each column.
        let coefficients: [Double]
        /// Σρ(y − Xb) less the dual's value: 0 but for rounding where the vertex is optimal.
        let gap: Double
        /// Σρ(y − Xb).
        let loss: Double
        /// How far the furthest weight lies outside τ−1 … τ.
        let infeasibility: Double
    }

    /// With so many rows or fewer, all of them are near.
    private static let fewRows = 2000
    /// Otherwise the nearest twentieth is.
    private static let nearShare = 0.05
    /// Far more rounds of looking at all rows than a quantile takes.
    private static let roundsMax = 1000

    let rows: SplineRows
    /// The largest distance of a result from their mean.
    let spread: Double
    /// Rows that the curve passes through.
    private(set) var basis: [Int]
    private let results: [Double]
    private let centre: Double
    /// The same without ties.
    private let perturbed: [Double]
    private let sumOfRows: [Double]
    /// Whether a row outside the basis counts as below the curve.
    private var isBelow: [Bool]
    private var isBasic: [Bool]
    private var residuals: [Double]
    /// Rows that pivots look at, and how much the curve rises there along a direction.
    private var near: [Int] = []
    private var rises: [Double] = []

    /// - Parameters:
    ///   - basis: as many rows as columns that span all rows.
    ///   - perturbation: ties between rows are broken by so many of the largest distance, and are
    ///     whole again in the solution; without it the method could walk in circles.
    init?(_ rows: SplineRows, results: [Double], basis: [Int], perturbation: Double) {
        let centre = results.reduce(0, +) / Double(results.count)
        let centred = results.map { $0 - centre }
        let spread = centred.reduce(0) { max($0, abs($1)) }
        var noise = PerturbationSource()
        perturbed = centred.map { $0 + perturbation * spread * noise.next() }
        self.rows = rows
        self.spread = spread
        self.results = centred
        self.centre = centre
        self.basis = basis
        isBelow = Array(repeating: false, count: rows.count)
        isBasic = Array(repeating: false, count: rows.count)
        residuals = perturbed
        var sum = [Double](repeating: 0, count: rows.columnCount)
        for row in 0..<rows.count { rows.add(row, times: 1, to: &sum) }
        sumOfRows = sum
        for row in basis { isBasic[row] = true }
        guard let matrix = BasisMatrix(basis.map(rows.full)) else { return nil }
        refresh(matrix)
        for row in 0..<rows.count { isBelow[row] = residuals[row] < 0 }
    }

    /// The regression at quantile `tau`, 0 < τ < 1.
    ///
    /// - Returns: `nil` when the basis lost its rank to rounding or no end was in sight.
    mutating func solve(_ tau: Double) -> Solution? {
        guard var matrix = BasisMatrix(basis.map(rows.full)) else { return nil }
        var share = QuantileRegression.nearShare
        near = nearRows(share)
        for _ in 0..<QuantileRegression.roundsMax {
            guard let end = descend(tau, &matrix) else { return nil }
            refresh(matrix)
            let crossed = crossedRows()
            for row in crossed { isBelow[row].toggle() }
            switch end {
            case .lowest(let weights) where crossed.isEmpty:
                return solution(tau, matrix, weights)
            case .lowest: near = Set(near).union(crossed).sorted()
            case .endless:
                if near.count == rows.count { return nil }
                share *= 4
                near = Set(nearRows(share)).union(crossed).sorted()
            }
        }
        return nil
    }

    /// How a descent among the near rows ends.
    private enum End {
        /// No basic row's weight is out of bounds.
        case lowest(weights: [Double])
        /// The near rows do not stop the loss from falling: more are needed.
        case endless
    }

    /// Moves from vertex to vertex as long as the loss of the near rows falls; `nil` when the basis
    /// lost its rank or no end is in sight.
    private mutating func descend(_ tau: Double, _ matrix: inout BasisMatrix) -> End? {
        var below = sumBelow()
        for _ in 0..<(50 * rows.count + 1000) {
            let weights = matrix.solveTransposed(rest(tau, below))
            guard let leaving = worst(weights, tau) else {
                return .lowest(weights: weights)
            }
            let goesUp = weights[leaving] < tau - 1
            var unit = [Double](repeating: 0, count: basis.count)
            unit[leaving] = goesUp ? 1 : -1
            rows.products(of: near, matrix.solve(unit), into: &rises)
            let need = goesUp ? tau - 1 - weights[leaving] : weights[leaving] - tau
            guard let passed = passedPlaces(need), let last = passed.last else {
                return .endless
            }
            for place in passed.dropLast() {
                let row = near[place]
                rows.add(row, times: isBelow[row] ? -1 : 1, to: &below)
                isBelow[row].toggle()
            }
            let entering = near[last]
            if isBelow[entering] { rows.add(entering, times: -1, to: &below) }
            exchange(leaving, entering, goesUp: goesUp, step: step(last), &below)
            guard let next = BasisMatrix(basis.map(rows.full)) else { return nil }
            matrix = next
        }
        return nil
    }

    private mutating func exchange(
        _ leaving: Int, _ entering: Int, goesUp: Bool, step: Double, _ below: inout [Double]
    ) {
        for place in near.indices { residuals[near[place]] -= step * rises[place] }
        let left = basis[leaving]
        isBasic[left] = false
        isBelow[left] = goesUp
        residuals[left] = goesUp ? -step : step
        if goesUp { rows.add(left, times: 1, to: &below) }
        isBasic[entering] = true
        basis[leaving] = entering
        residuals[entering] = 0
    }

    /// Computes all residuals anew.
    private mutating func refresh(_ matrix: BasisMatrix) {
        rows.products(matrix.solve(basis.map { perturbed[$0] }), into: &residuals)
        for row in residuals.indices {
            residuals[row] = isBasic[row] ? 0 : perturbed[row] - residuals[row]
        }
    }

    /// Rows that may be crossed on the way to the next quantile: a guess.
    private func nearRows(_ share: Double) -> [Int] {
        guard rows.count > QuantileRegression.fewRows, share < 1 else {
            return Array(0..<rows.count)
        }
        let sample = stride(from: 0, to: rows.count, by: rows.count / 1000)
            .map { abs(residuals[$0]) }.sorted()
        let reach = SampleQuantile.value(share, of: sample)
        return (0..<rows.count).filter { abs(residuals[$0]) <= reach }
    }

    /// Rows on the other side of the curve than they count for.
    private func crossedRows() -> [Int] {
        let rounding = 1e-13 * spread
        return (0..<rows.count).filter { row in
            !isBasic[row] && (isBelow[row] ? residuals[row] > rounding : residuals[row] < -rounding)
        }
    }

    private func sumBelow() -> [Double] {
        var sum = [Double](repeating: 0, count: rows.columnCount)
        for row in 0..<rows.count where isBelow[row] && !isBasic[row] {
            rows.add(row, times: 1, to: &sum)
        }
        return sum
    }

    /// What the basic rows' weights must add up to so that all weighted rows cancel.
    private func rest(_ tau: Double, _ below: [Double]) -> [Double] {
        var outside = sumOfRows
        for row in basis { rows.add(row, times: -1, to: &outside) }
        return zip(outside, below).map { $1 - tau * $0 }
    }

    /// The basic row whose weight lies furthest outside τ−1 … τ; `nil` when none does.
    private func worst(_ weights: [Double], _ tau: Double) -> Int? {
        var worst: (place: Int, excess: Double)?
        for (place, weight) in weights.enumerated() {
            let excess = max(tau - 1 - weight, weight - tau)
            if excess > 1e-9, excess > worst?.excess ?? 0 { worst = (place, excess) }
        }
        return worst?.place
    }

    /// How far the curve moves until it meets a near row.
    private func step(_ place: Int) -> Double { max(0, residuals[near[place]] / rises[place]) }

    /// Places of the near rows that change sides until the loss falls no more, in no order but the
    /// last, which enters the basis.
    ///
    /// - Parameter need: how much slope has to be gained.
    private func passedPlaces(_ need: Double) -> [Int]? {
        var candidates: [BreakPoints.Candidate] = []
        for (place, row) in near.enumerated() where !isBasic[row] {
            let rise = rises[place]
            guard abs(rise) > 1e-12, (rise < 0) == isBelow[row] else { continue }
            candidates.append(
                BreakPoints.Candidate(place: place, step: step(place), weight: abs(rise)))
        }
        return BreakPoints.passed(&candidates, need: need)
    }

    private func solution(_ tau: Double, _ matrix: BasisMatrix, _ weights: [Double]) -> Solution {
        let coefficients = matrix.solve(basis.map { results[$0] })
        var loss = 0.0
        var dual = zip(basis, weights).reduce(0) { $0 + results[$1.0] * $1.1 }
        for row in results.indices where !isBasic[row] {
            let residual = results[row] - rows.product(row, coefficients)
            loss += residual < 0 ? (tau - 1) * residual : tau * residual
            dual += results[row] * (isBelow[row] ? tau - 1 : tau)
        }
        let infeasibility = weights.reduce(0) { max($0, tau - 1 - $1, $1 - tau) }
        // B-splines add up to 1 everywhere, so the centre goes back to every coefficient.
        return Solution(
            coefficients: coefficients.map { $0 + centre }, gap: loss - dual, loss: loss,
            infeasibility: infeasibility)
    }
}
