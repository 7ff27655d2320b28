import ArgumentParser

/// How data is written to standard output.
enum OutputFormat: String, CaseIterable, Sendable, ExpressibleByArgument {
    /// Aligned columns for people.
    case table
    /// `{"items":[…]}` for lists, one object for single records; keys in snake case.
    case json
    /// The columns of the table as CSV in UTF-8 with a byte order mark, for a spreadsheet.
    case csv
}
