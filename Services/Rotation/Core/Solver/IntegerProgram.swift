/// A linear program in which everything is an integer: minimise `offset + Σ cost·x` over columns
/// between bounds, subject to rows between bounds.
///
/// Rows have a variable too, their activity; variables are numbered columns first, then rows.
struct IntegerProgram: Sendable {
    /// Never branched on: whatever it measures is integral when the others are.
    static let noTier: UInt8 = .max

    /// Added to every objective.
    var offset = 0
    private(set) var columnCosts: [Int] = []
    private(set) var columnLower: [Int] = []
    private(set) var columnUpper: [Int] = []
    /// Which columns are branched on first; 0 before 1.
    private(set) var columnTiers: [UInt8] = []

    private(set) var rowLower: [Int] = []
    private(set) var rowUpper: [Int] = []
    private(set) var rowTiers: [UInt8] = []
    /// Where each row's entries begin; one more than there are rows.
    private(set) var rowStarts = [0]
    private(set) var entryColumns: [Int32] = []
    private(set) var entryValues: [Int] = []

    /// Rows that are looked at only where a relaxation breaks them: there are many, and few matter.
    var lazyRows: [LazyRow] = []

    /// `Σ value·column ≤ atMost`.
    struct LazyRow: Sendable {
        let terms: [Term]
        let atMost: Int
    }

    /// One entry of a row.
    struct Term: Hashable, Sendable {
        let column: Int
        let value: Int

        init(_ column: Int, _ value: Int = 1) {
            self.column = column
            self.value = value
        }
    }

    var columnCount: Int { columnCosts.count }
    var rowCount: Int { rowLower.count }

    /// - Returns: the new column's number.
    mutating func addColumn(cost: Int, lower: Int = 0, upper: Int = 1, tier: UInt8) -> Int {
        columnCosts.append(cost)
        columnLower.append(lower)
        columnUpper.append(upper)
        columnTiers.append(tier)
        return columnCosts.count - 1
    }

    /// Adds a row; a bound that is `nil` or beyond what the columns allow becomes what they allow,
    /// so that every variable has two finite bounds.
    ///
    /// - Parameters:
    ///   - terms: each column at most once.
    ///   - keepsIdle: whether a row that no choice of columns can break is added all the same, to
    ///     be branched on.
    /// - Returns: the row's number; `nil` when it was left out.
    @discardableResult
    mutating func addRow(
        _ terms: [Term], atLeast: Int? = nil, atMost: Int? = nil, tier: UInt8 = noTier,
        keepsIdle: Bool = false
    ) -> Int? {
        var least = 0
        var most = 0
        for term in terms {
            let (low, high) = (columnLower[term.column], columnUpper[term.column])
            least += term.value * (term.value > 0 ? low : high)
            most += term.value * (term.value > 0 ? high : low)
        }
        let isIdle = (atLeast ?? least) <= least && (atMost ?? most) >= most
        if isIdle, !keepsIdle { return nil }
        rowLower.append(max(atLeast ?? least, least))
        rowUpper.append(min(atMost ?? most, most))
        if let atLeast, atLeast > most { rowLower[rowLower.count - 1] = atLeast }
        if let atMost, atMost < least { rowUpper[rowUpper.count - 1] = atMost }
        rowTiers.append(tier)
        for term in terms where term.value != 0 {
            entryColumns.append(Int32(term.column))
            entryValues.append(term.value)
        }
        rowStarts.append(entryColumns.count)
        return rowLower.count - 1
    }

    /// The entries of a row.
    func terms(of row: Int) -> [Term] {
        (rowStarts[row]..<rowStarts[row + 1]).map {
            Term(Int(entryColumns[$0]), entryValues[$0])
        }
    }

    /// Leaves out the rows that are not to be kept; the others move up.
    mutating func removeRows(keeping isKept: [Bool]) {
        var other = self
        (other.rowLower, other.rowUpper, other.rowTiers) = ([], [], [])
        (other.rowStarts, other.entryColumns, other.entryValues) = ([0], [], [])
        for row in 0..<rowCount where isKept[row] {
            other.rowLower.append(rowLower[row])
            other.rowUpper.append(rowUpper[row])
            other.rowTiers.append(rowTiers[row])
            let entries = rowStarts[row]..<rowStarts[row + 1]
            other.entryColumns += entryColumns[entries]
            other.entryValues += entryValues[entries]
            other.rowStarts.append(other.entryColumns.count)
        }
        self = other
    }

    mutating func setCost(_ cost: Int, of column: Int) { columnCosts[column] = cost }

    mutating func setBounds(_ lower: Int, _ upper: Int, of column: Int) {
        columnLower[column] = lower
        columnUpper[column] = upper
    }

    /// What a row adds up to.
    func activity(of row: Int, _ values: [Int]) -> Int {
        (rowStarts[row]..<rowStarts[row + 1]).reduce(0) {
            $0 + entryValues[$1] * values[Int(entryColumns[$1])]
        }
    }

    /// Whether every bound of columns and rows holds, in integers.
    func isSatisfied(by values: [Int]) -> Bool {
        for column in 0..<columnCount
        where values[column] < columnLower[column] || values[column] > columnUpper[column] {
            return false
        }
        for row in 0..<rowCount {
            let sum = activity(of: row, values)
            if sum < rowLower[row] || sum > rowUpper[row] { return false }
        }
        return lazyRows.allSatisfy { row in
            row.terms.reduce(0) { $0 + $1.value * values[$1.column] } <= row.atMost
        }
    }

    /// The objective, in integers.
    func objective(_ values: [Int]) -> Int {
        (0..<columnCount).reduce(offset) { $0 + columnCosts[$1] * values[$1] }
    }
}
