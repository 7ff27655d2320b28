/// A file that people write and read has one main type and ends before line 400.
enum SizeRule {
    static let linesMax = 400

    static func check(_ file: SourceFile) -> [Violation] {
        guard !file.path.contains("/Generated/") else { return [] }
        let count = file.lines.count
        return count <= linesMax
            ? [] : [Violation(file.path, line: linesMax + 1, "\(count) lines: split it")]
    }
}
