import TaoliModels
import TaoliPolicy
import Testing

@testable import RegistryCore

/// Kinds of documents of every pack: whose, for which time, accepted by whom, filed where.
@Suite("Documents")
struct DocumentTests {
    static let all: [(String, String)] = ["TC", "JD", "GT", "XN", "SH"].flatMap { pack in
        BodyExamples.pack(pack)[DocumentsSection.self].kinds
            .filter { $0.owner != .case }.map { (pack, $0.id) }
    }

    @Test(
        "TC-4, XN-32, GT-13, SH-2, SH-5, SH-17, SH-22, SH-24: each kind of each pack holds when its rule says",
        arguments: all)
    func kinds(pack: String, kind: String) throws {
        let rules = try DocumentExamples.rules(pack, kind)
        let proposed = try DocumentExamples.propose(pack, kind)
        let holds = proposed.state.version(on: DocumentExamples.today) != nil
        #expect(holds == (rules.kind.acceptedBy == nil))
        let standing = try DocumentExamples.standing(pack, kind)
        #expect(standing.version(on: DocumentExamples.today)?.number == 1)
        #expect(standing.version(on: DocumentExamples.today.adding(days: -1)) == nil)
        let file = FileDocument(number: 1, outcome: .filed, note: "基教备 1 号")
        if rules.kind.filedWith == nil {
            let refused = try refusal {
                try file.decide(
                    standing, by: BodyExamples.official(), on: DocumentExamples.today, rules,
                    DocumentExamples.unit)
            }
            #expect(refused.slug == "filed-nowhere")
        } else {
            let filed = try file.decide(
                standing, by: BodyExamples.official(), on: DocumentExamples.today, rules,
                DocumentExamples.unit)
            #expect(filed.state.versions[0].filing?.outcome == .filed)
            #expect(filed.changes.map(\.event.name) == ["DocumentFiled"])
        }
    }

    @Test("TC-4: only the two plans go up to the bureau; SH-5: the four plans, not the charter")
    func filed() {
        func filed(_ pack: String) -> [String] {
            BodyExamples.pack(pack)[DocumentsSection.self].kinds.filter { $0.filedWith != nil }
                .map(\.id)
        }
        #expect(filed("TC") == ["development_plan", "year_plan"])
        #expect(filed("SH") == ["recruitment_plan", "flow_plan", "title_plan", "pay_plan"])
    }

