package import TaoliModels

/// Why a whole file cannot be read: nothing of it is taken.
package struct FileProblem: Error, Hashable, Sendable {
    /// Stable name in kebab-case, e.g. `missing-column`.
    package let code: String
    /// The row at which reading ended, as a spreadsheet numbers it; `nil` when the whole file is
    /// meant.
    package let row: Int?
    /// What is wrong and how to repair it.
    package let text: Wording

    package init(_ code: String, row: Int? = nil, text: Wording) {
        self.code = code
        self.row = row
        self.text = text
    }
}

/// Something the reader of a file should know though nothing is refused, e.g. an ignored column.
package struct FileNotice: Hashable, Sendable {
    /// Stable name in kebab-case.
    package let code: String
    /// What was noticed and what it means for the import.
    package let text: Wording

    package init(_ code: String, text: Wording) {
        self.code = code
        self.text = text
    }
}

extension FileProblem {
    /// The fix that helps with every wrong encoding and file type.
    private static let saveAs = Wording(
        "请在 Excel 或 WPS 中“另存为”“CSV UTF-8(逗号分隔)”后重试",
        "save it as \"CSV UTF-8 (comma delimited)\" in Excel or WPS and try again")

    /// The bytes are of another kind of file, e.g. a workbook with the suffix `.csv`.
    static func notCSV(_ found: String) -> FileProblem {
        FileProblem(
            "not-csv",
            text: Wording(
                "文件内容是 \(found)，不是 CSV；\(saveAs.chinese)。",
                "The file's content is \(found), not CSV: \(saveAs.english)."))
    }

    /// No supported encoding fits the first bytes that are not ASCII.
    static func unknownEncoding(row: Int) -> FileProblem {
        FileProblem(
            "unknown-encoding", row: row,
            text: Wording(
                "无法识别文字编码（支持 UTF-8、GB18030、带 BOM 的 UTF-16）；\(saveAs.chinese)。",
                "The encoding is none of UTF-8, GB18030 and UTF-16 with a byte order mark: "
                    + "\(saveAs.english)."))
    }

    /// Bytes that the file's encoding does not allow.
    static func invalidBytes(_ encoding: SheetEncoding, row: Int) -> FileProblem {
        FileProblem(
            "invalid-bytes", row: row,
            text: Wording(
                "第 \(row) 行含有不符合 \(encoding.rawValue) 编码的字节，文件可能已损坏或混用了编码；"
                    + "\(saveAs.chinese)。",
                "Row \(row) holds bytes that are not \(encoding.rawValue); the file is damaged or "
                    + "mixes encodings: \(saveAs.english)."))
    }

    /// Not a byte, or nothing but blank rows.
    static let emptyFile = FileProblem(
        "empty-file",
        text: Wording(
            "文件是空的：还没有表头，也还没有数据行。请先下载模板，填写后再上传。",
            "The file is empty: it has neither a header nor data rows. Fill in the template first.")
    )

    /// A header and nothing below it.
    static let noRows = FileProblem(
        "no-rows",
        text: Wording(
            "还没有数据行：文件只有表头。请在表头下面填写数据后再上传。",
            "There are no data rows yet: the file has only its header. Add rows below it."))

    /// A quotation mark that opens a cell and is never closed; all that follows is swallowed.
    static func unclosedQuote(row: Int, line: Int) -> FileProblem {
        FileProblem(
            "unclosed-quote", row: row,
            text: Wording(
                "第 \(row) 行（文件第 \(line) 行起）的双引号没有结束，后面的内容无法分行；请补上引号，"
                    + "单元格内的引号要写成两个。",
                "A quotation mark opened in row \(row) (line \(line)) is never closed, so what "
                    + "follows cannot be split: close it; a quote inside a cell is written twice."))
    }

    /// More rows than `SheetLimits.rowsMax`.
    static func tooManyRows(_ rowsMax: Int) -> FileProblem {
        FileProblem(
            "too-many-rows", row: rowsMax + 1,
            text: Wording(
                "文件超过 \(rowsMax) 行（rowsMax）；请拆成几个文件分别上传。",
                "The file has more than \(rowsMax) rows (rowsMax): split it into several files."))
    }
}
