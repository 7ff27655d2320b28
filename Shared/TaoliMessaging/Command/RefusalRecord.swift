import Foundation
import TaoliModels

/// A refusal as the command log keeps it.
struct RefusalRecord: Codable {
    let kind: String
    let slug: String
    let clause: String?
    let field: String?
    let whatChinese: String
    let whatEnglish: String
    let nextChinese: String
    let nextEnglish: String

    init(_ refusal: Refusal) {
        kind = refusal.kind.rawValue
        slug = refusal.slug
        clause = refusal.clause
        field = refusal.field
        whatChinese = refusal.what.chinese
        whatEnglish = refusal.what.english
        nextChinese = refusal.next.chinese
        nextEnglish = refusal.next.english
    }

    var refusal: Refusal {
        Refusal(
            Refusal.Kind(rawValue: kind) ?? .precondition, slug, clause: clause, field: field,
            what: Wording(whatChinese, whatEnglish), next: Wording(nextChinese, nextEnglish))
    }
}
