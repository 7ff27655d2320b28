/// A "no" of the domain: which rule, the clause it rests on, and what to do next.
///
/// Refusals are answers, not faults: they are stored with the request and given again when it is
/// repeated, except those that pass by themselves. Where they become a gRPC status is decided in TaoliRuntime, in one place.
package struct Refusal: Error, Hashable, Sendable {
    /// What kind of "no" it is; decides the status code.
    package enum Kind: String, CaseIterable, Sendable {
        /// The input is wrong whatever the state is.
        case invalid
        /// The thing named does not exist, or not within the caller's scope.
        case notFound = "not_found"
        /// It exists already.
        case alreadyExists = "already_exists"
        /// A rule of the domain or the state of the record forbids it now.
        case precondition
        /// The caller's role or scope does not allow it.
        case permission
    }

    package let kind: Kind
    /// Stable name in kebab-case, e.g. `already-member`; programs compare it, people may search it.
    package let slug: String
    /// Clause id from requirements.md, or `nil` where the rule is ours.
    package let clause: String?
    /// The input field meant, dotted path of the request, or `nil`.
    package let field: String?
    /// What is wrong.
    package let what: Wording
    /// What the reader can do about it.
    package let next: Wording
    /// Whether the same request may be answered otherwise in a moment, the record unchanged: a place
    /// was taken, or time was short. Such a refusal is not stored with the request.
    package let isTransient: Bool

    package init(
        _ kind: Kind, _ slug: String, clause: String? = nil, field: String? = nil,
        what: Wording, next: Wording, isTransient: Bool = false
    ) {
        self.kind = kind
        self.slug = slug
        self.clause = clause
        self.field = field
        self.what = what
        self.next = next
        self.isTransient = isTransient
    }
}
