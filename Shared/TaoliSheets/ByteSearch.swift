import Glibc

/// Finds single bytes as fast as the C library can, where nearly all bytes are passed over.
enum ByteSearch {
    /// The first place of a byte at or behind `start`; `nil` when there is none.
    static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int?
    {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(byte), bytes.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// The same in an array.
    static func first(_ byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { first(byte, in: $0, from: start) }
    }

    /// Whether there is a control character that no text of a cell has.
    static func hasControl(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var place = 0
            while place < bytes.count {
                let byte = bytes[place]
                if byte < 0x20 || byte == 0x7F, byte != 0x09, byte != 0x0A, byte != 0x0D {
                    return true
                }
                place += 1
            }
            return false
        }
    }
}
