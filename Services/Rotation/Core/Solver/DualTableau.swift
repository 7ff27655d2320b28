/// The bounded dual simplex on a dense tableau: basic variables as sums over nonbasic ones.
///
/// All variables have two finite bounds, so every basis becomes dual feasible by putting each
/// nonbasic variable on the bound that its reduced cost asks for. That is why bounds may be changed
/// and changed back at any time, and no basis is ever copied. Rounding may make any single answer
/// wrong; ``ExactBound`` and integer checks of candidates decide, never this class alone.
///
/// Source: A. Koberstein, The Dual Simplex Method, Techniques for a fast and stable implementation
/// (2005), chapters 3 (long-step ratio test) and 4 (dual Devex pricing).
final class DualTableau {
    /// How a run ended.
    enum Outcome: Equatable {
        /// All bounds are kept.
        case optimal
        /// No choice of nonbasic variables brings this row's basic variable between its bounds.
        case infeasible(row: Int)
        /// The objective has passed the limit given.
        case beyondLimit
        /// Too many pivots or the time is up: multipliers are valid, the primal values are not.
        case unfinished
    }

    /// The program with the rows added since.
    var program: IntegerProgram
    let columnCount: Int
    let stride: Int
    var rowCount = 0
    var rowCapacity: Int

    /// `rowCapacity` × `stride`.
    var entries: UnsafeMutablePointer<Double>
    /// Reduced costs of the nonbasic variables.
    let reduced: UnsafeMutablePointer<Double>
    /// Values of the nonbasic variables.
    let values: UnsafeMutablePointer<Double>
    let isAtUpper: UnsafeMutablePointer<Bool>
    /// Which variable each column of the tableau stands for.
    let nonbasic: UnsafeMutablePointer<Int32>

    /// Values of the basic variables.
    var basics: UnsafeMutablePointer<Double>
    /// Dual Devex weights.
    var weights: UnsafeMutablePointer<Double>
    /// Which variable each row of the tableau stands for.
    var basic: UnsafeMutablePointer<Int32>

    /// By variable.
    var lower: UnsafeMutablePointer<Double>
    var upper: UnsafeMutablePointer<Double>
    /// Row of the tableau if basic, else −1 − column of the tableau.
    var place: UnsafeMutablePointer<Int32>

    /// Scratch of `columnCount` each.
    let indices: UnsafeMutablePointer<Int32>
    let ratios: UnsafeMutablePointer<Double>
    var flips: [Int] = []
    private(set) var pivotCount = 0
    var pivotsSinceRefresh = 0

    init(_ program: IntegerProgram) {
        self.program = program
        columnCount = program.columnCount
        stride = (program.columnCount + 3) / 4 * 4 + 4
        rowCapacity = program.rowCount + 32
        entries = .allocate(capacity: rowCapacity * stride)
        reduced = .allocate(capacity: stride)
        values = .allocate(capacity: stride)
        isAtUpper = .allocate(capacity: stride)
        nonbasic = .allocate(capacity: stride)
        indices = .allocate(capacity: stride)
        ratios = .allocate(capacity: stride)
        basics = .allocate(capacity: rowCapacity)
        weights = .allocate(capacity: rowCapacity)
        basic = .allocate(capacity: rowCapacity)
        lower = .allocate(capacity: columnCount + rowCapacity)
        upper = .allocate(capacity: columnCount + rowCapacity)
        place = .allocate(capacity: columnCount + rowCapacity)
        for column in 0..<columnCount {
            lower[column] = Double(program.columnLower[column])
            upper[column] = Double(program.columnUpper[column])
        }
        for row in 0..<program.rowCount {
            lower[columnCount + row] = Double(program.rowLower[row])
            upper[columnCount + row] = Double(program.rowUpper[row])
        }
        rowCount = program.rowCount
        startFromRows()
    }

    deinit {
        entries.deallocate()
        reduced.deallocate()
        values.deallocate()
        isAtUpper.deallocate()
        nonbasic.deallocate()
        indices.deallocate()
        ratios.deallocate()
        basics.deallocate()
        weights.deallocate()
        basic.deallocate()
        lower.deallocate()
        upper.deallocate()
        place.deallocate()
    }

    var variableCount: Int { columnCount + rowCount }

    /// The objective at the present values, `offset` included.
    var objective: Double {
        var sum = Double(program.offset)
        for column in 0..<columnCount { sum += reduced[column] * values[column] }
        return sum
    }

    func value(of variable: Int) -> Double {
        let place = Int(place[variable])
        return place >= 0 ? basics[place] : values[-1 - place]
    }

    /// The basis of row activities: the tableau is the matrix itself.
    func startFromRows() {
        (entries).update(repeating: 0, count: rowCount * stride)
        reduced.update(repeating: 0, count: stride)
        for column in 0..<columnCount {
            reduced[column] = Double(program.columnCosts[column])
            nonbasic[column] = Int32(column)
            place[column] = Int32(-1 - column)
        }
        for row in 0..<rowCount {
            let line = entries + row * stride
            for entry in program.rowStarts[row]..<program.rowStarts[row + 1] {
                line[Int(program.entryColumns[entry])] = Double(program.entryValues[entry])
            }
            basic[row] = Int32(columnCount + row)
            place[columnCount + row] = Int32(row)
            weights[row] = 1
        }
        for column in 0..<columnCount { isAtUpper[column] = reduced[column] < 0 }
        settle()
    }

    /// Puts every nonbasic variable on its bound and works the basic ones out anew.
    func settle() {
        for column in 0..<columnCount {
            let variable = Int(nonbasic[column])
            if reduced[column] > Tolerance.dual { isAtUpper[column] = false }
            if reduced[column] < -Tolerance.dual { isAtUpper[column] = true }
            values[column] = isAtUpper[column] ? upper[variable] : lower[variable]
        }
        refreshBasics()
    }

    /// Works the basic variables out from the nonbasic ones.
    func refreshBasics() {
        pivotsSinceRefresh = 0
        for row in 0..<rowCount {
            let line = entries + row * stride
            var sum = 0.0
            for column in 0..<columnCount { sum += line[column] * values[column] }
            basics[row] = sum
        }
    }

    /// Changes a variable's bounds; a nonbasic variable moves with them.
    func setBounds(_ low: Double, _ high: Double, of variable: Int) {
        lower[variable] = low
        upper[variable] = high
        let where_ = Int(place[variable])
        guard where_ < 0 else { return }
        let column = -1 - where_
        if reduced[column] > Tolerance.dual { isAtUpper[column] = false }
        if reduced[column] < -Tolerance.dual { isAtUpper[column] = true }
        shift(column, to: isAtUpper[column] ? high : low)
    }

    /// Moves a nonbasic variable and all basic ones with it.
    func shift(_ column: Int, to value: Double) {
        let change = value - values[column]
        guard change != 0 else { return }
        values[column] = value
        var entry = entries + column
        for row in 0..<rowCount {
            basics[row] += entry.pointee * change
            entry += stride
        }
    }

    func countPivot() {
        pivotCount += 1
        pivotsSinceRefresh += 1
    }
}

/// Below what a number counts as nothing.
enum Tolerance {
    /// Of bounds of basic variables.
    static let primal = 1e-7
    /// Of reduced costs.
    static let dual = 1e-9
    /// Of entries of the tableau.
    static let entry = 1e-11
    /// Smallest entry that is pivoted on without looking for another.
    static let pivot = 1e-5
    /// Of integers.
    static let integer = 1e-6
}
