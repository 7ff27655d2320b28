import CXlsxwriter
package import Foundation
import TaoliModels

/// Why a workbook could not be written: the disk, the path, or a text the library refuses.
package struct WorkbookFailure: Error, Hashable, Sendable {
    /// The library's own words.
    package let reason: String

    package init(reason: String) { self.reason = reason }
}

/// Writes an Excel workbook row by row in constant memory: a row that was written is on the disk
/// and cannot be changed.
///
/// Texts that begin like a formula get an apostrophe in front, as in ``CSVWriter`` (CWE-1236).
/// Drop-down lists stand on a hidden sheet 代码表, since a list within a cell's rule may only have
/// 255 characters.
package final class WorkbookWriter {
    /// Longest text of a cell, in UTF-16 units.
    static let cellUnitsMax = 32_767
    /// The hidden sheet with the values of drop-down lists.
    static let choicesSheet = "代码表"

    private let book: UnsafeMutablePointer<lxw_workbook>
    private let styles: WorkbookStyles
    private var choices = ChoiceLists()
    private var sheets: [Sheet] = []
    private var isFinished = false

    private struct Sheet {
        let plan: SheetPlan
        let handle: UnsafeMutablePointer<lxw_worksheet>
        var nextRow: UInt32 = 1
    }

    /// - Parameters:
    ///   - path: written when `finish` is called; what is there is replaced.
    ///   - created: kept in the file's properties.
    package init(path: String, created: Date) throws(WorkbookFailure) {
        var options = lxw_workbook_options()
        options.constant_memory = 1
        guard let book = workbook_new_opt(path, &options) else {
            throw WorkbookFailure(reason: path)
        }
        self.book = book
        styles = WorkbookStyles(book)
        var properties = lxw_doc_properties()
        properties.created = time_t(created.timeIntervalSince1970)
        workbook_set_properties(book, &properties)
    }

    deinit {
        // Closing is the only way to free a workbook; nobody waits for this file any more.
        if !isFinished { lxw_workbook_free(book) }
    }

    /// Adds a sheet with its header; the first one is what opens.
    ///
    /// - Returns: the number by which rows are added.
    package func addSheet(_ plan: SheetPlan) throws(WorkbookFailure) -> Int {
        guard let handle = workbook_add_worksheet(book, plan.name) else {
            throw WorkbookFailure(reason: plan.name)
        }
        for (index, column) in plan.columns.enumerated() {
            let place = UInt16(index)
            try check(
                worksheet_set_column(
                    handle, place, place, Double(column.width),
                    column.isWarning
                        ? styles.lines : column.isText ? styles.text : styles.general))
        }
        for (index, column) in plan.columns.enumerated() {
            let place = UInt16(index)
            try check(
                worksheet_write_string(
                    handle, 0, place, WorkbookWriter.written(column.title),
                    column.isWarning ? styles.warning : styles.header))
            if !column.note.isEmpty {
                try check(worksheet_write_comment(handle, 0, place, column.note))
            }
            if !column.choices.isEmpty { try offer(column, at: place, on: handle) }
        }
        worksheet_freeze_panes(handle, 1, 0)
        sheets.append(Sheet(plan: plan, handle: handle))
        return sheets.count - 1
    }

    /// Adds a row behind the last one of a sheet. Empty texts leave their cells empty.
    package func append(_ cells: [SheetCell], to sheet: Int) throws(WorkbookFailure) {
        let row = sheets[sheet].nextRow
        let handle = sheets[sheet].handle
        for (index, cell) in cells.enumerated() {
            switch cell {
            case .text(""): continue
            case .text(let text):
                try check(
                    worksheet_write_string(
                        handle, row, UInt16(index), WorkbookWriter.written(text), nil))
            case .number(let number):
                try check(worksheet_write_number(handle, row, UInt16(index), number, nil))
            }
        }
        sheets[sheet].nextRow += 1
    }

    /// Writes the file. Nothing can be added afterwards.
    package func finish() throws(WorkbookFailure) {
        for sheet in sheets where sheet.plan.hasFilter && !sheet.plan.columns.isEmpty {
            try check(
                worksheet_autofilter(
                    sheet.handle, 0, 0, sheet.nextRow - 1, UInt16(sheet.plan.columns.count - 1)))
        }
        if !choices.lists.isEmpty { try writeChoices() }
        isFinished = true
        try check(workbook_close(book))
    }

    private func offer(
        _ column: SheetColumn, at place: UInt16, on handle: UnsafeMutablePointer<lxw_worksheet>
    ) throws(WorkbookFailure) {
        var formula = Array(choices.formula(for: column.choices).utf8CString)
        var message = Array("请从下拉列表中选择。".utf8CString)
        let code = formula.withUnsafeMutableBufferPointer { formula in
            message.withUnsafeMutableBufferPointer { message in
                var rule = lxw_data_validation()
                rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
                rule.value_formula = formula.baseAddress
                rule.error_message = message.baseAddress
                rule.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
                rule.dropdown = UInt8(LXW_VALIDATION_ON.rawValue)
                rule.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
                // A warning only: both languages and codes are read, the list shows one of them.
                rule.error_type = UInt8(LXW_VALIDATION_ERROR_TYPE_WARNING.rawValue)
                return worksheet_data_validation_range(
                    handle, 1, place, UInt32(CellReference.rowsMax - 1), place, &rule)
            }
        }
        try check(code)
    }

    private func writeChoices() throws(WorkbookFailure) {
        guard let handle = workbook_add_worksheet(book, WorkbookWriter.choicesSheet) else {
            throw WorkbookFailure(reason: WorkbookWriter.choicesSheet)
        }
        worksheet_hide(handle)
        let rows = choices.lists.map(\.count).max() ?? 0
        for row in 0..<rows {
            for (column, list) in choices.lists.enumerated() where row < list.count {
                try check(
                    worksheet_write_string(
                        handle, UInt32(row), UInt16(column), WorkbookWriter.written(list[row]),
                        styles.text))
            }
        }
    }

    /// A text as it goes into a cell.
    private static func written(_ text: String) -> String {
        var text = CSVWriter.neutral(text)
        if text.utf16.count > cellUnitsMax {
            // Room for a character of two units and the mark.
            text = String(decoding: text.utf16.prefix(cellUnitsMax - 2), as: UTF16.self) + "…"
        }
        return EscapedText.escaped(text)
    }

    private func check(_ code: lxw_error) throws(WorkbookFailure) {
        guard code != LXW_NO_ERROR else { return }
        throw WorkbookFailure(reason: lxw_strerror(code).map { String(cString: $0) } ?? "\(code)")
    }
}

