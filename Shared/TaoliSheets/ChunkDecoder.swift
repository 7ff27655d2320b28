/// Turns the bytes of one encoding into UTF-8, piece by piece, wherever the pieces are cut.
protocol ChunkDecoder {
    /// Appends the text of `bytes`, together with what was kept from before, to `text`.
    ///
    /// - Returns: `false` when a byte sequence is not allowed; `text` then ends just before it and
    ///   the decoder must not be used again.
    mutating func decode(_ bytes: ArraySlice<UInt8>, into text: inout [UInt8]) -> Bool

    /// Whether nothing is kept: a file may only end here.
    var isBetweenCharacters: Bool { get }
}

extension SheetEncoding {
    /// A decoder at the start of a text, its mark already skipped.
    func makeDecoder() -> any ChunkDecoder {
        switch self {
        case .utf8: UTF8Decoder()
        case .gb18030: GB18030Decoder()
        case .utf16LittleEndian: UTF16Decoder(isLittleEndian: true)
        case .utf16BigEndian: UTF16Decoder(isLittleEndian: false)
        }
    }
}

/// Checks UTF-8 (Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing above
/// U+10FFFF) and passes it on.
struct UTF8Decoder: ChunkDecoder {
    private var needed = 0
    private var low: UInt8 = 0x80
    private var high: UInt8 = 0xBF
    /// The bytes of a character whose end has not come yet.
    private var kept: [UInt8] = []

    var isBetweenCharacters: Bool { needed == 0 }

    mutating func decode(_ bytes: ArraySlice<UInt8>, into text: inout [UInt8]) -> Bool {
        // Where the unfinished character begins, should one be open at the end.
        var start = text.count
        text.append(contentsOf: kept)
        kept.removeAll(keepingCapacity: true)
        let base = text.count
        text.append(contentsOf: bytes)
        let isValid = text.withUnsafeBufferPointer { buffer in
            var index = base
            while index < buffer.count {
                let byte = buffer[index]
                if needed == 0 {
                    if byte >= 0x80 {
                        start = index
                        guard begin(byte) else { return false }
                    }
                } else {
                    guard byte >= low, byte <= high else { return false }
                    (low, high) = (0x80, 0xBF)
                    needed -= 1
                }
                index += 1
            }
            return true
        }
        if !isValid || needed > 0 {
            if isValid { kept = Array(text[start...]) }
            text.removeSubrange(start...)
        }
        return isValid
    }

    private mutating func begin(_ byte: UInt8) -> Bool {
        (low, high) = (0x80, 0xBF)
        switch byte {
        case 0xC2...0xDF: needed = 1
        case 0xE0: (needed, low) = (2, 0xA0)
        case 0xED: (needed, high) = (2, 0x9F)
        case 0xE1...0xEF: needed = 2
        case 0xF0: (needed, low) = (3, 0x90)
        case 0xF1...0xF3: needed = 3
        case 0xF4: (needed, high) = (3, 0x8F)
        default: return false
        }
        return true
    }
}
