import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// What a unit must have for a school year, and what is missing.
@Suite("Due documents")
struct DueDocumentTests {
    private static let year = DocumentExamples.year

    private func due(
        _ pack: String, _ documents: [Document], year: SchoolYear = year,
        on day: CalendarDate = DocumentExamples.today
    ) -> DueDocuments {
        DueDocuments(
            BodyExamples.pack(pack), of: .group, year: year, documents, DocumentExamples.unit,
            on: day)
    }

    private func states(_ due: DueDocuments) -> [String: DueDocument.State] {
        Dictionary(uniqueKeysWithValues: due.rows.map { ($0.kind.id, $0.state) })
    }

    @Test("TC-4: five documents are asked for; without any all five are missing")
    func five() {
        let due = due("TC", [])
        #expect(
            due.rows.map(\.kind.id) == [
                "charter", "system", "development_plan", "year_plan", "research_project",
            ])
        #expect(due.rows.allSatisfy { $0.state == .missing && $0.document == nil })
        #expect(!due.isComplete)
    }

    @Test(
        "TC-4, TC-5: proposed, to be filed, returned, done; all is complete with the last chapter")
    func complete() throws {
        let names = BodyExamples.pack("TC")[DocumentsSection.self].chapters.map(\.id)
        #expect(names.count == 7)
        let charter = try DocumentExamples.propose("TC", "charter").state
        let plan = try DocumentExamples.standing(
            "TC", "year_plan", DocumentExamples.draft(chapters: Array(names.prefix(3))))
        let early = due("TC", [charter, plan])
        #expect(states(early)["charter"] == .proposed)
        #expect(early.rows[0].waiting.units.count == 3)
        #expect(states(early)["year_plan"] == .toFile)
        #expect(
            early.chapters.filter(\.documents.isEmpty).map(\.rule.id) == Array(names.dropFirst(3)))
        func answered(_ document: Document, _ outcome: DocumentFiling.Outcome) throws -> Document {
            try FileDocument(number: 1, outcome: outcome, note: "退回").decide(
                document, by: BodyExamples.official(), on: DocumentExamples.today,
                try DocumentExamples.rules("TC", document.kind), DocumentExamples.unit
            ).state
        }
        #expect(states(due("TC", [try answered(plan, .returned)]))["year_plan"] == .returned)
        let system = try DocumentExamples.standing(
            "TC", "system", DocumentExamples.draft(chapters: Array(names[3..<6])))
        let rest = [
            try DocumentExamples.standing("TC", "charter"), system, try answered(plan, .filed),
            try DocumentExamples.standing("TC", "research_project"),
        ]
        let last = try answered(
            try DocumentExamples.standing(
                "TC", "development_plan", DocumentExamples.draft(chapters: [names[6]])), .filed)
        #expect(due("TC", rest + [last]).isComplete)
        let uncovered = try answered(
            try DocumentExamples.standing("TC", "development_plan"), .filed)
        let almost = due("TC", rest + [uncovered])
        #expect(almost.rows.allSatisfy(\.state.isDone) && !almost.isComplete)
        #expect(almost.chapters.filter(\.documents.isEmpty).map(\.rule.source.clause) == ["TC-5"])
    }

    @Test("TC-5: a chapter that the pack does not have for the document is refused")
    func chapters() throws {
        let unknown = try refusal {
            try DocumentExamples.propose(
                "TC", "year_plan", DocumentExamples.draft(chapters: ["govern"]))
        }
        #expect(unknown.slug == "unknown-chapter" && unknown.next.english.contains("governance"))
        let none = try refusal {
            try DocumentExamples.propose(
                "TC", "charter", DocumentExamples.draft(chapters: ["governance"]))
        }
        #expect(none.slug == "unknown-chapter" && none.next.chinese == "这种文件不分方面；请不写。")
    }

    @Test("A standing document that is there already is named without a time")
    func standing() throws {
        let charter = try DocumentExamples.propose("TC", "charter").state
        let again = try refusal {
            try DocumentExamples.propose(
                "TC", "charter", DocumentExamples.draft("另一版"), beside: [charter])
        }
        #expect(again.what.chinese.hasPrefix("该单位已有“") && !again.what.english.contains(" for "))
        let plan = try DocumentExamples.propose("TC", "year_plan").state
        let twice = try refusal {
            try DocumentExamples.propose(
                "TC", "year_plan", DocumentExamples.draft("另一版"), beside: [plan])
        }
        #expect(twice.what.chinese.contains("该单位已有 \(plan.period.text) 的“"))
    }

    @Test("TC-4: a year's plan is due anew each year, a three-year plan in the fourth")
    func rhythm() throws {
        let plans = [
            try DocumentExamples.standing("TC", "year_plan"),
            try DocumentExamples.standing("TC", "development_plan"),
            try DocumentExamples.standing("TC", "charter"),
        ]
        let found = (2025...2030).map { start in
            let states = states(due("TC", plans, year: SchoolYear(startYear: start)))
            return ["year_plan", "development_plan", "charter"].map { states[$0] != .missing }
        }
        #expect(
            found == [
                [false, false, true], [true, true, true], [false, true, true],
                [false, true, true], [false, false, true], [false, false, true],
            ])
    }

    @Test("TC-4: no two documents of a kind for the same time, also where three years overlap")
    func overlaps() throws {
        let plan = try DocumentExamples.propose("TC", "development_plan").state
        func another(_ start: Int) throws -> Document {
            try DocumentExamples.propose(
                "TC", "development_plan", DocumentExamples.draft("另一版"),
                year: SchoolYear(startYear: start), beside: [plan]
            ).state
        }
        for start in [2024, 2025, 2026, 2027, 2028] {
            let refused = try refusal { try another(start) }
            #expect(refused.slug == "document-exists" && refused.clause == "TC-4")
        }
        #expect(try another(2029).period.text == "2029-2032")
        #expect(try another(2023).period.covers(SchoolYear(startYear: 2025)))
    }

    @Test("A document's time is of its kind's rhythm")
    func periods() throws {
        let once = try DocumentExamples.rules("TC", "charter")
        let yearly = try DocumentExamples.rules("TC", "year_plan")
        let year = DocumentExamples.year
        #expect(try once.period(nil, term: nil) == .standing)
        #expect(try yearly.period(year, term: nil) == .year(year))
        #expect(try refusal { try once.period(year, term: nil) }.slug == "wrong-period")
        #expect(try refusal { try yearly.period(nil, term: nil) }.slug == "wrong-period")
        #expect(try refusal { try yearly.period(year, term: 1) }.slug == "wrong-period")
    }

    @Test("Terms: a pack may ask for a document each term; both are due")
    func terms() throws {
        let file = try #require(PolicyPacks.files.first { $0.name == "GT.yaml" })
        let text = String(decoding: file.bytes, as: UTF8.self).replacing(
            "en: training plan}, of: group, every: school_year",
            with: "en: training plan}, of: group, every: term")
        let pack = try PolicyPack.load(.init(text.utf8), file: "GT.yaml")
        let rules = try DocumentRules("training_plan", in: pack)
        let year = DocumentExamples.year
        #expect(try rules.period(year, term: 2) == .term(year, 2))
        for term in [0, 3] {
            #expect(try refusal { try rules.period(year, term: term) }.slug == "wrong-period")
        }
        #expect(try refusal { try rules.period(year, term: nil) }.slug == "wrong-period")
        let first = try ProposeDocument(
            id: DocumentID(.version7()), kind: "training_plan", owner: BodyExamples.owner,
            year: year, term: 1, draft: DocumentExamples.draft()
        ).decide(
            by: BodyExamples.city, on: DocumentExamples.today, pack: pack, others: [],
            DocumentExamples.unit
        ).state
        let due = DueDocuments(
            pack, of: .group, year: year, [first], DocumentExamples.unit,
            on: DocumentExamples.today)
        let rows = due.rows.filter { $0.kind.id == "training_plan" }
        #expect(rows.map(\.period.text) == ["2026-2027/1", "2026-2027/2"])
        #expect(rows.map(\.state) == [.done, .missing])
    }

    @Test("XN-26: a school's documents are due from the school, not from its group")
    func ofSchools() {
        #expect(!due("XN", []).rows.map(\.kind.id).contains("reward_plan"))
        let school = DueDocuments(
            BodyExamples.pack("XN"), of: .school, year: DocumentExamples.year, [], UnitSchools(),
            on: DocumentExamples.today)
        #expect(school.rows.map(\.kind.id) == ["reward_plan"])
    }
}
