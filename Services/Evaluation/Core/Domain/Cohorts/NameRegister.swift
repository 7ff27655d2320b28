/// Numbers names in the order in which they first occur.
package struct NameRegister: Sendable {
    /// The names by number.
    package private(set) var names: [String] = []
    private var numbers: [String: Int] = [:]

    package init() {}

    /// The number of a name, a new one if it was not met before.
    package mutating func number(of name: String) -> Int {
        if let number = numbers[name] { return number }
        numbers[name] = names.count
        names.append(name)
        return names.count - 1
    }

    /// The numbers in the byte order of their names, which is the same wherever it is sorted.
    package var sorted: [Int] {
        names.indices.sorted { ByteOrder.isBefore(names[$0], names[$1]) }
    }
}

/// The order of texts by the bytes of their UTF-8: no locale, no normal forms.
package enum ByteOrder {
    /// Whether the first text comes before the second.
    package static func isBefore(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
