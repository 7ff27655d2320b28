/// Reads UTF-16 of a known byte order; a surrogate without its partner is an error.
struct UTF16Decoder: ChunkDecoder {
    let isLittleEndian: Bool
    private var oddByte: UInt8?
    private var leading: UInt16?

    init(isLittleEndian: Bool) { self.isLittleEndian = isLittleEndian }

    var isBetweenCharacters: Bool { oddByte == nil && leading == nil }

    mutating func decode(_ bytes: ArraySlice<UInt8>, into text: inout [UInt8]) -> Bool {
        text.reserveCapacity(text.count + bytes.count * 3 / 2 + 4)
        for byte in bytes {
            guard let first = oddByte else {
                oddByte = byte
                continue
            }
            oddByte = nil
            let unit =
                isLittleEndian
                ? UInt16(byte) << 8 | UInt16(first) : UInt16(first) << 8 | UInt16(byte)
            guard take(unit, into: &text) else { return false }
        }
        return true
    }

    private mutating func take(_ unit: UInt16, into text: inout [UInt8]) -> Bool {
        switch (leading, unit) {
        case (let high?, 0xDC00...0xDFFF):
            leading = nil
            let value = 0x10000 + (UInt32(high - 0xD800) << 10) + UInt32(unit - 0xDC00)
            append(value, to: &text)
            return true
        case (nil, 0xD800...0xDBFF):
            leading = unit
            return true
        case (.some, _), (nil, 0xDC00...0xDFFF):
            return false
        case (nil, _):
            append(UInt32(unit), to: &text)
            return true
        }
    }

    /// UTF-8 of one scalar value (RFC 3629, section 3).
    private func append(_ value: UInt32, to text: inout [UInt8]) {
        func trail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(value >> shift & 0x3F) }
        switch value {
        case 0..<0x80: text.append(UInt8(value))
        case 0x80..<0x800:
            text.append(0xC0 | UInt8(value >> 6))
            text.append(trail(0))
        case 0x800..<0x10000:
            text.append(0xE0 | UInt8(value >> 12))
            text.append(trail(6))
            text.append(trail(0))
        default:
            text.append(0xF0 | UInt8(value >> 18))
            text.append(trail(12))
            text.append(trail(6))
            text.append(trail(0))
        }
    }
}
