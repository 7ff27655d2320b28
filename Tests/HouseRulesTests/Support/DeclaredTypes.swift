/// What the declarations of several files say of types.
struct DeclaredTypes {
    /// Names of types, without those of the types around them.
    private(set) var names: Set<String> = []
    private var inherited: [String: Set<String>] = [:]
    private var required: [String: Set<String>] = [:]

    /// A type, an alias, or an extension that may name further protocols.
    mutating func add(_ type: String, kind: String, parents: [String] = []) {
        inherited[type, default: []].formUnion(parents)
        guard kind != "extension" else { return }
        names.insert(type.split(separator: ".").last.map(String.init) ?? type)
    }

    mutating func add(requirement: String, of type: String) {
        required[type, default: []].insert(requirement)
    }

    mutating func add(_ others: DeclaredTypes) {
        names.formUnion(others.names)
        inherited.merge(others.inherited) { $0.union($1) }
        required.merge(others.required) { $0.union($1) }
    }

    /// What a protocol of these files requires.
    func requirements(of name: String) -> Set<String> { required[name] ?? [] }

    /// The protocols to which a type conforms, theirs included, and itself: an extension of a
    /// protocol gives the default of a requirement.
    func protocols(of type: String) -> Set<String> {
        var found: Set<String> = []
        var open = [type]
        while let next = open.popLast() {
            if found.insert(next).inserted { open += inherited[next] ?? [] }
        }
        return found
    }
}
