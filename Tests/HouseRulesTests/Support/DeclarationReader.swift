/// Finds the `package` and `public` declarations of a file. It reads line by line: a declaration
/// begins its line, as `swift format` has it.
struct DeclarationReader {
    private(set) var declarations: [Declaration] = []
    private(set) var types = DeclaredTypes()
    /// Whether brackets did not match: nothing that was read of this file can be believed.
    private(set) var isUnreadable = false

    private struct Place {
        let kind: String
        let type: String
        let isVisible: Bool
    }

    private let path: String
    private let lines: [Substring]
    private let code: [String]
    private var places: [Place] = []
    /// A type whose `{` has not come yet.
    private var next: Place?

    init(_ file: SourceFile) {
        path = file.path
        lines = file.lines.map(\.text)
        code = CodeOnly.lines(of: file.text)
        for (index, line) in code.enumerated() {
            if let head = DeclarationHead(line) { take(head, at: index) }
            for byte in line.utf8 where byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") {
                if byte == UInt8(ascii: "{") {
                    places.append(next ?? Place(kind: "", type: "", isVisible: false))
                    next = nil
                } else if places.popLast() == nil {
                    isUnreadable = true
                }
            }
        }
        isUnreadable = isUnreadable || !places.isEmpty
    }

    private mutating func take(_ head: DeclarationHead, at index: Int) {
        let around = places.last { !$0.type.isEmpty }?.type ?? ""
        let isVisible = head.isVisible || (!head.isHidden && inherits(head))
        if head.isType {
            let type = around.isEmpty ? head.name : "\(around).\(head.name)"
            next = Place(kind: head.kind, type: type, isVisible: isVisible)
            let parents = DeclarationHead.parents(
                in: body(from: index).head, kind: head.kind)
            types.add(type, kind: head.kind, parents: parents)
        } else if head.kind == "typealias" {
            types.add(around.isEmpty ? head.name : "\(around).\(head.name)", kind: head.kind)
        }
        let isRequirement = !head.isType && places.last?.kind == "protocol"
        if isRequirement { types.add(requirement: head.name, of: around) }
        guard isVisible, head.kind != "extension" else { return }
        declarations.append(
            Declaration(
                path: path, line: index + 1, kind: head.kind, name: head.name, rest: head.rest,
                type: around, isRequirement: isRequirement, isDocumented: isDocumented(index),
                body: head.kind == "init" ? body(from: index).inner : nil))
    }

    /// Whether a declaration here is as visible as what is around it: requirements, cases, and what
    /// stands in a visible extension.
    private func inherits(_ head: DeclarationHead) -> Bool {
        guard let place = places.last, place.isVisible else { return false }
        switch place.kind {
        case "protocol", "extension": return true
        case "enum": return head.kind == "case"
        default: return false
        }
    }

    /// Attributes and conditions of compilation may stand between the comment and what it is about.
    private func isDocumented(_ index: Int) -> Bool {
        let above = lines[..<index].reversed().lazy.map { $0.drop(while: \.isWhitespace) }
        let comment = above.drop { $0.hasPrefix("@") || $0.hasPrefix("#if") }
            .prefix { $0.hasPrefix("///") }
        return comment.contains { $0.contains(where: \.isLetter) }
    }

    /// What stands before the `{` of a declaration, and what between it and its `}`. Braces inside
    /// parentheses are values of parameters.
    private func body(from index: Int) -> (head: String, inner: String?) {
        var head = ""
        var inner = ""
        var (braces, brackets) = (0, 0)
        for line in code[index...] {
            for character in line {
                if braces > 0 {
                    if character == "{" { braces += 1 }
                    if character == "}" { braces -= 1 }
                    if braces == 0 { return (head, inner) }
                    inner.append(character)
                } else if character == "{", brackets == 0 {
                    braces = 1
                } else {
                    if "([".contains(character) { brackets += 1 }
                    if ")]".contains(character) { brackets -= 1 }
                    head.append(character)
                }
            }
            if braces > 0 { inner.append("\n") } else { head.append(" ") }
        }
        return (head, nil)
    }
}
