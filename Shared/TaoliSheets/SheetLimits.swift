/// The bounds within which a table is read. Each has a name that errors repeat.
package struct SheetLimits: Hashable, Sendable {
    /// Longest cell, in bytes of UTF-8. An honest name, note or address is far below 32 KiB.
    package var cellBytesMax = 32 * 1024
    /// Longest row, in bytes of UTF-8, separators not counted.
    package var rowBytesMax = 256 * 1024
    /// Most columns of one row.
    package var columnsMax = 256
    /// Most rows of a file, the header and blank rows included: what a spreadsheet can hold.
    package var rowsMax = 1_048_576

    package init() {}

    /// What imports use.
    package static let standard = SheetLimits()
}
