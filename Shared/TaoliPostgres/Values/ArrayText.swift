/// Reads the elements of a one-dimensional array in PostgreSQL's text format.
/// Source: PostgreSQL manual, "Array Input and Output Syntax".
struct ArrayText {
    /// Array type → element type, for the arrays whose elements decode by their type.
    static let elementTypes: [UInt32: UInt32] = [PostgresType.bytea.arrayOID: 17]

    /// One element: unescaped bytes, or nil for NULL.
    struct Element {
        let bytes: [UInt8]?

        func decode<T: PostgresDecodable>(
            as: T.Type, type: UInt32
        ) throws(PostgresError) -> T {
            guard let bytes else {
                return try T.decode(postgres: PostgresCell(type: type, bytes: nil))
            }
            let result: Result<T, PostgresError> = bytes.withUnsafeBytes { buffer in
                do throws(PostgresError) {
                    return .success(
                        try T.decode(postgres: PostgresCell(type: type, bytes: buffer)))
                } catch {
                    return .failure(error)
                }
            }
            return try result.get()
        }
    }

    private let text: UnsafeRawBufferPointer
    private var position = 1
    private var ended = false

    /// Nil when the text is not an array or has explicit bounds.
    init?(_ text: UnsafeRawBufferPointer) {
        guard text.count >= 2, text[0] == UInt8(ascii: "{"),
            text[text.count - 1] == UInt8(ascii: "}")
        else { return nil }
        self.text = text
        ended = text.count == 2
    }

    /// Whether all elements were read; false when the text has another form.
    var isComplete: Bool { ended }

    /// The next element, nil after the last or at something unreadable.
    mutating func next() -> Element? {
        guard !ended, position < text.count else { return nil }
        let element: Element?
        switch text[position] {
        case UInt8(ascii: "\""): element = quoted()
        case UInt8(ascii: "{"): element = nil
        default: element = plain()
        }
        guard let element, position < text.count else { return nil }
        ended = position == text.count - 1
        if !ended, text[position] != UInt8(ascii: ",") { return nil }
        position += 1
        return element
    }

    private mutating func quoted() -> Element? {
        var bytes: [UInt8] = []
        position += 1
        while position < text.count {
            var byte = text[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return Element(bytes: bytes) }
            if byte == UInt8(ascii: "\\"), position < text.count {
                byte = text[position]
                position += 1
            }
            bytes.append(byte)
        }
        return nil
    }

    private mutating func plain() -> Element? {
        let start = position
        while position < text.count - 1, text[position] != UInt8(ascii: ",") { position += 1 }
        let bytes = [UInt8](text[start..<position])
        // An element spelled NULL that is a text comes quoted.
        return Element(bytes: bytes == Array("NULL".utf8) ? nil : bytes)
    }
}
