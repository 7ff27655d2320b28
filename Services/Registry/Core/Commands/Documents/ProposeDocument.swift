package import TaoliModels
package import TaoliPolicy

/// Begins a document with its first version, of a kind that the pack in force has for such units.
package struct ProposeDocument: Sendable {
    package let id: DocumentID
    /// The id of its kind in the pack, e.g. `year_plan`.
    package let kind: String
    /// Whose it shall be.
    package let owner: UnitOwnership
    /// The school year, of three the first; `nil` for one that stands until it changes.
    package let year: SchoolYear?
    /// 1 or 2, where one is due each term; `nil` elsewhere.
    package let term: Int?
    package let draft: DocumentDraft

    package init(
        id: DocumentID, kind: String, owner: UnitOwnership, year: SchoolYear?, term: Int?,
        draft: DocumentDraft
    ) {
        self.id = id
        self.kind = kind
        self.owner = owner
        self.year = year
        self.term = term
        self.draft = draft
    }

    /// - Parameters:
    ///   - others: the unit's documents of this kind.
    ///   - schools: those of the unit today.
    /// - Returns: the document; `DocumentVersionProposed`, and `DocumentInForce` where nobody must
    ///   accept it.
    /// - Throws: `not-your-unit`, `unknown-document-kind`, `document-of-case`, `wrong-unit`,
    ///   `wrong-period`, `document-exists`, `unknown-chapter`.
    package func decide(
        by caller: Caller, on today: CalendarDate, pack: PolicyPack, others: [Document],
        _ schools: UnitSchools
    ) throws(Refusal) -> Decision<Document> {
        try UnitAuthority.check(caller, changes: owner)
        let rules = try DocumentRules(kind, in: pack)
        guard let place = rules.kind.owner.unit else { throw DocumentRefusals.ofCase(rules.kind) }
        guard place == owner.unit.kind else {
            throw DocumentRefusals.wrongUnit(rules.kind, place)
        }
        let period = try rules.period(year, term: term)
        if let other = others.first(where: { $0.period.overlaps(period) }) {
            throw DocumentRefusals.exists(other, rules.kind)
        }
        let document = Document(
            id: id, pack: pack.id, packVersion: pack.version, kind: kind, owner: owner,
            period: period, versions: [], version: 0)
        return try draft.added(to: document, by: caller, on: today, rules, schools)
    }
}

/// Proposes another version of a document. Until it holds, the one before does.
package struct AddVersion: Sendable {
    package let draft: DocumentDraft

    package init(draft: DocumentDraft) { self.draft = draft }

    /// - Returns: the document with the version; events as of `ProposeDocument`.
    /// - Throws: `not-your-unit`, `same-content` when it is the newest version's, `too-many`,
    ///   `unknown-chapter`.
    package func decide(
        _ document: Document, by caller: Caller, on today: CalendarDate, _ rules: DocumentRules,
        _ schools: UnitSchools
    ) throws(Refusal) -> Decision<Document> {
        try UnitAuthority.check(caller, changes: document.owner)
        guard document.latest?.content.sha256 != draft.content.sha256 else {
            throw DocumentRefusals.sameContent
        }
        guard document.versions.count < RegistryLimits.versionsMax else {
            throw GroupRefusals.tooMany("document_id", max: RegistryLimits.versionsMax)
        }
        return try draft.added(to: document, by: caller, on: today, rules, schools)
    }
}

/// What a new version brings.
package struct DocumentDraft: Hashable, Sendable {
    /// 1 to `RegistryLimits.nameMax` characters; in no event.
    package let title: String
    package let content: DocumentContent
    /// Ids of chapters that it covers.
    package let chapters: [String]

    package init(title: String, content: DocumentContent, chapters: [String]) {
        self.title = title
        self.content = content
        self.chapters = chapters
    }

    func added(
        to document: Document, by caller: Caller, on today: CalendarDate, _ rules: DocumentRules,
        _ schools: UnitSchools
    ) throws(Refusal) -> Decision<Document> {
        let known = rules.chapters.map(\.id)
        if let unknown = chapters.first(where: { !known.contains($0) }) {
            throw DocumentRefusals.unknownChapter(unknown, known, rules.kind)
        }
        var version = DocumentVersion(
            number: document.versions.count + 1, title: title, content: content,
            chapters: known.filter(chapters.contains), proposedOn: today,
            proposedBy: CaseSignature(caller), acceptances: [], inForceFrom: nil, filing: nil)
        let holds = rules.kind.acceptedBy == nil
        if holds { version.inForceFrom = today }
        var after = document
        after.versions.append(version)
        var log = DocumentLog(document, rules)
        log.record(
            .documentVersionProposed(
                log.news(version.number, told: rules.waiting(version, schools).units),
                sha256: content.sha256, size: content.size),
            on: today,
            fields: [
                .between("version", Int?.none, version.number),
                .between("sha256", document.latest?.content.sha256, content.sha256),
            ])
        if holds { log.recordInForce(version, on: today, schools) }
        return log.decision(after)
    }
}
