/// Everything that other modules can see has a doc comment (architecture.md, Style): what is
/// `package` or `public`, the cases and requirements of such a type included. What needs none is
/// listed in `DocCommentExemption.all`; tests document themselves by their names.
enum DocCommentRule {
    /// - Parameter files: all Swift files of the house; an exemption may rest on another file.
    static func check(_ files: [SourceFile]) -> [Violation] {
        let read = files.filter(isChecked).map { ($0.path, DeclarationReader($0)) }
        let types = read.reduce(into: DeclaredTypes()) { $0.add($1.1.types) }
        return read.flatMap { path, reader -> [Violation] in
            guard !reader.isUnreadable else {
                return [Violation(path, "its braces do not match for this rule's reader")]
            }
            return reader.declarations.filter { declaration in
                !declaration.isDocumented
                    && !DocCommentExemption.all.contains { $0.holds(declaration, types) }
            }.map {
                Violation(path, line: $0.line, "\($0.kind) \($0.name) has no doc comment")
            }
        }
    }

    /// How many declarations without a comment each exemption excuses, by its name.
    static func uses(_ files: [SourceFile]) -> [String: Int] {
        let read = files.filter(isChecked).map(DeclarationReader.init)
        let types = read.reduce(into: DeclaredTypes()) { $0.add($1.types) }
        let bare = read.flatMap(\.declarations).filter { !$0.isDocumented }
        return DocCommentExemption.all.reduce(into: [:]) { uses, exemption in
            uses[exemption.name] = bare.count { exemption.holds($0, types) }
        }
    }

    /// Not generated code, and not the folders of tests themselves.
    private static func isChecked(_ file: SourceFile) -> Bool {
        let parts = file.path.split(separator: "/")
        let isTest = parts.count > 2 && parts[0] == "Tests" && parts[1].hasSuffix("Tests")
        return !isTest && !parts.contains("Generated")
    }
}
