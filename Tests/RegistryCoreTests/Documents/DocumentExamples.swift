// Literals of the tests themselves: one that is no code or date should end the run.
// swift-format-ignore-file: NeverForceUnwrap

import TaoliModels
import TaoliPolicy

@testable import RegistryCore

/// Documents of a group of three schools.
enum DocumentExamples {
    static let schools = (0..<3).map { _ in SchoolID(.version7()) }
    static let unit = UnitSchools(leads: [schools[0]], members: Set(schools.dropFirst()))
    static let year = SchoolYear("2026-2027")!
    static let today = BodyExamples.today

    static func rules(_ pack: String, _ kind: String) throws -> DocumentRules {
        try DocumentRules(kind, in: BodyExamples.pack(pack))
    }

    static func draft(_ text: String = "第一版", chapters: [String] = []) -> DocumentDraft {
        let digest = String(repeating: "0", count: 56) + String(hash(text), radix: 16).suffix(8)
        return DocumentDraft(
            title: text,
            content: DocumentContent(
                sha256: digest, size: text.utf8.count, mediaType: .text, reference: nil),
            chapters: chapters)
    }

    /// Any figure that differs with the text (FNV-1a), eight digits at least.
    private static func hash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
            | 0x1_0000_0000
    }

    /// A unit of the kind whose document it is, with whoever keeps it.
    static func owner(_ rule: DocumentRule) -> UnitOwnership {
        switch rule.owner {
        case .district: BodyExamples.bureau
        case .school:
            UnitOwnership(
                unit: UnitReference(.school, schools[0].description), district: Example.haizhu,
                districts: [Example.haizhu])
        case .group, .case: BodyExamples.owner
        }
    }

    static func propose(
        _ pack: String, _ kind: String, _ draft: DocumentDraft = draft(),
        year given: SchoolYear? = nil, beside others: [Document] = [],
        by caller: Caller = BodyExamples.city
    ) throws -> Decision<Document> {
        let rules = try rules(pack, kind)
        return try ProposeDocument(
            id: DocumentID(.version7()), kind: kind, owner: owner(rules.kind),
            year: given ?? (rules.kind.every == .once ? nil : year),
            term: rules.kind.every == .term ? 1 : nil, draft: draft
        ).decide(by: caller, on: today, pack: rules.pack, others: others, unit)
    }

    static func school(_ index: Int) -> Caller {
        BodyExamples.of(UnitReference(.school, schools[index].description))
    }

    static func accept(
        _ document: Document, _ school: SchoolID, _ rules: DocumentRules, number: Int = 1,
        by caller: Caller? = nil, in unit: UnitSchools = unit, on day: CalendarDate = today
    ) throws -> Decision<Document> {
        try AcceptDocument(number: number, by: .school(school)).decide(
            document,
            by: caller ?? BodyExamples.of(UnitReference(.school, school.description)), on: day,
            rules, unit)
    }

    /// A document that everybody accepted who must.
    static func standing(_ pack: String, _ kind: String, _ draft: DocumentDraft = draft()) throws
        -> Document
    {
        var document = try propose(pack, kind, draft).state
        let rules = try rules(pack, kind)
        switch rules.kind.acceptedBy {
        case nil: break
        case .members:
            for school in schools { document = try accept(document, school, rules).state }
        case .council:
            document = try AcceptDocument(number: 1, by: adopted(document, number: 1, pack))
                .decide(document, by: BodyExamples.city, on: today, rules, unit).state
        }
        return document
    }

    /// The council's resolution on a version, with its outcome.
    static func adopted(
        _ document: Document, number: Int, _ pack: String, favour: Int = 3,
        body kind: String = "council"
    ) throws -> AcceptDocument.Acceptor {
        let (body, rules, seats) = try BodyExamples.council(pack, members: 3)
        let item = try ProposeResolution(
            id: ResolutionID(.version7()), title: "文件",
            matter: .document(document.id, version: number), concerned: nil
        ).decide(body, by: BodyExamples.city, on: today, rules, UnitSchools(members: Set(seats)))
        let decided = try BodyExamples.session(
            present: BodyExamples.seats(body, seats), favour: favour, against: 3 - favour
        ).decide(item.resolution, of: item.body, by: BodyExamples.city, on: today, rules)
        return .council(decided.resolution, of: decided.body)
    }
}
