import Foundation
package import TaoliModels

/// The machine-readable side of a failed call: JSON in the binary trailer ``metadataKey``.
package struct FailureDetails: Codable, Hashable, Sendable {
    /// Name of the trailer; its value is UTF-8 JSON of this type.
    package static let metadataKey = "taoli-refusal-bin"

    /// ``Refusal/Kind`` for refusals, else absent.
    package let kind: String?
    /// Stable name of what is wrong.
    package let slug: String
    /// Clause of the requirements, if the rule rests on one.
    package let clause: String?
    /// The input field meant, if one is.
    package let field: String?
    /// What is wrong, in Chinese.
    package let zh: String
    /// What is wrong, in English.
    package let en: String
    /// What to do next, in Chinese.
    package let nextZh: String
    /// What to do next, in English.
    package let nextEn: String
    /// Milliseconds after which a retry makes sense; absent when none does.
    package let retryAfterMilliseconds: Int64?
    /// Where the log has the full text.
    package let reference: String?

    /// - Parameter retryAfter: cut to whole milliseconds.
    package init(
        kind: Refusal.Kind? = nil, slug: String, clause: String? = nil, field: String? = nil,
        what: Wording, next: Wording, retryAfter: Duration? = nil, reference: String? = nil
    ) {
        self.kind = kind?.rawValue
        self.slug = slug
        self.clause = clause
        self.field = field
        zh = what.chinese
        en = what.english
        nextZh = next.chinese
        nextEn = next.english
        retryAfterMilliseconds = retryAfter.map { duration in
            duration.components.seconds * 1000
                + duration.components.attoseconds / 1_000_000_000_000_000
        }
        self.reference = reference
    }

    /// What a refusal says; it names no time for another try.
    package init(_ refusal: Refusal) {
        self.init(
            kind: refusal.kind, slug: refusal.slug, clause: refusal.clause, field: refusal.field,
            what: refusal.what, next: refusal.next)
    }

    /// What is wrong.
    package var what: Wording { Wording(zh, en) }
    /// What to do next.
    package var next: Wording { Wording(nextZh, nextEn) }

    /// The refusal described, or `nil` when it was another kind of failure.
    package var refusal: Refusal? {
        guard let kind = kind.flatMap(Refusal.Kind.init(rawValue:)) else { return nil }
        return Refusal(kind, slug, clause: clause, field: field, what: what, next: next)
    }

    /// UTF-8 JSON.
    package func encoded() -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }

    /// Reads what ``encoded()`` wrote; `nil` for anything else.
    package init?(encoded bytes: [UInt8]) {
        guard let details = try? JSONDecoder().decode(FailureDetails.self, from: Data(bytes)) else {
            return nil
        }
        self = details
    }

    private enum CodingKeys: String, CodingKey {
        case kind, slug, clause, field, zh, en, reference
        case nextZh = "next_zh"
        case nextEn = "next_en"
        case retryAfterMilliseconds = "retry_after_ms"
    }
}
