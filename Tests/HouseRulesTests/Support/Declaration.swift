/// One declaration that other modules can see, with what its file's text alone says of it.
struct Declaration: Hashable {
    let path: String
    let line: Int
    /// `func`, `let`, `case`, `struct` …
    let kind: String
    /// Without arguments; `init` and `subscript` for those.
    let name: String
    /// From the name on to the end of its line, e.g. `id: GroupID`.
    let rest: String
    /// The type around it, `Outer.Inner`; empty at the top level.
    let type: String
    /// Whether the type around it is a protocol, so that it is a requirement.
    let isRequirement: Bool
    /// Whether a `///` with words stands above it or above its attributes.
    let isDocumented: Bool
    /// What stands between the braces of an initialiser; `nil` for anything else.
    let body: String?
}
