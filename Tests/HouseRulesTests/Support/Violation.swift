/// One breach of a rule of the house: where it stands and why it is one.
struct Violation: Hashable, CustomStringConvertible {
    /// Relative to the repository's root.
    let path: String
    /// Counted from 1; `nil` when the file or folder as a whole is meant.
    let line: Int?
    let why: String

    init(_ path: String, line: Int? = nil, _ why: String) {
        self.path = path
        self.line = line
        self.why = why
    }

    var description: String {
        line.map { "\(path):\($0): \(why)" } ?? "\(path): \(why)"
    }
}

extension [Violation] {
    /// One violation a line, for a test's comment.
    var report: String { map(\.description).joined(separator: "\n") }
}
