/// A text with placeholders in braces, read once from left to right.
struct TemplateText {
    enum Piece: Hashable {
        case text(String)
        case open(Placeholder)
    }

    private(set) var pieces: [Piece] = []
    private(set) var problems: [String] = []

    init(_ text: String) {
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            add(rest[..<brace])
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
                problems.append("a brace stands alone")
                add(rest[brace...brace])
                rest = rest[rest.index(after: brace)...]
                continue
            }
            let name = String(rest[rest.index(after: brace)..<end])
            if let placeholder = Placeholder(rawValue: name) {
                pieces.append(.open(placeholder))
            } else {
                problems.append("nothing is called {\(name)}")
                add(rest[brace...end])
            }
            rest = rest[rest.index(after: end)...]
        }
        add(rest)
    }

    private mutating func add(_ text: Substring) {
        if !text.isEmpty { pieces.append(.text(String(text))) }
    }

    var placeholders: Set<Placeholder> {
        Set(pieces.compactMap { if case .open(let placeholder) = $0 { placeholder } else { nil } })
    }

    func fill(_ value: (Placeholder) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .open(let placeholder): value(placeholder)
            }
        }.joined()
    }
}
