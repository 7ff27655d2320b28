/// A cell's place as `C5` names it.
struct CellReference: Hashable, Sendable {
    /// Counted from 0.
    let column: Int
    /// Counted from 1, as a spreadsheet shows it.
    let row: Int

    /// Excel's last column, XFD.
    static let columnsMax = 16_384
    /// Excel's last row.
    static let rowsMax = 1_048_576

    /// Reads `C5` or `$C$5`; `nil` for anything else.
    init?(_ text: some StringProtocol) {
        var column = 0
        var row = 0
        for byte in text.utf8 where byte != UInt8(ascii: "$") {
            switch byte {
            case 65...90 where row == 0, 97...122 where row == 0:
                column = column * 26 + Int(byte & 0x1F)
            case 48...57 where column > 0:
                row = row * 10 + Int(byte) - 48
            default: return nil
            }
            guard column <= CellReference.columnsMax, row <= CellReference.rowsMax else {
                return nil
            }
        }
        guard column > 0, row > 0 else { return nil }
        self.column = column - 1
        self.row = row
    }
}

/// Cells that a spreadsheet shows as one.
struct MergedRange: Hashable, Sendable {
    let first: CellReference
    let last: CellReference

    /// Reads `A2:A5`; `nil` for anything else.
    init?(_ text: some StringProtocol) {
        let ends = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(ends.count), let first = CellReference(ends[0]),
            let last = CellReference(ends[ends.count - 1]), first.column <= last.column,
            first.row <= last.row
        else { return nil }
        self.first = first
        self.last = last
    }
}
