import Foundation
import TaoliModels
import TaoliPostgres
import TaoliSheets

/// Reads a job's stored file, CSV or workbook, from beginning to end, a chunk at a time.
struct ImportFileReader {
    let job: ImportJob
    let tables: ImportTables
    /// Opens stored pieces.
    let subject: any ImportSubject
    /// Runs a read in the role that sees every district.
    let read: @Sendable (SQL) async throws -> [PostgresRow]

    /// The rows of each chunk in groups of at most `ImportLimits.readRowsMax`, then `nil`.
    ///
    /// - Parameters:
    ///   - bytes: sees every chunk before its rows, e.g. to compute a digest.
    ///   - idle: called now and then while a workbook is unpacked and no rows come.
    ///   - rows: gets the rows.
    /// - Returns: what to tell of the file though nothing is refused.
    /// - Throws: `FileProblem` when the file as a whole cannot be read, and what the closures throw.
    @discardableResult
    func forEach(
        layout: TableLayout, bytes: (Data) -> Void = { _ in },
        idle: () async throws -> Void = {}, rows: ([TableRow]) async throws -> Void
    ) async throws -> [FileNotice] {
        var reader = TableReader(layout: layout, limits: subject.limits)
        var offset: Int64 = 0
        while offset < job.sizeBytes {
            try Task.checkCancellation()
            guard let row = try await read(tables.chunk(job.id, at: offset)).first else {
                throw FileProblem.incomplete(at: offset)
            }
            let data = try subject.received(try row.get(0), of: job.id, at: offset)
            bytes(data)
            offset += Int64(data.count)
            try await give(try reader.feed(data), to: rows)
        }
        let rest = try reader.finish()
        while let more = try await rest.next() {
            if more.isEmpty { try await idle() }
            try await give(more, to: rows)
        }
        return rest.notices
    }

    private func give(_ all: [TableRow], to rows: ([TableRow]) async throws -> Void) async throws {
        var start = 0
        while start < all.count {
            let end = min(start + ImportLimits.readRowsMax, all.count)
            try await rows(Array(all[start..<end]))
            start = end
        }
    }
}

extension FileProblem {
    /// The stored pieces have a hole.
    static func incomplete(at offset: Int64) -> FileProblem {
        FileProblem(
            "file-incomplete",
            text: Wording(
                "收到的文件从第 \(offset) 字节起不完整；请重新上传。",
                "The file received is incomplete from byte \(offset): upload it again."))
    }

    /// The bytes received are not those that were announced.
    static let otherDigest = FileProblem(
        "file-damaged",
        text: Wording(
            "收到的文件与声明的 SHA-256 不符，可能在传输中损坏或被修改；请重新上传。",
            "The file received does not have the SHA-256 announced: it was damaged or changed on "
                + "the way. Upload it again."))
}
