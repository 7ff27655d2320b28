package import TaoliModels
import TaoliPolicy

/// What the news about a document says of it: not its title, which may name people.
package struct DocumentNews: Hashable, Sendable {
    package let id: DocumentID
    /// The pack's id, e.g. `TC`.
    package let pack: String
    /// SHA-256 of the file by which it was begun.
    package let packVersion: String
    /// The kind's id, e.g. `year_plan`.
    package let kind: String
    /// What the pack calls the kind.
    package let kindName: Wording
    /// Whose it is.
    package let unit: UnitReference
    /// For which time.
    package let period: DocumentPeriod
    /// The version that it is about.
    package let number: Int
    /// Who is to be told, each once.
    package let recipients: [UnitReference]

    init(_ document: Document, _ rule: DocumentRule, number: Int, recipients: [UnitReference]) {
        id = document.id
        pack = document.pack
        packVersion = document.packVersion
        kind = document.kind
        kindName = rule.name
        unit = document.owner.unit
        period = document.period
        self.number = number
        var seen: Set<UnitReference> = []
        self.recipients = recipients.filter { seen.insert($0).inserted }
    }
}
