import Foundation
import TaoliModels
import TaoliSheets

/// Three columns, the last of which may be absent.
let pupilsLayout = TableLayout(
    name: "sample",
    columns: [
        TableColumn("school_id", aliases: ["学校编号"]), TableColumn("name"),
        TableColumn("note", isRequired: false),
    ])

/// Reads bytes cut into pieces of a given size.
func read(
    _ bytes: [UInt8], pieces: Int = 64 * 1024, limits: SheetLimits = .standard,
    encoding: SheetEncoding? = nil
) throws(FileProblem) -> (rows: [TableRow], reader: SheetReader) {
    var reader = SheetReader(layout: pupilsLayout, limits: limits, encoding: encoding)
    var rows: [TableRow] = []
    var rest = bytes[...]
    while !rest.isEmpty {
        rows += try reader.feed(rest.prefix(pieces))
        rest = rest.dropFirst(pieces)
    }
    rows += try reader.finish()
    return (rows, reader)
}

func read(_ text: String, limits: SheetLimits = .standard) throws(FileProblem) -> [TableRow] {
    try read(Array(text.utf8), limits: limits).rows
}

/// The problem of a file that must not be readable; `nil` when it was read.
func problem(_ bytes: [UInt8], limits: SheetLimits = .standard) -> FileProblem? {
    do throws(FileProblem) {
        _ = try read(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

func problem(_ text: String, limits: SheetLimits = .standard) -> FileProblem? {
    problem(Array(text.utf8), limits: limits)
}

let gb18030 = String.Encoding(rawValue: 0x8000_0632)
