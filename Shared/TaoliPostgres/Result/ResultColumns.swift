import CLibpq

/// Names and types of a result's columns; shared by all results of one prepared statement.
final class ResultColumns: Sendable {
    let names: [String]
    let types: [UInt32]
    private let indices: [String: Int]

    init(result: OpaquePointer) {
        let count = PQnfields(result)
        names = (0..<count).map { String(cString: PQfname(result, $0)) }
        types = (0..<count).map { PQftype(result, $0) }
        indices = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The position of the first column of that name.
    func index(of name: String) -> Int? {
        // Comparing a few short names costs less than hashing one.
        names.count <= 4 ? names.firstIndex(of: name) : indices[name]
    }
}