    @Test("SH-2: the charter agreement holds with the last member's acceptance, not one sooner")
    func members() throws {
        let rules = try DocumentExamples.rules("SH", "charter_agreement")
        var decision = try DocumentExamples.propose("SH", "charter_agreement")
        #expect(decision.changes.map(\.event.name) == ["DocumentVersionProposed"])
        for (index, school) in DocumentExamples.schools.enumerated() {
            let waiting = rules.waiting(decision.state.versions[0], DocumentExamples.unit)
            #expect(waiting.units.count == 3 - index)
            decision = try DocumentExamples.accept(decision.state, school, rules)
            let names = decision.changes.map(\.event.name)
            #expect(
                names
                    == (index < 2 ? ["DocumentAccepted"] : ["DocumentAccepted", "DocumentInForce"]))
        }
        #expect(rules.waiting(decision.state.versions[0], DocumentExamples.unit) == .nobody)
        let again = try refusal {
            try DocumentExamples.accept(decision.state, DocumentExamples.schools[0], rules)
        }
        #expect(again.slug == "already-accepted")
    }

    @Test("SH-2: who accepts is the school itself or its bureau, and a member that day")
    func whoAccepts() throws {
        let rules = try DocumentExamples.rules("SH", "charter_agreement")
        let document = try DocumentExamples.propose("SH", "charter_agreement").state
        let school = DocumentExamples.schools[1]
        let other = try refusal {
            try DocumentExamples.accept(
                document, school, rules, by: DocumentExamples.school(2))
        }
        #expect(other.slug == "not-your-school" && other.clause == "SH-2")
        let council = try refusal {
            try DocumentExamples.accept(
                document, school, rules, by: BodyExamples.of(BodyExamples.group))
        }
        #expect(council.slug == "not-your-school")
        let bureau = try DocumentExamples.accept(
            document, school, rules, by: BodyExamples.official())
        #expect(bureau.state.versions[0].acceptedBy == [school])
        let stranger = SchoolID(.version7())
        #expect(
            try refusal { try DocumentExamples.accept(document, stranger, rules) }.slug
                == "not-a-member")
    }

    @Test("SH-2: a school that joins is asked too; one that leaves keeps nothing waiting")
    func comingAndGoing() throws {
        let rules = try DocumentExamples.rules("SH", "charter_agreement")
        var document = try DocumentExamples.propose("SH", "charter_agreement").state
        for school in DocumentExamples.schools.prefix(2) {
            document = try DocumentExamples.accept(document, school, rules).state
        }
        // The third leaves: an acceptance given once more brings the version about.
        let two = UnitSchools(
            leads: [DocumentExamples.schools[0]], members: [DocumentExamples.schools[1]])
        let settled = try DocumentExamples.accept(
            document, DocumentExamples.schools[1], rules, in: two)
        #expect(settled.changes.map(\.event.name) == ["DocumentInForce"])
        #expect(settled.state.versions[0].acceptances.count == 2)
        // Another joins later: the version holds, and the newcomer is waited for.
        let newcomer = SchoolID(.version7())
        let more = UnitSchools(leads: two.leads, members: two.members.union([newcomer]))
        #expect(rules.waiting(settled.state.versions[0], more) == .schools([newcomer]))
        let late = try DocumentExamples.accept(
            settled.state, newcomer, rules, in: more,
            on: DocumentExamples.today.adding(days: 30))
        #expect(late.changes.map(\.event.name) == ["DocumentAccepted"])
        #expect(late.state.versions[0].inForceFrom == DocumentExamples.today)
    }

    @Test("XN-32, SH-17: the council accepts by a resolution on this very version, adopted")
    func council() throws {
        let rules = try DocumentExamples.rules("XN", "rules")
        let document = try DocumentExamples.propose("XN", "rules").state
        func accept(_ by: AcceptDocument.Acceptor, number: Int = 1) throws -> Document {
            try AcceptDocument(number: number, by: by).decide(
                document, by: BodyExamples.city, on: DocumentExamples.today, rules,
                DocumentExamples.unit
            ).state
        }
        #expect(rules.waiting(document.versions[0], DocumentExamples.unit) == .council)
        let rejected = try DocumentExamples.adopted(document, number: 1, "XN", favour: 1)
        #expect(try refusal { try accept(rejected) }.slug == "not-the-councils")
        let otherVersion = try DocumentExamples.adopted(document, number: 2, "XN")
        #expect(try refusal { try accept(otherVersion) }.slug == "not-the-councils")
        let school = try refusal { try accept(.school(DocumentExamples.schools[0])) }
        #expect(school.slug == "accepted-otherwise" && school.clause == "XN-32")
        let held = try accept(try DocumentExamples.adopted(document, number: 1, "XN"))
        #expect(held.versions[0].inForceFrom == DocumentExamples.today)
    }

    @Test("A newer version takes over only when it holds; the one before stays what it was")
    func versions() throws {
        let rules = try DocumentExamples.rules("SH", "charter_agreement")
        let first = try DocumentExamples.standing("SH", "charter_agreement")
        let held = first.versions[0]
        var document = try AddVersion(draft: DocumentExamples.draft("第二版")).decide(
            first, by: BodyExamples.city, on: DocumentExamples.today.adding(days: 10), rules,
            DocumentExamples.unit
        ).state
        let day = DocumentExamples.today.adding(days: 20)
        #expect(document.version(on: day)?.number == 1)
        for school in DocumentExamples.schools {
            document = try DocumentExamples.accept(
                document, school, rules, number: 2, on: day
            ).state
        }
        #expect(document.version(on: day)?.number == 2)
        #expect(document.version(on: day.adding(days: -1)) == held)
        #expect(document.versions[0] == held)
        let same = try refusal {
            try AddVersion(draft: DocumentExamples.draft("第二版")).decide(
                document, by: BodyExamples.city, on: day, rules, DocumentExamples.unit)
        }
        #expect(same.slug == "same-content")
    }

    @Test("A version that was replaced before it held takes no acceptance any more")
    func superseded() throws {
        let rules = try DocumentExamples.rules("TC", "charter")
        let document = try AddVersion(draft: DocumentExamples.draft("第二版")).decide(
            try DocumentExamples.propose("TC", "charter").state, by: BodyExamples.city,
            on: DocumentExamples.today, rules, DocumentExamples.unit
        ).state
        let school = DocumentExamples.schools[0]
        #expect(
            try refusal { try DocumentExamples.accept(document, school, rules) }.slug
                == "version-superseded")
        #expect(
            try refusal { try DocumentExamples.accept(document, school, rules, number: 3) }.slug
                == "unknown-version")
    }

    @Test("SH-5: the bureau files or returns what holds, once, and says why it returns")
    func filing() throws {
        let rules = try DocumentExamples.rules("TC", "year_plan")
        let proposed = try DocumentExamples.propose("TC", "year_plan").state
        func answer(
            _ document: Document, _ outcome: DocumentFiling.Outcome, _ note: String,
            by caller: Caller = BodyExamples.official(), number: Int = 1
        ) throws -> Document {
            let decision = try FileDocument(number: number, outcome: outcome, note: note).decide(
                document, by: caller, on: DocumentExamples.today, rules, DocumentExamples.unit)
            if case .documentReturned(_, let reason) = try #require(decision.changes.last).event {
                #expect(reason == note, "whoever is told must know what to put right")
            }
            return decision.state
        }
        #expect(try refusal { try answer(proposed, .filed, "") }.slug == "not-in-force")
        let standing = try DocumentExamples.standing("TC", "year_plan")
        let own = try refusal {
            try answer(standing, .filed, "", by: BodyExamples.of(BodyExamples.group))
        }
        #expect(own.slug == "not-the-bureau" && own.clause == "TC-4")
        let other = try refusal {
            try answer(standing, .filed, "", by: BodyExamples.official("440104"))
        }
        #expect(other.slug == "not-the-bureau")
        #expect(try refusal { try answer(standing, .returned, "") }.slug == "reason-needed")
        let returned = try answer(standing, .returned, "缺少经费一章")
        #expect(returned.versions[0].filing?.note == "缺少经费一章")
        let again = try refusal { try answer(returned, .filed, "") }
        #expect(again.slug == "already-filed" && again.what.chinese.contains("（已退回）"))
    }

    @Test("SH-5: the bureau is told when a version holds that it must file, the schools with it")
    func told() throws {
        let rules = try DocumentExamples.rules("SH", "flow_plan")
        let changes = try DocumentExamples.propose("SH", "flow_plan").changes
        guard case .documentInForce(let news, _) = try #require(changes.last).event else {
            Issue.record("not in force")
            return
        }
        #expect(news.recipients.contains(UnitReference(.district, "440105")))
        #expect(news.recipients.contains(BodyExamples.group))
        #expect(news.recipients.count == 5)
        #expect(rules.filers(of: BodyExamples.owner).count == 1)
        let charter = try DocumentExamples.propose("SH", "charter_agreement").changes
        guard case .documentVersionProposed(let asked, _, _) = try #require(charter.last).event
        else {
            Issue.record("not proposed")
            return
        }
        #expect(Set(asked.recipients) == Set(DocumentExamples.unit.units))
    }

    @Test("XN-14, XN-26: a case's paper is no document of a unit; a school's is its own")
    func owners() throws {
        let paper = try refusal { try DocumentExamples.propose("XN", "fee_agreement") }
        #expect(paper.slug == "document-of-case" && paper.clause == "XN-14")
        let own = try DocumentExamples.propose(
            "XN", "reward_plan", by: DocumentExamples.school(0))
        #expect(own.state.owner.unit.kind == .school)
        let foreign = try refusal {
            try DocumentExamples.propose("XN", "reward_plan", by: DocumentExamples.school(1))
        }
        #expect(foreign.slug == "not-your-unit")
        let wrong = try refusal {
            try ProposeDocument(
                id: DocumentID(.version7()), kind: "reward_plan", owner: BodyExamples.owner,
                year: DocumentExamples.year, term: nil, draft: DocumentExamples.draft()
            ).decide(
                by: BodyExamples.city, on: DocumentExamples.today,
                pack: BodyExamples.pack("XN"), others: [], DocumentExamples.unit)
        }
        #expect(wrong.slug == "wrong-unit" && wrong.clause == "XN-26")
    }
}
