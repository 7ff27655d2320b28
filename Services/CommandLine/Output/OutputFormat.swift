import ArgumentParser

/// How data is written to standard output.
enum OutputFormat: String, CaseIterable, Sendable {
    /// Aligned columns for people.
    case table
    /// `{"items":[…]}` for lists, one object for single records; keys in snake case.
    case json
    /// The columns of the table as CSV in UTF-8 with a byte order mark, for a spreadsheet.
    case csv
}

/// What `--format` may be: the formats of standard output, and workbooks, which are files.
enum FormatOption: String, CaseIterable, Sendable, ExpressibleByArgument {
    case table, json, csv
    /// The columns of the table as an Excel workbook, for `--output`.
    case xlsx

    /// The format of what a command writes besides: where a workbook is asked for, none.
    var output: OutputFormat {
        switch self {
        case .table: .table
        case .json: .json
        case .csv, .xlsx: .csv
        }
    }
}

/// What a command does with `--output`.
enum OutputUse: Sendable {
    /// Its data is a table, which `--format xlsx` writes there.
    case workbook
    /// It has no table.
    case nothing
    /// It writes a file of its own there, in whatever format.
    case own
}
