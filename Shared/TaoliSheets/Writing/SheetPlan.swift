/// One column of a sheet that is written.
package struct SheetColumn: Hashable, Sendable {
    /// The header's text.
    package let title: String
    /// Whether all its cells, also those not yet filled in, are text: long numbers stay as typed.
    package let isText: Bool
    /// In characters.
    package let width: Int
    /// Shown when the pointer rests on the header.
    package let note: String
    /// The values a cell may have, offered as a drop-down list; empty for any.
    package let choices: [String]
    /// Whether it says what is wrong with a row.
    package let isWarning: Bool

    package init(
        _ title: String, isText: Bool = true, width: Int = 16, note: String = "",
        choices: [String] = [], isWarning: Bool = false
    ) {
        self.title = title
        self.isText = isText
        self.width = width
        self.note = note
        self.choices = choices
        self.isWarning = isWarning
    }
}

/// A sheet that is written: its header stays in view.
package struct SheetPlan: Hashable, Sendable {
    /// The name on its tab.
    package let name: String
    /// From left to right.
    package let columns: [SheetColumn]
    /// Whether the header has buttons to filter by.
    package let hasFilter: Bool

    package init(_ name: String, columns: [SheetColumn], hasFilter: Bool = false) {
        self.name = name
        self.columns = columns
        self.hasFilter = hasFilter
    }
}

/// What one cell of a written sheet holds.
package enum SheetCell: Hashable, Sendable {
    /// As it is, also digits.
    case text(String)
    /// What a spreadsheet can add up.
    case number(Double)

    /// A number where the text is one that a spreadsheet keeps as it is: no zeros in front, at most
    /// 15 digits. Anything else stays text.
    package init(number text: String) {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain =
            (1...2).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
            && digits.utf8.count <= NumberText.digitsMax
            && (parts[0].utf8.count == 1 || parts[0].utf8.first != 48)
        if isPlain, let number = Double(text) {
            self = .number(number)
        } else {
            self = .text(text)
        }
    }
}
