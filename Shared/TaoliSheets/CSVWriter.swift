package import Foundation

/// Writes CSV (RFC 4180: CRLF, quotes where needed) that a spreadsheet opens without running
/// anything: cells that begin like a formula get an apostrophe in front (CWE-1236).
package struct CSVWriter {
    /// The bytes written since the last `take`.
    private var bytes: [UInt8] = []

    /// - Parameter withMark: whether the file begins with a UTF-8 byte order mark, without which
    ///   Chinese Excel reads UTF-8 as GBK.
    package init(withMark: Bool = true) {
        if withMark { bytes = [0xEF, 0xBB, 0xBF] }
    }

    /// Adds one row.
    package mutating func append(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            append(cell)
        }
        bytes.append(0x0D)
        bytes.append(0x0A)
    }

    /// Gives what was written since the last call, so that long files can be written in pieces.
    package mutating func take() -> Data {
        defer { bytes.removeAll(keepingCapacity: true) }
        return Data(bytes)
    }

    /// A cell as it is written, without quotes: neutral for spreadsheets.
    package static func neutral(_ cell: String) -> String {
        guard let first = cell.utf8.first else { return cell }
        let isControl = first == 0x09 || first == 0x0D
        return isControl || CellText.isFormula(cell) ? "'" + cell : cell
    }

    private mutating func append(_ cell: String) {
        let text = CSVWriter.neutral(cell)
        let needsQuotes = text.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A
                || byte == 0x0D
        }
        guard needsQuotes else { return bytes.append(contentsOf: text.utf8) }
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
