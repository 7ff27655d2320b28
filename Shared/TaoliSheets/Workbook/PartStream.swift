import Foundation

/// A part of a package as the stream that Foundation's XML parser reads, since the parser's other
/// way in (`XMLParser(data:)`) fails above 10 MB.
///
/// Keeps from the parser what would end the process or make little XML large; workbooks have none
/// of it:
/// - bytes that are no UTF-8, since a name of them is a trap in Foundation (Swift 6.3, Linux),
/// - processing instructions, since one without data is another,
/// - document types, which packages must not have (ECMA-376 part 2), and which declare entities.
final class PartStream: InputStream {
    private let part: ZipPart
    /// Why reading ended early.
    private(set) var problem: FileProblem?
    /// Called for each piece read; `false` ends reading.
    private let goesOn: () -> Bool
    private var isOpen = false
    private var decoder = UTF8Decoder()
    /// What one read gives.
    private var text: [UInt8] = []
    private var markup = MarkupGuard()

    init(_ part: ZipPart, goesOn: @escaping () -> Bool) {
        self.part = part
        self.goesOn = goesOn
        super.init(data: Data())
    }

    override func open() { isOpen = true }
    override func close() { isOpen = false }
    override var hasBytesAvailable: Bool { isOpen && problem == nil }
    override var streamStatus: Status { problem == nil ? (isOpen ? .open : .closed) : .error }
    override var streamError: (any Error)? { problem }

    override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength: Int) -> Int {
        guard problem == nil else { return -1 }
        guard goesOn() else { return 0 }
        do throws(FileProblem) {
            text.removeAll(keepingCapacity: true)
            // A character that was cut may leave nothing to give: the parser would take it as the
            // end.
            while text.isEmpty {
                // The rest of a character that was kept needs room as well.
                let count = try part.read(buffer, max(1, maxLength - 4))
                if count == 0 { return try end() }
                let bytes = Array(UnsafeBufferPointer(start: buffer, count: count))
                guard decoder.decode(bytes[...], into: &text) else {
                    throw .damagedWorkbook("\(part.name): UTF-8")
                }
            }
            guard markup.allows(text) else { throw .damagedWorkbook("\(part.name): <! <?") }
            text.withUnsafeBufferPointer { text in
                if let start = text.baseAddress { buffer.update(from: start, count: text.count) }
            }
            return text.count
        } catch {
            problem = error
            return -1
        }
    }

    private func end() throws(FileProblem) -> Int {
        guard decoder.isBetweenCharacters else { throw .damagedWorkbook("\(part.name): UTF-8") }
        return 0
    }
}

/// Looks for document types and processing instructions in XML that comes in pieces.
struct MarkupGuard {
    private enum State {
        case other, open, exclamation
        /// So many bytes of the XML declaration's name were read.
        case declaration(Int)
    }

    private static let name = Array("xml".utf8)

    private var state = State.other
    /// Bytes seen, as far as an XML declaration may still begin: behind a byte order mark at most.
    private var count = 0

    /// Whether nothing forbidden begins in these bytes. The XML declaration at the very start is no
    /// processing instruction.
    mutating func allows(_ bytes: [UInt8]) -> Bool {
        var place = 0
        while place < bytes.count {
            if count > 4, case .other = state {
                guard let mark = ByteSearch.first(UInt8(ascii: "<"), in: bytes, from: place) else {
                    return true
                }
                place = mark
            }
            let byte = bytes[place]
            place += 1
            switch (state, byte) {
            case (.open, UInt8(ascii: "?")):
                guard count <= 4 else { return false }
                state = .declaration(0)
            case (.declaration(let done), _) where done < MarkupGuard.name.count:
                guard byte == MarkupGuard.name[done] else { return false }
                state = .declaration(done + 1)
            case (.declaration, _):
                guard byte <= 0x20 else { return false }
                state = .other
            case (.open, UInt8(ascii: "!")): state = .exclamation
            case (.exclamation, UInt8(ascii: "-")), (.exclamation, UInt8(ascii: "[")):
                state = .other
            case (.exclamation, _): return false
            case (_, UInt8(ascii: "<")): state = .open
            default: state = .other
            }
            if count <= 4 { count += 1 }
        }
        return true
    }
}
