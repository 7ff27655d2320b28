package import TaoliModels

/// Finds the columns of a layout in a file's first row.
package enum HeaderResolution {
    /// The columns that a file of rejected rows has beside its layout's: the row's number and what
    /// is wrong with it. Whoever imports the corrected file need not hear that they are ignored.
    package static let rejectedTitles = ["行号", "错误信息"]

    /// Columns may stand in any order; what the layout does not name is ignored with a notice.
    ///
    /// - Parameters:
    ///   - titles: the header's cells, trimmed.
    ///   - row: its row number.
    /// - Throws: `missing-column` (expected, found and nearest names), `wrong-header` when no
    ///   column at all is known, `column-twice`.
    package static func resolve(_ titles: [String], layout: TableLayout, row: Int)
        throws(FileProblem) -> (header: TableHeader, notices: [FileNotice])
    {
        let found = titles.map(CellText.headerName)
        var places: [Int?] = []
        for column in layout.columns {
            let names = ([column.name] + column.aliases).map(CellText.headerName)
            let matches = found.indices.filter { names.contains(found[$0]) }
            if matches.count > 1 { throw twice(column, matches, titles, row) }
            places.append(matches.first)
        }
        let missing = layout.columns.indices.filter {
            places[$0] == nil && layout.columns[$0].isRequired
        }
        if !missing.isEmpty { throw absent(missing, places, titles, layout, row) }
        let used = Set(places.compactMap { $0 })
        let notices = titles.indices.filter {
            !used.contains($0) && !titles[$0].isEmpty && !rejectedTitles.contains(titles[$0])
        }.map {
            ignored(ColumnReference(index: $0, name: RowProblem.shown(titles[$0])))
        }
        return (TableHeader(layout: layout, places: places, titles: titles), notices)
    }

    private static func twice(
        _ column: TableColumn, _ matches: [Int], _ titles: [String], _ row: Int
    ) -> FileProblem {
        let columns = matches.map { ColumnReference(index: $0, name: titles[$0]).description }
            .joined(separator: ", ")
        return FileProblem(
            "column-twice", row: row,
            text: Wording(
                "列 \(column.name) 出现了不止一次：\(columns)；请只保留一列。",
                "Column \(column.name) stands there more than once: \(columns); keep only one."))
    }

    private static func ignored(_ column: ColumnReference) -> FileNotice {
        FileNotice(
            "column-ignored",
            text: Wording(
                "列 \(column) 不属于本模板，已忽略。", "Column \(column) is not known here and is ignored."))
    }

    private static func absent(
        _ missing: [Int], _ places: [Int?], _ titles: [String], _ layout: TableLayout, _ row: Int
    ) -> FileProblem {
        let free = titles.indices.filter { !places.contains($0) }.map { titles[$0] }
        let names = missing.map { layout.columns[$0].name }
        let near = missing.compactMap { index -> (name: String, title: String)? in
            let column = layout.columns[index]
            for name in [column.name] + column.aliases {
                if let title = NearestName.nearest(to: name, in: free) {
                    return (column.name, RowProblem.shown(title))
                }
            }
            return nil
        }
        let shown = titles.prefix(20).map(RowProblem.shown)
        let separator = separatorHint(titles)
        let chineseNear = near.map { "“\($0.title)”是否应为“\($0.name)”？" }.joined()
        let englishNear = near.map { "Is \"\($0.title)\" meant as \"\($0.name)\"? " }.joined()
        let nothingKnown = places.allSatisfy { $0 == nil }
        return FileProblem(
            nothingKnown ? "wrong-header" : "missing-column", row: row,
            text: Wording(
                "表头（第 \(row) 行）缺少列：\(names.joined(separator: "、"))。应有："
                    + "\(layout.columns.filter(\.isRequired).map(\.name).joined(separator: ","))；"
                    + "实际：\(shown.joined(separator: ","))。\(chineseNear)\(separator?.chinese ?? "")"
                    + "请改正列名后重新上传。",
                "The header (row \(row)) lacks: \(names.joined(separator: ", ")). Expected: "
                    + "\(layout.columns.filter(\.isRequired).map(\.name).joined(separator: ",")); "
                    + "found: \(shown.joined(separator: ",")). \(englishNear)"
                    + "\(separator?.english ?? "")Correct the names and upload the file again."))
    }

    /// A header in one cell with tabs or semicolons was separated by them.
    private static func separatorHint(_ titles: [String]) -> Wording? {
        guard titles.count == 1, let only = titles.first else { return nil }
        if only.contains("\t") || only.contains(";") || only.contains("；") {
            return Wording(
                "文件似乎用制表符或分号分隔，应使用逗号。",
                "The file seems to be separated by tabs or semicolons; use commas. ")
        }
        return nil
    }
}
