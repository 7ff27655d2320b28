/// The bounds within which a workbook is unpacked. Each has a name that errors repeat.
package struct WorkbookLimits: Hashable, Sendable {
    /// Most files in the package; an ordinary workbook has ten to thirty.
    package var entriesMax = 2_000
    /// Most bytes of all that is unpacked: Excel's last row in some ten columns.
    package var unpackedBytesMax = 1024 * 1024 * 1024
    /// How many times larger a part may become by unpacking, once it is above `ratioFloorBytes`.
    /// Sheets become five to thirty times larger, a bomb a thousand times.
    package var ratioMax = 100
    /// Parts below this size may have any ratio.
    package var ratioFloorBytes = 1024 * 1024
    /// Most bytes of all texts that cells share; they are kept while the sheet is read.
    package var sharedBytesMax = 128 * 1024 * 1024
    /// Most merged ranges of a sheet.
    package var mergesMax = 50_000

    package init() {}

    /// What imports use.
    package static let standard = WorkbookLimits()
}
