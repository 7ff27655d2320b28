/// One data row of a table as bytes of UTF-8, its cells trimmed and in the layout's order.
///
/// Borrowed from the reader that hands it out: valid only during that call. It exists beside
/// `TableRow` for tables of a million rows, where a `String` for each cell takes most of the time.
package struct TableCells {
    /// The table's columns as they stand in the file.
    package let header: TableHeader
    /// The row number a spreadsheet shows.
    package let number: Int
    /// The line of the file on which the row begins, counted from 1.
    package let line: Int
    /// The text in which the cells lie.
    private let bytes: UnsafePointer<UInt8>
    /// For each column of the layout where its cell begins and ends; equal when it is empty.
    private let bounds: UnsafePointer<Int>

    /// - Parameters:
    ///   - bytes: the text; must outlive the value.
    ///   - bounds: two offsets into it for each column of the layout; must outlive the value.
    package init(
        header: TableHeader, number: Int, line: Int, bytes: UnsafePointer<UInt8>,
        bounds: UnsafePointer<Int>
    ) {
        self.header = header
        self.number = number
        self.line = line
        self.bytes = bytes
        self.bounds = bounds
    }

    /// The bytes of the cell of the layout's column at `index`.
    @inline(__always)
    package func bytes(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        let start = bounds[2 * index]
        return UnsafeBufferPointer(start: bytes + start, count: bounds[2 * index + 1] - start)
    }

    /// The text of a cell.
    package subscript(_ index: Int) -> String { String(decoding: bytes(index), as: UTF8.self) }

    /// A cell as a whole number: an optional sign and at most 15 digits, nothing else; `nil`
    /// otherwise.
    package func integer(_ index: Int) -> Int? {
        let cell = bytes(index)
        var place = 0
        let isNegative = cell.first == UInt8(ascii: "-")
        if isNegative { place = 1 }
        guard place < cell.count, cell.count - place <= 15 else { return nil }
        var value = 0
        while place < cell.count {
            let digit = cell[place] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
            place &+= 1
        }
        return isNegative ? -value : value
    }

    /// Whether a cell holds exactly this text.
    @inline(__always)
    package func equals(_ index: Int, _ text: StaticString) -> Bool {
        let cell = bytes(index)
        guard cell.count == text.utf8CodeUnitCount else { return false }
        for place in 0..<cell.count where cell[place] != text.utf8Start[place] { return false }
        return true
    }
}
