package import Foundation

extension String: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> String {
        try cell.text()
    }
}

extension Bool: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Bool {
        let bytes = try cell.required()
        switch (bytes.count, bytes.first) {
        case (1, UInt8(ascii: "t")): return true
        case (1, UInt8(ascii: "f")): return false
        default: throw cell.mismatch("a boolean")
        }
    }
}

extension FixedWidthInteger where Self: SignedInteger {
    /// Reads decimal digits with an optional sign, refusing what does not fit.
    fileprivate static func decimal(_ cell: PostgresCell) throws(PostgresError) -> Self {
        let bytes = try cell.required()
        let negative = bytes.first == UInt8(ascii: "-")
        let digits = negative ? bytes.dropFirst() : bytes[...]
        var value: Self = 0
        var failed = digits.isEmpty
        for byte in digits {
            guard byte >= 48, byte <= 57 else { throw cell.mismatch("an integer") }
            let (product, tooLarge) = value.multipliedReportingOverflow(by: 10)
            // Built downwards, because the lowest value has no positive counterpart.
            let (sum, overflow) = product.subtractingReportingOverflow(Self(byte - 48))
            failed = failed || tooLarge || overflow
            value = sum
        }
        if !negative {
            failed = failed || value == Self.min
            value = failed ? 0 : -value
        }
        if failed { throw cell.mismatch("an integer of \(Self.bitWidth) bits") }
        return value
    }
}

extension Int: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Int {
        try decimal(cell)
    }
}

extension Int64: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Int64 {
        try decimal(cell)
    }
}

extension Int32: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Int32 {
        try decimal(cell)
    }
}

extension Int16: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Int16 {
        try decimal(cell)
    }
}

extension Double: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Double {
        guard let value = Double(try cell.text()) else { throw cell.mismatch("a number") }
        return value
    }
}

extension UUID: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> UUID {
        let text = try cell.required()
        var value = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)).uuid
        let fits = withUnsafeMutableBytes(of: &value) { bytes in
            text.count == 36 && HexText.read(text, skipping: UInt8(ascii: "-"), into: bytes)
        }
        guard fits else { throw cell.mismatch("a UUID") }
        return UUID(uuid: value)
    }
}

extension Data: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Data {
        let bytes = try cell.required()
        guard cell.type == PostgresType.bytea.oid else { return Data(bytes) }
        guard bytes.count >= 2, bytes.count % 2 == 0, bytes[0] == UInt8(ascii: "\\"),
            bytes[1] == UInt8(ascii: "x")
        else { throw cell.mismatch("a bytea in hexadecimal") }
        let digits = UnsafeRawBufferPointer(rebasing: bytes[2...])
        var data = Data(count: digits.count / 2)
        let fits = data.withUnsafeMutableBytes { HexText.read(digits, skipping: nil, into: $0) }
        guard fits else { throw cell.mismatch("a bytea in hexadecimal") }
        return data
    }
}

/// Hexadecimal text.
private enum HexText {
    /// The value of each digit by its byte, 255 for no digit.
    private static let values: [UInt8] = (0...255).map { byte -> UInt8 in
        switch UInt8(byte) {
        case 48...57: UInt8(byte) - 48
        case 97...102: UInt8(byte) - 87
        case 65...70: UInt8(byte) - 55
        default: 255
        }
    }

    /// Fills `bytes` from two digits each. Returns false for too few or too many, or other text.
    static func read(
        _ text: UnsafeRawBufferPointer, skipping mark: UInt8?,
        into bytes: UnsafeMutableRawBufferPointer
    ) -> Bool {
        values.withUnsafeBufferPointer { values in
            var position = 0
            for index in 0..<bytes.count {
                if position < text.count, text[position] == mark { position += 1 }
                guard position + 1 < text.count else { return false }
                let (high, low) = (
                    values[Int(text[position])], values[Int(text[position + 1])]
                )
                guard high != 255, low != 255 else { return false }
                bytes[index] = high << 4 | low
                position += 2
            }
            return position == text.count
        }
    }
}

extension Date: PostgresDecodable {
    package static func decode(postgres cell: PostgresCell) throws(PostgresError) -> Date {
        guard let microseconds = Timestamp.microseconds(try cell.required()) else {
            throw cell.mismatch("an instant (timestamptz); read other forms as text")
        }
        return Date(
            timeIntervalSinceReferenceDate:
                Double(microseconds) / 1_000_000 - Timestamp.referenceOffset)
    }
}
