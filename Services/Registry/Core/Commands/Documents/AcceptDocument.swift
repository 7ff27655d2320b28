package import TaoliModels
import TaoliPolicy

/// Records that a member school accepts the newest version of a document, or that the council did
/// (SH-2: the charter agreement that each member accepts).
package struct AcceptDocument: Sendable {
    /// The version accepted, from 1.
    package let number: Int
    /// Who accepts it.
    package let by: Acceptor

    /// Who accepts.
    package enum Acceptor: Hashable, Sendable {
        case school(SchoolID)
        /// The council, by this resolution of its.
        case council(Resolution, of: Body)
    }

    package init(number: Int, by: Acceptor) {
        self.number = number
        self.by = by
    }

    /// A version holds once every school that is in the unit that day has accepted it. Where the
    /// last one that had not accepted left meanwhile, accepting once more brings it about.
    ///
    /// - Parameter schools: those of the unit today.
    /// - Returns: the document; `DocumentAccepted`, and `DocumentInForce` when it holds now.
    /// - Throws: `unknown-version`, `version-superseded`, `not-to-be-accepted`,
    ///   `accepted-otherwise`, `not-your-school`, `not-a-member`, `already-accepted`,
    ///   `not-the-councils`.
    package func decide(
        _ document: Document, by caller: Caller, on today: CalendarDate, _ rules: DocumentRules,
        _ schools: UnitSchools
    ) throws(Refusal) -> Decision<Document> {
        guard let version = document.version(numbered: number) else {
            throw DocumentRefusals.unknownVersion(number)
        }
        guard version.number == document.latest?.number || version.inForceFrom != nil else {
            throw DocumentRefusals.superseded(number)
        }
        switch (rules.kind.acceptedBy, by) {
        case (nil, _): throw DocumentRefusals.notToBeAccepted(rules.kind)
        case (.members, .school(let school)):
            return try accept(school, version, document, caller, today, rules, schools)
        case (.council, .council(let resolution, let body)):
            try UnitAuthority.check(caller, changes: document.owner)
            try check(resolution, body, document)
            guard version.inForceFrom == nil else { throw DocumentRefusals.alreadyAccepted }
            return settled(
                document, version, .council(resolution.id), caller, today, rules, schools)
        case (.members, .council), (.council, .school):
            throw DocumentRefusals.acceptedOtherwise(rules.kind)
        }
    }

    private func accept(
        _ school: SchoolID, _ version: DocumentVersion, _ document: Document, _ caller: Caller,
        _ today: CalendarDate, _ rules: DocumentRules, _ schools: UnitSchools
    ) throws(Refusal) -> Decision<Document> {
        let isOwn =
            caller.role == .school && caller.unit == UnitReference(.school, school.description)
        guard isOwn || UnitAuthority.isBureau(caller, of: document.owner) else {
            throw DocumentRefusals.notYourSchool(rules.kind)
        }
        guard schools.all.contains(school) else { throw ResolutionRefusals.schoolNotThere }
        guard version.acceptedBy.contains(school) else {
            return settled(document, version, .school(school), caller, today, rules, schools)
        }
        guard version.inForceFrom == nil, rules.waiting(version, schools) == .nobody else {
            throw DocumentRefusals.alreadyAccepted
        }
        return settled(document, version, nil, caller, today, rules, schools)
    }

    /// The council of the unit must have adopted this very version.
    private func check(_ item: Resolution, _ body: Body, _ document: Document) throws(Refusal) {
        guard item.status == .adopted, body.kind == DocumentRules.council,
            body.owner.unit == document.owner.unit, item.body == body.id,
            item.matter == .document(document.id, version: number)
        else { throw DocumentRefusals.notTheCouncils(number) }
    }

    private func settled(
        _ document: Document, _ version: DocumentVersion, _ by: DocumentAcceptance.Acceptor?,
        _ caller: Caller, _ today: CalendarDate, _ rules: DocumentRules, _ schools: UnitSchools
    ) -> Decision<Document> {
        var log = DocumentLog(document, rules)
        var accepted = version
        if let by {
            accepted.acceptances.append(
                DocumentAcceptance(by: by, on: today, recordedBy: CaseSignature(caller)))
            log.record(
                .documentAccepted(log.news(version.number, told: []), by: by), on: today,
                fields: [.between("accepted_by", String?.none, by.stored)])
        }
        let isCouncil = if case .council = by { true } else { false }
        if accepted.inForceFrom == nil,
            isCouncil || rules.waiting(accepted, schools) == .nobody
        {
            accepted.inForceFrom = today
            log.recordInForce(accepted, on: today, schools)
        }
        var after = document
        after.versions[version.number - 1] = accepted
        return log.decision(after)
    }
}

extension DocumentAcceptance.Acceptor {
    /// `school/…` or `resolution/…`.
    package var stored: String {
        switch self {
        case .school(let id): "school/\(id)"
        case .council(let id): "resolution/\(id)"
        }
    }
}
