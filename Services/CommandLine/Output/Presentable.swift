import TaoliModels
import TaoliSheets

/// A column of a list: its title in both languages and what it shows of an item.
struct Column<Item>: Sendable {
    let title: Wording
    let alignment: Alignment
    let text: @Sendable (Item, Language) -> String

    init(
        _ chinese: String, _ english: String, alignment: Alignment = .left,
        _ text: @escaping @Sendable (Item, Language) -> String
    ) {
        title = Wording(chinese, english)
        self.alignment = alignment
        self.text = text
    }
}

/// Something that commands list: as columns for people, as an object for programs.
protocol Presentable {
    static var columns: [Column<Self>] { get }
    /// What whoever keeps a file of it must know; `nil` for what anybody may see.
    static var caution: Wording? { get }
    /// Every key is present in every object, in the same order.
    var json: JSONValue { get }
}

extension Presentable {
    static var caution: Wording? { nil }

    /// The items as a table.
    static func table(_ items: [Self], in language: Language, isBold: Bool = false) -> String {
        var table = TextTable(
            titles: columns.map { $0.title.text(in: language) },
            alignments: columns.map(\.alignment))
        for item in items {
            table.append(columns.map { ShanghaiTime.shown($0.text(item, language)) })
        }
        return table.text(isBold: isBold)
    }

    /// The items as CSV with a header, for a spreadsheet.
    static func csv(_ items: [Self], in language: Language) -> String {
        var writer = CSVWriter()
        writer.append(columns.map { $0.title.text(in: language) })
        for item in items { writer.append(columns.map { $0.text(item, language) }) }
        return String(decoding: writer.take(), as: UTF8.self)
    }

    /// One item as lines `title: value`, the values below one another.
    func lines(in language: Language) -> String {
        let titles = Self.columns.map { $0.title.text(in: language) }
        let width = titles.reduce(0) { max($0, $1.displayWidth) }
        return zip(titles, Self.columns).map { title, column in
            title.padded(to: width) + "  "
                + ShanghaiTime.shown(column.text(self, language)).harmless + "\n"
        }.joined()
    }
}
