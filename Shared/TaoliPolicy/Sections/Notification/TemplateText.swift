/// What a text about something that happened may leave open, written `{group}`.
package enum Placeholder: String, CaseIterable, Sendable {
    /// Names of the group, school and role, the day and the reason; the import job and its counts.
    case group, school, role, date, reason, job, foundings, joinings, leavings
    /// A case's id, which `taoli case show` takes.
    case caseID = "case"
    /// A case's chain and step, how it was answered, and how far the case is.
    case chain, step, outcome, status
    /// The step that the recipient is asked to take, and by when.
    case turn, due
    /// The group on the other side of a merger or split, and what changed or is added.
    case other, detail
    /// The school or else the group that it is about, and the school that receives.
    case about, receiver
}

/// A text with placeholders in braces, read once from left to right.
package struct TemplateText: Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        case open(Placeholder)
    }

    /// What is wrong with a text.
    package enum Problem: Hashable, Sendable {
        /// A brace that opens or closes nothing.
        case loneBrace
        /// There is no placeholder of that name.
        case unknown(String)
    }

    private(set) var pieces: [Piece] = []
    /// In the order of the text; empty when all is well.
    package private(set) var problems: [Problem] = []

    /// Reads any text: what is no placeholder stays as it is and is noted.
    package init(_ text: String) {
        var rest = text[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            add(rest[..<brace])
            guard rest[brace] == "{", let end = rest[brace...].firstIndex(of: "}") else {
                problems.append(.loneBrace)
                add(rest[brace...brace])
                rest = rest[rest.index(after: brace)...]
                continue
            }
            let name = String(rest[rest.index(after: brace)..<end])
            if let placeholder = Placeholder(rawValue: name) {
                pieces.append(.open(placeholder))
            } else {
                problems.append(.unknown(name))
                add(rest[brace...end])
            }
            rest = rest[rest.index(after: end)...]
        }
        add(rest)
    }

    private mutating func add(_ text: Substring) {
        if !text.isEmpty { pieces.append(.text(String(text))) }
    }

    /// What it leaves open.
    package var placeholders: Set<Placeholder> {
        Set(pieces.compactMap { if case .open(let placeholder) = $0 { placeholder } else { nil } })
    }

    /// The text with a value at each placeholder; a value that contains braces stays as it is.
    package func fill(_ value: (Placeholder) -> String) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .open(let placeholder): value(placeholder)
            }
        }.joined()
    }
}
