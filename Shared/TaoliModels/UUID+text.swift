package import Foundation

extension UUID {
    /// The canonical text in lower case (RFC 9562, section 4), without Foundation's way over
    /// printf: relays and consumers write it several times an event.
    package var text: String {
        withUnsafeBytes(of: uuid) { bytes in
            String(unsafeUninitializedCapacity: 36) { text in
                var position = 0
                for (index, byte) in bytes.enumerated() {
                    if index == 4 || index == 6 || index == 8 || index == 10 {
                        text[position] = UInt8(ascii: "-")
                        position += 1
                    }
                    text[position] = UUID.digit(byte >> 4)
                    text[position + 1] = UUID.digit(byte & 15)
                    position += 2
                }
                return position
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }

    /// Reads the 36 characters, in either case; nil for anything else. As `UUID(uuidString:)`,
    /// without its way over scanf.
    package init?(text: String) {
        var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        let fits = withUnsafeMutableBytes(of: &bytes) { bytes in
            text.utf8.count == 36 && UUID.read(text.utf8, into: bytes)
        }
        guard fits else { return nil }
        self.init(uuid: bytes)
    }

    private static func read(
        _ text: String.UTF8View, into bytes: UnsafeMutableRawBufferPointer
    ) -> Bool {
        var digits = 0
        for (index, character) in text.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard character == UInt8(ascii: "-") else { return false }
                continue
            }
            let value: UInt8
            switch character {
            case 48...57: value = character - 48
            case 97...102: value = character - 87
            case 65...70: value = character - 55
            default: return false
            }
            bytes[digits / 2] = bytes[digits / 2] << 4 | value
            digits += 1
        }
        return true
    }
}
