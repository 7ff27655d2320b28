/// A kind of declaration that needs no doc comment, and why.
struct DocCommentExemption: Sendable {
    let name: String
    let reason: String
    let holds: @Sendable (Declaration, DeclaredTypes) -> Bool

    static let all = [
        DocCommentExemption(
            name: "witness",
            reason: "The protocol that the type names says what its requirement means.",
            holds: isWitness),
        DocCommentExemption(
            name: "plain initialiser",
            reason: "It only stores its parameters in properties with comments of their own.",
            holds: { declaration, _ in isPlainInitialiser(declaration) }),
        DocCommentExemption(
            name: "named as its type",
            reason: "`role: MembershipRole` would repeat the comment of a type of the house.",
            holds: isNamedAsType),
        DocCommentExemption(
            name: "setting",
            reason: "Its `purpose` says it in both languages, for help and operations.md.",
            holds: { declaration, _ in declaration.rest.contains(" = SettingKey(") }),
    ]

    /// Requirements of protocols of Swift and of packages, as far as the house meets them. Protocols
    /// of the house are read from its own files.
    static let requirements: [String: Set<String>] = [
        "CustomStringConvertible": ["description"],
        "Equatable": ["=="],
        "Hashable": ["==", "hash"],
        "Comparable": ["<"],
        "RandomNumberGenerator": ["next"],
        "ExpressibleByDictionaryLiteral": ["init"],
        "ExpressibleByStringInterpolation": ["init"],
        "StringInterpolationProtocol": ["init", "appendLiteral"],
        // swift-service-lifecycle
        "Service": ["run"],
        // swift-argument-parser
        "ParsableCommand": ["configuration", "validate", "run"],
        "AsyncParsableCommand": ["configuration", "validate", "run"],
        // swift-log
        "LogHandler": ["logLevel", "metadata", "metadataProvider", "subscript", "log"],
        // swift-metrics
        "MetricsFactory": [
            "makeCounter", "makeFloatingPointCounter", "makeMeter", "makeRecorder", "makeTimer",
            "destroyCounter", "destroyFloatingPointCounter", "destroyMeter", "destroyRecorder",
            "destroyTimer",
        ],
        // grpc-swift-2
        "ClientTransport": [
            "Bytes", "retryThrottle", "connect", "beginGracefulShutdown", "config", "withStream",
        ],
        "ServerTransport": ["Bytes", "listen", "beginGracefulShutdown"],
        "ListeningServerTransport": ["listeningAddress"],
        "ServerInterceptor": ["intercept"],
    ]

    /// Calls are documented in the proto that generates their protocol.
    private static let generated = ".SimpleServiceProtocol"

    private static func isWitness(_ declaration: Declaration, _ types: DeclaredTypes) -> Bool {
        guard !declaration.isRequirement else { return false }
        return types.protocols(of: declaration.type).contains { name in
            types.requirements(of: name).contains(declaration.name)
                || requirements[name]?.contains(declaration.name) == true
                || (name.hasSuffix(generated) && declaration.kind == "func")
        }
    }

    private static func isPlainInitialiser(_ declaration: Declaration) -> Bool {
        guard let body = declaration.body else { return false }
        let statements = body.split { "\n;".contains($0) }
        return statements.allSatisfy { statement in
            let words = statement.split(separator: " ")
            if words.isEmpty { return true }
            return words.count == 3 && words[1] == "=" && words[2].allSatisfy(isOfName)
        }
    }

    private static func isOfName(_ character: Character) -> Bool {
        character.isLetter || character.isNumber
    }

    /// Of a type of the house; an optional one must say what `nil` means.
    private static func isNamedAsType(_ declaration: Declaration, _ types: DeclaredTypes) -> Bool {
        let isCase = declaration.kind == "case"
        guard isCase || declaration.kind == "let" || declaration.kind == "var",
            let found = declaration.rest.firstMatch(
                of: #/^(?<name>\w+)(?:: |\()(?<type>[\w.]+)(?<end>\)?)(?:$| [={])/#),
            isCase == !found.end.isEmpty, let type = found.type.split(separator: ".").last,
            types.names.contains(String(type))
        else { return false }
        let (name, long) = (found.name.lowercased(), type.lowercased())
        return long.hasSuffix(name) || (isCase && long.hasPrefix(name))
    }
}
