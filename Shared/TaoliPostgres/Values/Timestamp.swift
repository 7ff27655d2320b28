/// PostgreSQL's `timestamptz`, counted in microseconds from 2000-01-01T00:00:00Z.
enum Timestamp {
    /// Seconds from 2000-01-01 to Foundation's reference date, 2001-01-01.
    static let referenceOffset = 31_622_400.0

    /// What PostgreSQL stores: 4714 BC to 294276 AD (`datatype/timestamp.h`, MIN_ and
    /// END_TIMESTAMP).
    static let range: Range<Int64> = -211_813_488_000_000_000..<9_223_371_331_200_000_000

    /// Reads `2024-03-01 08:15:00.25+08`; nil for anything without an offset, before year 1 or
    /// infinite.
    static func microseconds(_ text: UnsafeRawBufferPointer) -> Int64? {
        var reader = Reader(text)
        guard let year = reader.number(), reader.skip("-"), let month = reader.number(),
            reader.skip("-"), let day = reader.number(), reader.skip(" "),
            let hour = reader.number(), reader.skip(":"), let minute = reader.number(),
            reader.skip(":"), let second = reader.number()
        else { return nil }
        let fraction = reader.skip(".") ? reader.fraction() : 0
        guard let offset = reader.offset(), reader.isAtEnd else { return nil }
        let seconds =
            days(year: year, month: month, day: day) * 86_400 + hour * 3600 + minute * 60 + second
            - offset
        return seconds * 1_000_000 + fraction
    }

    /// Days from 2000-01-01 in the proleptic Gregorian calendar.
    /// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468 - 10_957
    }

    private struct Reader {
        private let text: UnsafeRawBufferPointer
        private var position = 0

        init(_ text: UnsafeRawBufferPointer) {
            self.text = text
        }

        var isAtEnd: Bool { position == text.count }

        private var digit: Int64? {
            guard position < text.count, text[position] >= 48, text[position] <= 57 else {
                return nil
            }
            return Int64(text[position] - 48)
        }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard position < text.count, text[position] == UInt8(ascii: character) else {
                return false
            }
            position += 1
            return true
        }

        mutating func number() -> Int64? {
            guard digit != nil else { return nil }
            var value: Int64 = 0
            // A year has at most six digits; more cannot overflow what follows.
            while let digit, value < 1_000_000 {
                value = value * 10 + digit
                position += 1
            }
            return value
        }

        /// Digits after the point, as microseconds.
        mutating func fraction() -> Int64 {
            var value: Int64 = 0
            var scale: Int64 = 100_000
            while let digit {
                value += digit * scale
                scale /= 10
                position += 1
            }
            return value
        }

        /// Seconds east of Greenwich: `+08`, `+05:30`, `-00:01:15`.
        mutating func offset() -> Int64? {
            let west = skip("-")
            guard west || skip("+"), let hours = number() else { return nil }
            var seconds = hours * 3600
            if skip(":") { seconds += (number() ?? 0) * 60 }
            if skip(":") { seconds += number() ?? 0 }
            return west ? -seconds : seconds
        }
    }
}
