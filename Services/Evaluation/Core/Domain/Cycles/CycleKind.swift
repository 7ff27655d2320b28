/// What a cycle judges by.
package enum CycleKind: Hashable, Sendable {
    /// Figures against bounds (SH-11).
    case standards
    /// A level that a council gives each member (XN-19).
    case levels
    /// A tree of indicators, by its id in the pack (TC-17, XN-27, XN-34, SH-10).
    case tree(String)

    /// - Parameter tree: the tree's id; empty for the other two.
    package init?(_ name: String, tree: String) {
        switch (name, tree.isEmpty) {
        case ("standards", true): self = .standards
        case ("levels", true): self = .levels
        case ("tree", false): self = .tree(tree)
        default: return nil
        }
    }

    /// As calls, tables and events name it.
    package var name: String {
        switch self {
        case .standards: "standards"
        case .levels: "levels"
        case .tree: "tree"
        }
    }

    /// The tree's id; empty for the other two.
    package var tree: String { if case .tree(let id) = self { id } else { "" } }

    /// All names.
    package static let names = ["standards", "levels", "tree"]
}

/// Where a cycle stands.
package enum CycleStatus: String, CaseIterable, Sendable {
    /// Inputs are written.
    case open
    /// Computed; those assessed see their own results and may object.
    case contesting
    /// Final.
    case published
    /// Given up.
    case withdrawn
}
