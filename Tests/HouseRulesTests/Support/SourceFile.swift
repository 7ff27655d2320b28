/// A text file of the repository: the rules are functions over these, so that a test can plant one.
struct SourceFile: Hashable {
    /// Relative to the repository's root, `/` between its parts.
    let path: String
    let text: String

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
    }

    /// The lines with their numbers, counted from 1; a last line without a break counts.
    var lines: [(number: Int, text: Substring)] {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        return zip(1..., lines).map { (number: $0.0, text: $0.1) }
    }
}
