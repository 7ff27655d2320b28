/// Shared/Documentation/requirements.md against the tests: what is called done is named by one.
enum RequirementRule {
    static let states: Set<String> = ["done", "partly", "open"]

    /// Ids of the five source documents: prefix and highest number. TC-22 was never given out.
    static let known: Set<String> = Set(
        [("TC", 33), ("JD", 16), ("GT", 16), ("XN", 36), ("SH", 27)].flatMap { prefix, last in
            (1...last).map { "\(prefix)-\($0)" }
        }
    ).subtracting(["TC-22"])

    /// The list itself: every id once, every state known.
    static func list(_ document: SourceFile) -> [Violation] {
        let rows = rows(of: document)
        var seen: Set<String> = []
        var violations = rows.compactMap { row -> Violation? in
            if !known.contains(row.id) {
                return Violation(document.path, line: row.line, "there is no id \(row.id)")
            }
            if !seen.insert(row.id).inserted {
                return Violation(document.path, line: row.line, "\(row.id) stands here twice")
            }
            return states.contains(row.state)
                ? nil
                : Violation(
                    document.path, line: row.line,
                    "state of \(row.id) is '\(row.state)', not done, partly or open")
        }
        violations += known.subtracting(seen).sorted().map {
            Violation(document.path, "\($0) is missing")
        }
        return violations
    }

    /// Ids marked done that no test names.
    static func done(_ document: SourceFile, tests: [SourceFile]) -> [Violation] {
        let named = tests.reduce(into: Set<String>()) { $0.formUnion(ids(in: $1.text)) }
        return rows(of: document).filter { $0.state == "done" && !named.contains($0.id) }.map {
            Violation(
                document.path, line: $0.line, "\($0.id) is marked done, but no test names it")
        }
    }

    /// `TC-1` and `TC-12` are different ids.
    static func ids(in text: String) -> Set<String> {
        Set(text.matches(of: #/\b(?:TC|JD|GT|XN|SH)-\d+\b/#).map { String($0.output) })
    }

    private static func rows(of document: SourceFile) -> [(line: Int, id: String, state: String)] {
        document.lines.compactMap { number, text in
            guard let cells = MarkdownTable.cells(text), cells.count > 2,
                cells[0].wholeMatch(of: #/[A-Z]{2}-\d+/#) != nil, let state = cells.last
            else { return nil }
            return (number, cells[0], state)
        }
    }
}
