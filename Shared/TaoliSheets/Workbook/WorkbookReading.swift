import TaoliModels

/// Reads a workbook from beginning to end on the thread that calls it.
struct WorkbookReading: Sendable {
    /// Rows handed over at a time.
    private static let batchRows = 1_000
    /// Bytes passed over between two signs of life.
    private static let signBytes = 16 * 1024 * 1024

    let file: SpoolFile
    let layout: TableLayout
    let limits: SheetLimits
    let bounds: WorkbookLimits

    /// Reads all rows into the hand-off and ends it.
    func run(into handoff: RowHandoff) {
        var intake = RowIntake(layout: layout, limits: limits, ignoresUntitled: true)
        var notices: [FileNotice] = []
        do throws(FileProblem) {
            try read(&intake, &notices, handoff)
            if !handoff.isStopped { try intake.finish() }
            handoff.end(nil, notices: intake.notices + notices)
        } catch {
            handoff.end(error, notices: intake.notices + notices)
        }
    }

    private func read(
        _ intake: inout RowIntake, _ notices: inout [FileNotice], _ handoff: RowHandoff
    ) throws(FileProblem) {
        let archive = try ZipArchive(descriptor: file.descriptor, limits: bounds)
        let parts = try PackageParts(archive)
        let values = try values(parts, archive, handoff)
        let merges = try merges(parts, archive, handoff)
        // The instructions of a template are nothing to read.
        let unread = parts.otherSheets.filter { $0 != TemplateWorkbook.instructions }
        if !unread.isEmpty { notices.append(.otherSheets(unread, parts)) }
        guard handoff.put([]) else { return }
        var batch: [TableRow] = []
        let box = Box(intake)
        let sheet = SheetPart(values: values, merges: merges, limits: limits) {
            (record) throws(FileProblem) in
            guard let row = try box.value.accept(record) else { return true }
            batch.append(row)
            if batch.count < WorkbookReading.batchRows { return true }
            defer { batch = [] }
            return handoff.put(batch)
        }
        defer { intake = box.value }
        try sheet.read(try archive.open(parts.sheet)) { !handoff.isStopped }
        _ = handoff.put(batch)
        if sheet.hiddenRows > 0 { notices.append(.hiddenRows(sheet.hiddenRows)) }
        if sheet.hasHiddenColumns { notices.append(.hiddenColumns) }
    }

    /// What the cells of all rows need.
    private func values(_ parts: PackageParts, _ archive: ZipArchive, _ handoff: RowHandoff)
        throws(FileProblem) -> CellValues
    {
        let shared = SharedTextsPart(limits: bounds)
        if let path = parts.sharedTexts, archive.has(path) {
            try shared.read(try archive.open(path), goesOn: WorkbookReading.signs(handoff))
        }
        let styles = StylesPart()
        if let path = parts.styles, archive.has(path) { try styles.read(try archive.open(path)) }
        return CellValues(
            shared: shared.texts, formats: styles.formats, from1904: parts.from1904)
    }

    private func merges(_ parts: PackageParts, _ archive: ZipArchive, _ handoff: RowHandoff)
        throws(FileProblem) -> [MergedRange]
    {
        var scan = MergeScan(limits: bounds)
        var bytes = 0
        try archive.open(parts.sheet).forEach { (piece) throws(FileProblem) in
            try scan.take(piece)
            bytes += piece.count
            if bytes >= WorkbookReading.signBytes {
                bytes = 0
                _ = handoff.put([])
            }
        }
        return scan.ranges
    }

    /// Gives an empty batch now and then, so that who waits can see that reading goes on.
    private static func signs(_ handoff: RowHandoff) -> () -> Bool {
        var pieces = 0
        return {
            pieces += 1
            // The parser reads pieces of 4 KiB.
            return pieces % (signBytes / 4096) == 0 ? handoff.put([]) : !handoff.isStopped
        }
    }

    /// A value that a closure changes and its maker reads.
    private final class Box<Value> {
        var value: Value
        init(_ value: Value) { self.value = value }
    }
}

extension FileNotice {
    /// Rows that the user does not see are data all the same: leaving them out would lose them
    /// without a word.
    static func hiddenRows(_ count: Int) -> FileNotice {
        FileNotice(
            "hidden-rows",
            text: Wording(
                "有 \(count) 行被隐藏（如筛选），也已读入；不需要的行请删除。",
                "\(count) rows are hidden, e.g. by a filter, and were read too: delete what is not "
                    + "wanted."))
    }

    static let hiddenColumns = FileNotice(
        "hidden-columns",
        text: Wording(
            "有隐藏的列，也已读入。", "There are hidden columns; they were read too."))

    static func otherSheets(_ unread: [String], _ parts: PackageParts) -> FileNotice {
        let shown = unread.prefix(10).map { RowProblem.shown($0) }
        return FileNotice(
            "other-sheets",
            text: Wording(
                "只读取了第一张可见的工作表“\(RowProblem.shown(parts.sheetName))”，未读："
                    + "\(shown.joined(separator: "、"))。",
                "Only the first visible sheet, \"\(RowProblem.shown(parts.sheetName))\", was read; "
                    + "not read: \(shown.joined(separator: ", "))."))
    }
}
