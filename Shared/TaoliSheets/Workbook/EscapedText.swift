/// Texts of workbooks write characters that XML forbids as `_x000D_`, and an underscore that would
/// be taken for the start of such as `_x005F_` (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
enum EscapedText {
    /// The characters meant. An escape that is no character stays as it is.
    static func plain(_ text: [UInt8]) -> [UInt8] {
        guard var place = next(in: text, from: 0) else { return text }
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        var done = 0
        while true {
            guard let (scalar, length) = scalar(in: text, at: place) else {
                plain += text[done...place]
                done = place + 1
                guard let later = next(in: text, from: done) else { break }
                place = later
                continue
            }
            plain += text[done..<place]
            plain += Array(String(Character(scalar)).utf8)
            done = place + length
            guard let later = next(in: text, from: done) else { break }
            place = later
        }
        plain += text[done...]
        return plain
    }

    /// A text in which nothing can be taken for an escape.
    static func escaped(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard var place = next(in: bytes, from: 0) else { return text }
        var escaped: [UInt8] = []
        var done = 0
        while true {
            escaped += bytes[done..<place]
            escaped +=
                unit(in: bytes, at: place) == nil ? [UInt8(ascii: "_")] : Array("_x005F_".utf8)
            done = place + 1
            guard let later = next(in: bytes, from: done) else { break }
            place = later
        }
        escaped += bytes[done...]
        return String(decoding: escaped, as: UTF8.self)
    }

    private static func next(in text: [UInt8], from start: Int) -> Int? {
        ByteSearch.first(UInt8(ascii: "_"), in: text, from: start)
    }

    /// The character of one escape, or of two that are the halves of a surrogate pair.
    private static func scalar(in text: [UInt8], at place: Int)
        -> (scalar: Unicode.Scalar, length: Int)?
    {
        guard let high = unit(in: text, at: place) else { return nil }
        if let scalar = Unicode.Scalar(UInt32(high)) { return (scalar, 7) }
        guard (0xD800...0xDBFF).contains(high), let low = unit(in: text, at: place + 7),
            (0xDC00...0xDFFF).contains(low)
        else { return nil }
        let value = 0x10000 + (UInt32(high) - 0xD800) << 10 + UInt32(low) - 0xDC00
        return Unicode.Scalar(value).map { ($0, 14) }
    }

    /// The number in `_xHHHH_` at a place.
    private static func unit(in text: [UInt8], at place: Int) -> UInt16? {
        guard place + 7 <= text.count, text[place] == UInt8(ascii: "_"),
            text[place + 1] == UInt8(ascii: "x"), text[place + 6] == UInt8(ascii: "_")
        else { return nil }
        var value: UInt16 = 0
        for byte in text[(place + 2)..<(place + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
