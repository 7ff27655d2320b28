/// Writes ZIP files without compression (APPNOTE 6.3): packages whose every byte a test decides.
struct StoredZip {
    private var bytes: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    mutating func add(_ name: String, _ content: [UInt8]) {
        let start = bytes.count
        let facts = header(name, content)
        bytes += word(0x0403_4B50) + facts + Array(name.utf8) + content
        directory += word(0x0201_4B50) + half(20) + facts + half(0) + half(0) + half(0)
        directory += word(0) + word(start) + Array(name.utf8)
        count += 1
    }

    func finished() -> [UInt8] {
        bytes + directory + word(0x0605_4B50) + half(0) + half(0) + half(count) + half(count)
            + word(directory.count) + word(bytes.count) + half(0)
    }

    /// What local and central headers share.
    private func header(_ name: String, _ content: [UInt8]) -> [UInt8] {
        half(20) + half(0x800) + half(0) + half(0) + half(0x5921)
            + word(Int(StoredZip.crc(content)))
            + word(content.count) + word(content.count) + half(name.utf8.count) + half(0)
    }

    private func half(_ value: Int) -> [UInt8] { [UInt8(value & 255), UInt8(value >> 8 & 255)] }
    private func word(_ value: Int) -> [UInt8] { half(value & 0xFFFF) + half(value >> 16) }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
        }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ $0 >> 8 }
    }
}