/// The formats of written cells; they belong to the workbook.
private struct WorkbookStyles {
    let header: UnsafeMutablePointer<lxw_format>?
    let warning: UnsafeMutablePointer<lxw_format>?
    let text: UnsafeMutablePointer<lxw_format>?
    /// Text of several lines, all of them shown.
    let lines: UnsafeMutablePointer<lxw_format>?
    let general: UnsafeMutablePointer<lxw_format>?

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
        func make(_ body: (UnsafeMutablePointer<lxw_format>) -> Void)
            -> UnsafeMutablePointer<lxw_format>?
        {
            let format = workbook_add_format(book)
            if let format { body(format) }
            return format
        }
        func title(_ background: UInt32) -> UnsafeMutablePointer<lxw_format>? {
            make {
                format_set_bold($0)
                format_set_bg_color($0, background)
                format_set_border($0, UInt8(LXW_BORDER_THIN.rawValue))
                format_set_num_format($0, "@")
            }
        }
        header = title(0xDD_EBF7)
        warning = title(0xF8_CBAD)
        text = make { format_set_num_format($0, "@") }
        lines = make {
            format_set_num_format($0, "@")
            format_set_text_wrap($0)
            format_set_align($0, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        }
        general = make { format_set_align($0, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
    }
}

/// The lists of all columns, each once, one behind the other on the hidden sheet.
private struct ChoiceLists {
    private(set) var lists: [[String]] = []

    /// Where a list stands, adding it when it is new.
    mutating func formula(for list: [String]) -> String {
        let column = lists.firstIndex(of: list) ?? lists.count
        if column == lists.count { lists.append(list) }
        let letter = ColumnReference(index: column, name: "").letter
        return "='\(WorkbookWriter.choicesSheet)'!$\(letter)$1:$\(letter)$\(list.count)"
    }
}
