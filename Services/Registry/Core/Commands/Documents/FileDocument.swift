package import TaoliModels
import TaoliPolicy

/// The bureau's section takes a version on file, or returns it with its reason (备案).
package struct FileDocument: Sendable {
    /// The version, from 1.
    package let number: Int
    package let outcome: DocumentFiling.Outcome
    /// Its number on file, or why it is returned; the latter must be said.
    package let note: String

    package init(number: Int, outcome: DocumentFiling.Outcome, note: String) {
        self.number = number
        self.outcome = outcome
        self.note = note
    }

    /// - Parameter schools: those of the unit today, to be told.
    /// - Returns: the document; `DocumentFiled` or `DocumentReturned`.
    /// - Throws: `not-the-bureau`, `unknown-version`, `filed-nowhere`, `not-in-force`,
    ///   `version-superseded`, `already-filed`, `reason-needed`.
    package func decide(
        _ document: Document, by caller: Caller, on today: CalendarDate, _ rules: DocumentRules,
        _ schools: UnitSchools
    ) throws(Refusal) -> Decision<Document> {
        guard UnitAuthority.isBureau(caller, of: document.owner) else {
            throw DocumentRefusals.notTheBureau(rules.kind)
        }
        guard let version = document.version(numbered: number) else {
            throw DocumentRefusals.unknownVersion(number)
        }
        guard rules.kind.filedWith != nil else { throw DocumentRefusals.filedNowhere(rules.kind) }
        guard version.inForceFrom != nil else { throw DocumentRefusals.notInForce(rules.kind) }
        guard version.number == document.version(on: today)?.number else {
            throw DocumentRefusals.superseded(number)
        }
        if let filing = version.filing { throw DocumentRefusals.alreadyFiled(filing) }
        guard outcome == .filed || !note.isEmpty else { throw CaseRefusals.reasonNeeded }
        var answered = version
        answered.filing = DocumentFiling(
            outcome: outcome, on: today, by: CaseSignature(caller), note: note)
        var after = document
        after.versions[number - 1] = answered
        var log = DocumentLog(document, rules)
        let told = [document.owner.unit] + schools.units + rules.filers(of: document.owner)
        let news = log.news(number, told: told)
        log.record(
            outcome == .filed ? .documentFiled(news) : .documentReturned(news, reason: note),
            on: today,
            fields: [
                .between("filing", String?.none, outcome.rawValue),
                .between("note", String?.none, note),
            ])
        return log.decision(after)
    }
}

/// Writes down what a command did to a document.
struct DocumentLog {
    private let document: Document
    private let rules: DocumentRules
    private var log: ChangeLog

    init(_ document: Document, _ rules: DocumentRules) {
        self.document = document
        self.rules = rules
        log = ChangeLog(.document(document.id), version: document.version)
    }

    /// - Parameter told: who is to be told; repeats do no harm.
    func news(_ number: Int, told: [UnitReference]) -> DocumentNews {
        DocumentNews(document, rules.kind, number: number, recipients: told)
    }

    mutating func record(
        _ event: RegistryEvent, on date: CalendarDate, fields: [FieldDifference?]
    ) {
        log.record(event, on: date, fields: fields, districts: document.owner.districts)
    }

    /// It holds now: its unit hears of it, the schools, and whoever shall file it.
    mutating func recordInForce(
        _ version: DocumentVersion, on date: CalendarDate, _ schools: UnitSchools
    ) {
        let told =
            [document.owner.unit] + schools.units + rules.filers(of: document.owner)
        record(
            .documentInForce(news(version.number, told: told), from: date), on: date,
            fields: [
                .between(
                    "in_force", document.version(on: date)?.number, version.number)
            ])
    }

    func decision(_ after: Document) -> Decision<Document> {
        var state = after
        state.version = log.version
        return Decision(state: state, changes: log.changes)
    }
}
