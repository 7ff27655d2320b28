import Foundation
import TaoliModels
import TaoliSheets

/// A file of students, read from beginning to end as often as asked; only one row is kept.
struct StudentFile {
    /// So many wrong rows are told before reading ends.
    static let problemsMax = 10

    let path: String
    let layout: TableLayout

    /// Hands every row to `body`, which says what is wrong with it.
    ///
    /// - Parameters:
    ///   - what: for the bar of progress.
    ///   - body: throws `RowProblem` for a row that cannot be used.
    /// - Throws: ``CommandFailure`` with the first problem, after the others were noted.
    func read(
        _ what: Wording, in context: CommandContext, _ body: (TableRow) throws -> Void
    ) throws {
        var limits = SheetLimits.standard
        // A limit for what a spreadsheet can open; here rows stream.
        limits.rowsMax = .max
        var reader = SheetReader(layout: layout, limits: limits)
        var progress = Progress(context.console, context.language)
        var found = RowProblems(path: path)
        let handle = try ImportFile.open(path)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        let size = attributes?[.size] as? Int64 ?? 0
        defer {
            try? handle.close()
            progress.finish()
        }
        var done: Int64 = 0
        do {
            while let chunk = try ImportFile.chunk(handle, path) {
                try found.collect(reader.feed(chunk), body)
                done += Int64(chunk.count)
                progress.show(what, done: done, of: size)
            }
            try found.collect(reader.finish(), body)
        } catch let problem as FileProblem {
            throw CommandFailure(
                .dataInvalid, problem.text,
                place: problem.row.map { "\(path), row \($0)" } ?? path,
                next: Wording("请改正文件后重试。", "Correct the file and try again."))
        }
        progress.finish()
        try found.end(in: context)
    }
}

/// Problems met so far, the first few of them kept.
private struct RowProblems {
    let path: String
    private var kept: [(line: Int, problem: RowProblem)] = []
    private var count = 0

    init(path: String) { self.path = path }

    mutating func collect(_ rows: [TableRow], _ body: (TableRow) throws -> Void) throws {
        for row in rows {
            do {
                if let problem = row.problems.first { throw problem }
                try body(row)
            } catch let problem as RowProblem {
                count += 1
                if kept.count < StudentFile.problemsMax { kept.append((row.line, problem)) }
            }
        }
    }

    func end(in context: CommandContext) throws {
        guard let first = kept.first else { return }
        for (line, problem) in kept.dropFirst() {
            context.console.note(
                "\(place(line, problem)): "
                    + context.text(problem.text.chinese, problem.text.english).harmless)
        }
        if count > kept.count {
            context.console.note(
                context.text(
                    "另有 \(count - kept.count) 行有误未列出。",
                    "\(count - kept.count) more rows are wrong."))
        }
        throw CommandFailure(
            .dataInvalid, first.problem.text, place: place(first.line, first.problem),
            next: Wording(
                "共 \(count) 行有误；请改正文件后重试。",
                "Rows that are wrong: \(count). Correct the file and try again."))
    }

    private func place(_ line: Int, _ problem: RowProblem) -> String {
        let column = problem.column.map { ", column \($0)" } ?? ""
        let value = problem.value.isEmpty ? "" : ": \"\(problem.value)\""
        return "\(path), line \(line)\(column)\(value)".harmless
    }
}
