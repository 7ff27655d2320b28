import TaoliModels

/// What is said of an item below it: a list of its parts, or running text.
struct Section: Sendable {
    /// As a terminal shows it; empty when there is nothing to say.
    let text: String
    /// The list as a workbook has it; `nil` for running text.
    let sheet: SheetTable?

    /// Running text, each line ended.
    init(text: String) {
        self.text = text
        sheet = nil
    }

    init(text: String, sheet: SheetTable) {
        self.text = text
        self.sheet = sheet
    }
}

/// Equal things as one sheet has them, whatever they are.
struct SheetTable: Sendable {
    /// The name on the sheet's tab.
    let name: String
    let titles: [Wording]
    let alignments: [Alignment]
    let rows: [[String]]
}

extension Presentable {
    /// The items for one sheet.
    static func sheet(_ items: [Self], named name: String, in language: Language) -> SheetTable {
        SheetTable(
            name: name, titles: columns.map(\.title), alignments: columns.map(\.alignment),
            rows: items.map { item in
                columns.map { ShanghaiTime.shown($0.text(item, language)) }
            })
    }
}

extension CommandContext {
    /// A list of parts of an item; says nothing when there are none.
    ///
    /// - Parameter name: of its sheet in a workbook.
    func section<Item: Presentable>(
        _ items: [Item], _ name: Wording = Wording("明细", "parts")
    ) -> Section {
        Section(
            text: items.isEmpty ? "" : Item.table(items, in: language, isBold: console.isStyled),
            sheet: Item.sheet(items, named: name.text(in: language), in: language))
    }
}
