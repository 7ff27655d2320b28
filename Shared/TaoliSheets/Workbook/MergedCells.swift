/// The merged cells of a sheet: those of one column, whose value holds for every row of them.
///
/// Only a merge's first cell has the value in the file. Rows come in order, so that one place a
/// column is enough.
struct MergedCells {
    private struct Column {
        var ranges: [(first: Int, last: Int)]
        var place = 0
        /// The value of the range at `place`; `nil` until its first row was read.
        var text: [UInt8]?
    }

    private var columns: [Int: Column] = [:]
    /// The columns that have merges, ascending.
    let order: [Int]

    /// - Parameter ranges: each within one column.
    init(_ ranges: [MergedRange]) {
        for range in ranges where range.last.row > range.first.row {
            columns[range.first.column, default: Column(ranges: [])].ranges
                .append((range.first.row, range.last.row))
        }
        for key in columns.keys { columns[key]?.ranges.sort { $0.first < $1.first } }
        order = columns.keys.sorted()
    }

    var isEmpty: Bool { order.isEmpty }

    /// The text that a cell shows because of the cells it is merged with; `nil` when the cell's own
    /// text holds.
    ///
    /// - Parameter own: what the cell has itself, empty for nothing.
    mutating func text(column: Int, row: Int, own: ArraySlice<UInt8>) -> [UInt8]? {
        guard var merged = columns[column] else { return nil }
        defer { columns[column] = merged }
        while merged.place < merged.ranges.count, merged.ranges[merged.place].last < row {
            merged.place += 1
            merged.text = nil
        }
        guard merged.place < merged.ranges.count else { return nil }
        let range = merged.ranges[merged.place]
        guard row >= range.first else { return nil }
        if row == range.first {
            merged.text = Array(own)
            return nil
        }
        return own.isEmpty ? merged.text : nil
    }
}
