extension DualTableau {
    /// Pivots until the present bounds are kept, or it is shown that they cannot be.
    ///
    /// - Parameters:
    ///   - limit: an objective from which on the caller needs no more.
    ///   - isTimeUp: asked now and then.
    func run(limit: Double, isTimeUp: () -> Bool) -> Outcome {
        let most = 20 * (rowCount + columnCount) + 1000
        for count in 0..<most {
            if pivotsSinceRefresh >= 64 { refreshBasics() }
            // Long degenerate stretches end with the smallest number among the candidates.
            let leaving = count < most / 2 ? worstRow() : firstRow()
            guard let row = leaving else { return .optimal }
            if count > 0, objective >= limit { return .beyondLimit }
            if count & 15 == 15, isTimeUp() { return .unfinished }
            guard let column = entering(row) else { return .infeasible(row: row) }
            exchange(row, column)
        }
        return .unfinished
    }

    /// The row whose basic variable is farthest outside its bounds by weight.
    private func worstRow() -> Int? {
        var worst: Int?
        var score = 0.0
        for row in 0..<rowCount {
            let gap = gap(row)
            guard gap != 0 else { continue }
            let square = gap * gap / weights[row]
            if square > score {
                score = square
                worst = row
            }
        }
        return worst
    }

    private func firstRow() -> Int? {
        (0..<rowCount).filter { gap($0) != 0 }.min { basic[$0] < basic[$1] }
    }

    /// How far the basic variable of a row must move: positive upwards, 0 within bounds.
    func gap(_ row: Int) -> Double {
        let variable = Int(basic[row])
        let value = basics[row]
        if value < lower[variable] - Tolerance.primal { return lower[variable] - value }
        if value > upper[variable] + Tolerance.primal { return upper[variable] - value }
        return 0
    }

    /// The long-step ratio test: variables on the way that cannot mend the row alone are flipped to
    /// their other bound (`flips`), the one that can enters.
    private func entering(_ row: Int) -> Int? {
        let gap = gap(row)
        let line = entries + row * stride
        var count = candidates(line, upwards: gap > 0)
        flips.removeAll(keepingCapacity: true)
        var rest = abs(gap)
        var choice: Int?
        var flipsOfChoice = 0
        while count > 0 {
            var least = Double.infinity
            for k in 0..<count { least = min(least, ratios[k]) }
            var best = -1
            var bestSize = 0.0
            let flipsBefore = flips.count
            var kept = 0
            for k in 0..<count {
                let column = Int(indices[k])
                guard ratios[k] <= least + 1e-9 else {
                    indices[kept] = indices[k]
                    ratios[kept] = ratios[k]
                    kept += 1
                    continue
                }
                let size = abs(line[column])
                if size > bestSize { (best, bestSize) = (column, size) }
                let variable = Int(nonbasic[column])
                rest -= size * (upper[variable] - lower[variable])
                flips.append(column)
            }
            count = kept
            if choice == nil || bestSize >= Tolerance.pivot {
                choice = best
                flipsOfChoice = flipsBefore
            }
            if rest < 0 { break }
        }
        if rest > Tolerance.primal { return nil }
        flips.removeSubrange(flipsOfChoice...)
        return choice
    }

    /// Gathers in `indices` and `ratios` what can move the row in the direction wanted.
    private func candidates(_ line: UnsafeMutablePointer<Double>, upwards: Bool) -> Int {
        var count = 0
        for column in 0..<columnCount {
            let entry = upwards ? line[column] : -line[column]
            let moves = isAtUpper[column] ? entry < -1e-9 : entry > 1e-9
            guard moves else { continue }
            let variable = Int(nonbasic[column])
            guard upper[variable] > lower[variable] else { continue }
            indices[count] = Int32(column)
            ratios[count] = max(0, reduced[column] / entry)
            count &+= 1
        }
        return count
    }

    /// Flips what was passed, then exchanges a basic and a nonbasic variable.
    private func exchange(_ row: Int, _ column: Int) {
        let leaving = Int(basic[row])
        // Decided before the flips, which may bring the row exactly to its bound.
        let goesUp = gap(row) < 0
        for flipped in flips {
            let variable = Int(nonbasic[flipped])
            isAtUpper[flipped].toggle()
            shift(flipped, to: isAtUpper[flipped] ? upper[variable] : lower[variable])
        }
        let target = goesUp ? upper[leaving] : lower[leaving]
        let pivot = entries[row * stride + column]
        let step = (target - basics[row]) / pivot
        updateWeights(row, column, pivot)
        let entered = values[column] + step
        var entry = entries + column
        for other in 0..<rowCount {
            basics[other] += entry.pointee * step
            entry += stride
        }
        self.pivot(row, column)
        basics[row] = entered
        values[column] = target
        isAtUpper[column] = goesUp
    }

    /// Dual Devex; started anew when they grow so large that broken rows would go unseen.
    private func updateWeights(_ row: Int, _ column: Int, _ pivot: Double) {
        let own = weights[row]
        var largest = 0.0
        for other in 0..<rowCount where other != row {
            let entry = entries[other * stride + column]
            guard entry != 0 else { continue }
            let ratio = entry / pivot
            weights[other] = max(weights[other], ratio * ratio * own)
            largest = max(largest, weights[other])
        }
        weights[row] = max(own / (pivot * pivot), 1)
        if max(largest, weights[row]) > 1e7 { weights.update(repeating: 1, count: rowCount) }
    }

    /// Exchanges the variables of a row and a column of the tableau.
    func pivot(_ row: Int, _ column: Int) {
        countPivot()
        let line = entries + row * stride
        let inverse = 1 / line[column]
        var count = 0
        for other in 0..<columnCount where other != column {
            if abs(line[other]) > Tolerance.entry {
                line[other] *= -inverse
                indices[count] = Int32(other)
                count &+= 1
            } else {
                line[other] = 0
            }
        }
        line[column] = inverse
        indices[count] = Int32(column)
        count += 1
        let isSparse = count * 3 < columnCount
        for other in 0..<rowCount where other != row {
            add(line, count, isSparse, column, to: entries + other * stride)
        }
        add(line, count, isSparse, column, to: reduced)
        let (left, came) = (basic[row], nonbasic[column])
        basic[row] = came
        nonbasic[column] = left
        place[Int(came)] = Int32(row)
        place[Int(left)] = Int32(-1 - column)
    }

    /// Replaces the entering variable in another line by the pivot row.
    @inline(__always)
    private func add(
        _ line: UnsafeMutablePointer<Double>, _ count: Int, _ isSparse: Bool, _ column: Int,
        to other: UnsafeMutablePointer<Double>
    ) {
        let factor = other[column]
        if factor == 0 { return }
        other[column] = 0
        if abs(factor) < Tolerance.entry { return }
        if isSparse {
            for k in 0..<count {
                let index = Int(indices[k])
                other[index] += factor * line[index]
            }
        } else {
            for index in 0..<stride { other[index] += factor * line[index] }
        }
    }
}
