/// A refusal cites the clause of the rule in the pack that the district follows. What a service
/// refuses by itself holds in every city, so it names no city's clause.
enum RefusalRule {
    static func check(_ file: SourceFile) -> [Violation] {
        file.lines.compactMap { number, text in
            text.contains(#/\bclause: "(?:TC|JD|GT|XN|SH)-\d+"/#)
                ? Violation(file.path, line: number, "a refusal of ours cites one city's clause")
                : nil
        }
    }
}
