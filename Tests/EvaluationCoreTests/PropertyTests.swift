import EvaluationCore
import Foundation
import Testing

/// What must hold for any data.
@Suite("Properties of the figures")
struct PropertyTests {
    private func close(_ left: Double?, _ right: Double?, _ tolerance: Double = 1e-9) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) <= tolerance * max(1, abs(left))
    }

    private func expectSameShares(_ left: SpreadFigures, _ right: SpreadFigures) throws {
        let (one, other) = (try left.anova.get(), try right.anova.get())
        #expect(close(one.icc, other.icc) && close(one.naive, other.naive))
        #expect(close(one.low, other.low) && close(one.high, other.high))
        let (fit, twin) = (try left.likelihood.get(), try right.likelihood.get())
        #expect(close(fit.icc, twin.icc) && close(fit.low, twin.low) && close(fit.high, twin.high))
    }

    @Test("Adding a constant changes no share, not even a constant of 10⁶ standard deviations")
    func shift() throws {
        let data = try SchoolData("exam.csv")
        let plain = SpreadFigures(data.moments())
        for constant in [-700.0, 512, 1_048_576] {
            try expectSameShares(plain, SpreadFigures(data.moments { $0 + constant }))
        }
        let columns = data.columns(["prior"])
        let added = try ValueAddedFigures(data.moments(["prior"]), columns: columns).units.get()
        let moved = try ValueAddedFigures(
            data.moments(["prior"]) { $0 + 750 }, columns: columns
        ).units.get()
        for (one, other) in zip(added, moved) {
            #expect(close(one.estimate, other.estimate) && one.flag == other.flag)
        }
    }

    @Test("Another scale changes no share and multiplies value added")
    func scale() throws {
        let data = try SchoolData("hsb82.csv")
        let columns = data.columns(["prior"])
        let plain = ValueAddedFigures(data.moments(["prior"]), columns: columns)
        let scaled = ValueAddedFigures(data.moments(["prior"]) { $0 * 30 }, columns: columns)
        try expectSameShares(plain.spread, scaled.spread)
        try expectSameShares(plain.empty, scaled.empty)
        for (one, other) in zip(try plain.units.get(), try scaled.units.get()) {
            #expect(close(30 * one.estimate, other.estimate))
            #expect(close(30 * one.standardError, other.standardError))
            #expect(one.flag == other.flag)
        }
    }

    @Test("The order of rows changes nothing")
    func order() throws {
        let data = try SchoolData("exam.csv")
        var noise = Noise(seed: 3)
        var order = Array(data.unitOfRow.indices)
        for place in order.indices { order.swapAt(place, noise.index(below: order.count)) }
        let columns = data.columns(["prior", "gender"])
        let plain = ValueAddedFigures(data.moments(["prior", "gender"]), columns: columns)
        let mixed = ValueAddedFigures(
            data.moments(["prior", "gender"], order: order), columns: columns)
        try expectSameShares(plain.spread, mixed.spread)
        for (one, other) in zip(try plain.units.get(), try mixed.units.get()) {
            #expect(close(one.estimate, other.estimate) && one.flag == other.flag)
        }
    }

    @Test("Statistics of two parts merge to those of the whole, also of an empty part")
    func merge() throws {
        let data = try SchoolData("exam.csv")
        let names = ["prior", "gender"]
        let rows = Array(data.unitOfRow.indices)
        let columns = data.columns(names)
        let whole = ValueAddedFigures(data.moments(names), columns: columns)
        for cut in [0, 1, 17, 2000, rows.count] {
            var first = data.moments(names, order: Array(rows.prefix(cut)))
            first.merge(data.moments(names, order: Array(rows.dropFirst(cut))))
            #expect(first.counts == data.moments(names).counts)
            let merged = ValueAddedFigures(first, columns: columns)
            try expectSameShares(whole.spread, merged.spread)
            let (one, other) = (
                try whole.spread.likelihood.get(), try merged.spread.likelihood.get()
            )
            #expect(abs(one.criterion - other.criterion) < 1e-7)
        }
    }

    @Test("A negative between-unit variance is kept raw, reported 0, and REML agrees")
    func negative() throws {
        var moments = UnitMoments(width: 1)
        var noise = Noise(seed: 5)
        for unit in 0..<30 {
            moments.addUnit()
            // Every unit has the same mean: less different than chance would have it.
            let values = (0..<6).map { _ in noise.next() }
            let mean = values.reduce(0, +) / 6
            for value in values { moments.add([value - mean], to: unit) }
        }
        let figures = SpreadFigures(moments)
        let anova = try figures.anova.get()
        #expect(anova.raw < 0 && anova.icc == 0 && (anova.low ?? 0) < 0)
        let fit = try figures.likelihood.get()
        #expect(fit.icc == 0 && fit.low == 0 && fit.varianceBetween == 0 && fit.high > 0)
        let units = try ValueAddedFigures(moments, columns: ModelColumns()).units.get()
        #expect(units.allSatisfy { $0.estimate == 0 && $0.flag == .same && $0.reliability == 0 })
    }

    @Test("The search finds where the likelihood is greatest: nowhere on a grid is it greater")
    func leastCriterion() throws {
        // A dense matrix computes the same criterion by definition, for small data.
        for seed in 1...6 {
            var noise = Noise(seed: UInt64(seed))
            let sizes = (0..<7).map { _ in 1 + noise.index(below: 5) }
            var moments = UnitMoments(width: 1)
            var rows: [(unit: Int, result: Double)] = []
            for (unit, size) in sizes.enumerated() {
                moments.addUnit()
                let mean = noise.next()
                for _ in 0..<size {
                    rows.append((unit, mean + noise.next()))
                    moments.add([rows[rows.count - 1].result], to: unit)
                }
            }
            let fit = try SpreadFigures(moments).likelihood.get()
            let ratio = fit.varianceBetween / fit.varianceWithin
            #expect(close(fit.criterion, DenseModel.criterion(rows, ratio: ratio), 1e-10))
            for step in 0...200 {
                let other = pow(10, Double(step) / 20 - 6)
                #expect(DenseModel.criterion(rows, ratio: other) >= fit.criterion - 1e-9)
            }
        }
    }
}

/// REML of an empty model by its definition, with the full covariance matrix.
private enum DenseModel {
    static func criterion(_ rows: [(unit: Int, result: Double)], ratio: Double) -> Double {
        let count = rows.count
        var matrix = (0..<count).map { row in
            (0..<count).map { column in
                (row == column ? 1 : 0) + (rows[row].unit == rows[column].unit ? ratio : 0)
            } + [1, rows[row].result]
        }
        // Gauss: V⁻¹1 and V⁻¹y stand in the last two columns, det V in the pivots.
        var logDeterminant = 0.0
        for pivot in 0..<count {
            logDeterminant += log(matrix[pivot][pivot])
            for row in 0..<count where row != pivot {
                let factor = matrix[row][pivot] / matrix[pivot][pivot]
                for column in pivot..<(count + 2) {
                    matrix[row][column] -= factor * matrix[pivot][column]
                }
            }
        }
        let ones = (0..<count).map { matrix[$0][count] / matrix[$0][$0] }
        let results = (0..<count).map { matrix[$0][count + 1] / matrix[$0][$0] }
        let xx = ones.reduce(0, +)
        let xy = results.reduce(0, +)
        let yy = zip(results, rows).reduce(0) { $0 + $1.0 * $1.1.result }
        let residual = yy - xy * xy / xx
        let freedom = Double(count - 1)
        return logDeterminant + log(xx) + freedom * (1 + log(2 * .pi * residual / freedom))
    }
}
