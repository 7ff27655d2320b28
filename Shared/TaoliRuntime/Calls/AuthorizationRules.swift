package import GRPCCore

/// The authorization rules of a service: one line a method.
///
/// ```swift
/// let registryRules: AuthorizationRules = [
///     "taoli.registry.v1.IdentityService/SignIn": .open,
///     "taoli.registry.v1.GroupService/FoundGroup": .roles([.city, .district]),
/// ]
/// ```
/// A method without a rule is refused, and a test compares the rules with the methods served.
package struct AuthorizationRules: Sendable, ExpressibleByDictionaryLiteral {
    private let rules: [String: AccessRule]
    /// Methods that have more than one line; the strictest reading, no rule at all, applies.
    package let duplicates: [String]

    package init(dictionaryLiteral elements: (String, AccessRule)...) {
        self.init(elements)
    }

    package init(_ elements: [(String, AccessRule)]) {
        var rules: [String: AccessRule] = [:]
        var twice: Set<String> = []
        for (method, rule) in elements where rules.updateValue(rule, forKey: method) != nil {
            twice.insert(method)
        }
        for method in twice { rules[method] = nil }
        self.rules = rules
        duplicates = twice.sorted()
    }

    /// The rule of a method, or `nil`.
    package func rule(for method: String) -> AccessRule? { rules[method] }

    /// Both sets of rules; a method in both counts as a duplicate.
    package func merging(_ other: AuthorizationRules) -> AuthorizationRules {
        AuthorizationRules(
            rules.map { ($0.key, $0.value) } + other.rules.map { ($0.key, $0.value) })
    }

    /// All methods with a rule, sorted.
    package var methods: [String] { rules.keys.sorted() }

    /// What is wrong between these rules and the methods served: methods without a rule, rules
    /// without a method, methods with two lines. Empty when all is well.
    package func differences(from served: [MethodDescriptor]) -> [String] {
        let names = Set(served.map(\.fullyQualifiedMethod))
        let missing = names.subtracting(rules.keys).subtracting(duplicates)
        let unknown = Set(rules.keys).subtracting(names)
        return missing.sorted().map { "no rule for \($0)" }
            + unknown.sorted().map { "rule for \($0), which is not served" }
            + duplicates.map { "more than one rule for \($0)" }
    }
}
