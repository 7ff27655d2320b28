import Foundation
import TaoliModels
import TaoliSheets

/// What kind of table file is written.
enum TableFileFormat: Sendable {
    case csv, workbook

    /// The kind that a name asks for; `nil` when it leaves that open.
    init?(path: String) {
        switch (path as NSString).pathExtension.lowercased() {
        case "csv": self = .csv
        case "xlsx": self = .workbook
        default: return nil
        }
    }
}

/// A table written row by row, as CSV or as a workbook, and put in its place when it is complete.
final class TableFile {
    private enum Sink {
        case csv(OutputFile, CSVWriter)
        case workbook(WorkbookWriter, sheet: Int, draft: String)
    }

    private let path: String
    private var sink: Sink

    /// Writes the header.
    ///
    /// - Throws: ``CommandFailure`` when the folder cannot be written to.
    init(path: String, format: TableFileFormat, plan: SheetPlan) throws {
        self.path = path
        switch format {
        case .csv:
            var writer = CSVWriter()
            writer.append(plan.columns.map(\.title))
            sink = .csv(try OutputFile(path: path), writer)
        case .workbook:
            let draft = path + ".part"
            do throws(WorkbookFailure) {
                let writer = try WorkbookWriter(path: draft, created: Date())
                sink = .workbook(writer, sheet: try writer.addSheet(plan), draft: draft)
            } catch {
                throw WorkbookFile.failure(path, error)
            }
        }
    }

    func append(_ cells: [String]) throws {
        switch sink {
        case .csv(let file, var writer):
            writer.append(cells)
            try file.write(writer.take())
            sink = .csv(file, writer)
        case .workbook(let writer, let sheet, _):
            do throws(WorkbookFailure) {
                try writer.append(cells.map(SheetCell.text), to: sheet)
            } catch {
                throw WorkbookFile.failure(path, error)
            }
        }
    }

    func finish() throws {
        switch sink {
        case .csv(let file, var writer):
            try file.write(writer.take())
            try file.finish()
        case .workbook(let writer, _, let draft):
            do throws(WorkbookFailure) {
                try writer.finish()
            } catch {
                throw WorkbookFile.failure(path, error)
            }
            try WorkbookFile.place(draft, at: path)
        }
    }
}
