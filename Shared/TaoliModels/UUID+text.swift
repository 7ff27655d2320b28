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
}
