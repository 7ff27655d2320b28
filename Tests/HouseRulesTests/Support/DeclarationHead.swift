/// The first line of a declaration, taken apart: attributes, modifiers, kind, name, and the rest.
struct DeclarationHead {
    /// `func`, `let`, `case`, `struct` …
    let kind: String
    /// Without arguments; `init` and `subscript` for those; an operator's own sign.
    let name: String
    /// From the name on, e.g. `id: GroupID`.
    let rest: String
    /// A modifier says that other modules can see it.
    let isVisible: Bool
    /// A modifier says that other modules cannot see it.
    let isHidden: Bool

    var isType: Bool { DeclarationHead.types.contains(kind) }

    private static let types: Set<String> = [
        "struct", "enum", "class", "actor", "protocol", "extension",
    ]
    private static let members: Set<String> = [
        "func", "var", "let", "init", "subscript", "case", "typealias", "associatedtype",
    ]
    private static let visible: Set<String> = ["package", "public", "open"]
    private static let hidden: Set<String> = ["private", "fileprivate", "internal"]
    private static let others: Set<String> = [
        "static", "class", "final", "mutating", "nonmutating", "indirect", "override",
        "convenience", "required", "nonisolated", "consuming", "borrowing", "weak", "lazy",
        "prefix", "postfix", "infix", "distributed",
    ]

    /// - Parameter line: without strings and comments.
    /// - Returns: `nil` when no declaration begins on it.
    init?(_ line: String) {
        var text = DeclarationHead.trimmed(line[...])
        var modifiers: Set<String> = []
        while true {
            let isAttribute = text.first == "@"
            if isAttribute { text = text.dropFirst() }
            let word = String(text.prefix(while: DeclarationHead.isOfName))
            let behind = text.dropFirst(word.count)
            let rest = DeclarationHead.trimmed(behind)
            if !isAttribute, DeclarationHead.begins(word, rest) {
                kind = word
                name = DeclarationHead.name(word, rest)
                self.rest = String(rest)
                isVisible = !modifiers.isDisjoint(with: DeclarationHead.visible)
                isHidden = !modifiers.isDisjoint(with: DeclarationHead.hidden)
                return
            }
            if behind.first == "(" {
                // The arguments of an attribute, or `private(set)`, which hides the setter only.
                text = DeclarationHead.trimmed(behind.drop { $0 != ")" }.dropFirst())
                guard isAttribute || DeclarationHead.isModifier(word) else { return nil }
            } else {
                guard isAttribute || DeclarationHead.isModifier(word) else { return nil }
                if !isAttribute { modifiers.insert(word) }
                text = rest
            }
        }
    }

    /// What a type says behind its colon: the names of protocols, without their own arguments.
    ///
    /// - Parameters:
    ///   - head: everything before its `{`.
    ///   - kind: the type's kind.
    static func parents(in head: String, kind: String) -> [String] {
        guard let start = head.firstRange(of: "\(kind) ")?.upperBound else { return [] }
        var depth = 0
        var plain = ""
        for character in head[start...] {
            if character == "<" { depth += 1 }
            if depth == 0 { plain.append(character) }
            if character == ">" { depth -= 1 }
        }
        guard let colon = plain.firstIndex(of: ":") else { return [] }
        let end = plain.firstRange(of: " where ")?.lowerBound ?? plain.endIndex
        guard colon < end else { return [] }
        return plain[plain.index(after: colon)..<end].split { ",&".contains($0) }.compactMap {
            $0.split(separator: " ").last.map(String.init)
        }
    }

    private static func begins(_ word: String, _ rest: Substring) -> Bool {
        members.contains(word) || (types.contains(word) && rest.first?.isUppercase == true)
    }

    private static func isModifier(_ word: String) -> Bool {
        visible.contains(word) || hidden.contains(word) || others.contains(word)
    }

    private static func name(_ kind: String, _ rest: Substring) -> String {
        if kind == "init" || kind == "subscript" { return kind }
        let plain = rest.drop { $0 == "`" }
        let name = plain.prefix { isOfName($0) || $0 == "." }
        return String(name.isEmpty ? plain.prefix { $0 != "(" && $0 != " " } : name)
    }

    private static func isOfName(_ character: Character) -> Bool {
        character == "_" || character.isLetter || character.isNumber
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
