import ArgumentParser

/// Money as people write it: yuan with two decimals, kept as whole fen.
enum Yuan {
    /// Yuan that one text may name.
    private static let yuanMax: Int64 = 100_000_000_000

    /// `1200.5` is 120050 fen.
    /// - Throws: `ValidationError` for a text of another shape, for 0 and for a sum beyond bounds.
    static func fen(_ text: String) throws -> Int64 {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? String(parts[1]) : ""
        let isNumber = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
        }
        guard (1...2).contains(parts.count), isNumber, decimals.count <= 2,
            let yuan = Int64(parts[0]), yuan <= yuanMax,
            let rest = Int64((decimals + "00").prefix(2)), yuan + rest > 0
        else {
            throw ValidationError(
                "'\(text)' is no amount in yuan such as 1200 or 1200.50, more than 0.")
        }
        return yuan * 100 + rest
    }

    /// `120050` fen as `1200.50`; a minus where reversals outweigh.
    static func text(_ fen: Int64) -> String {
        let (yuan, rest) = (fen.magnitude / 100, fen.magnitude % 100)
        return "\(fen < 0 ? "-" : "")\(yuan).\(rest < 10 ? "0" : "")\(rest)"
    }
}
