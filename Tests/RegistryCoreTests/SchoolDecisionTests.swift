import TaoliModels
import Testing

@testable import RegistryCore

@Suite("Districts, schools and sites")
struct SchoolDecisionTests {
    @Test("A district is registered once, renamed when its name differs, else left alone")
    func district() throws {
        let register = RegisterDistrict(code: Example.haizhu, name: "海珠", isCity: false)
        let new = try register.decide(nil)
        #expect(
            new.changes.map(\.event) == [
                .districtRegistered(Example.haizhu, name: "海珠", isCity: false)
            ])
        #expect(try register.decide(new.state).changes.isEmpty)
        let renamed = try RegisterDistrict(code: Example.haizhu, name: "海珠区", isCity: false)
            .decide(new.state)
        #expect(renamed.changes.map(\.sequence) == [2])
        let asCity = RegisterDistrict(code: Example.haizhu, name: "海珠", isCity: true)
        #expect(try refusal { try asCity.decide(new.state) }.slug == "district-level")
        #expect(
            try refusal {
                try RegisterDistrict(code: Example.haizhu, name: "", isCity: false).decide(nil)
            }.slug == "bad-name")
    }

    @Test("A district taken back comes again under the next number")
    func districtAgain() throws {
        let register = RegisterDistrict(code: Example.haizhu, name: "海珠", isCity: false)
        let gone = WithdrawDistrict().decide(try register.decide(nil).state)
        #expect(WithdrawDistrict().decide(gone.state).changes.isEmpty)
        let back = try register.decide(gone.state)
        #expect(back.state.version == 3 && !back.state.isWithdrawn)
    }

    @Test("Two codes of one scheme cannot hold on one day; one after the other they may")
    func codes() throws {
        func code(_ value: String, _ from: String, _ until: String?) -> OfficialCode {
            OfficialCode(
                scheme: "moe-school", value: value,
                validity: Validity(from: Example.day(from), until: until.map(Example.day)))
        }
        func register(_ codes: [OfficialCode]) throws -> Decision<School> {
            try RegisterSchool(
                id: SchoolID(.version7()), name: "海珠一小", district: Example.haizhu, codes: codes
            ).decide()
        }
        let after = [code("1", "2020-01-01", "2024-01-01"), code("2", "2024-01-01", nil)]
        #expect(try register(after).state.codes == after)
        let both = [code("1", "2020-01-01", nil), code("2", "2024-01-01", nil)]
        #expect(try refusal { try register(both) }.slug == "code-overlap")
    }

    @Test("A site moves to another school under one legal name and keeps its own memberships")
    func moving() throws {
        let site = try Example.site("西校区")
        let target = try Example.school("海珠实验学校")
        let move = MoveSiteToSchool(from: Example.day("2026-11-25"), legalName: "海珠实验学校")
        let moved = try move.decide(site, to: target)
        #expect(
            moved.changes.map(\.event) == [
                .siteMoved(site.id, to: target.id, from: site.schoolID)
            ])
        #expect(moved.state.schoolID == target.id && moved.state.legalName == "海珠实验学校")
        #expect(try move.decide(moved.state, to: target).changes.isEmpty)
    }

    @Test("A legal name alone is a revision; a closed school takes no site")
    func legalName() throws {
        let school = try Example.school()
        let site = try RegisterSite(
            id: SiteID(.version7()), externalID: nil, facts: Example.facts("本部")
        ).decide(in: school).state
        let move = MoveSiteToSchool(from: Example.day("2026-11-25"), legalName: "海珠一小")
        #expect(try move.decide(site, to: school).changes.map(\.event.name) == ["SiteRevised"])
        let closed = try CloseSchool(closedOn: Example.day("2026-11-25"), successor: nil)
            .decide(school).state
        #expect(try refusal { try move.decide(site, to: closed) }.slug == "school-closed")
        #expect(
            try refusal {
                try RegisterSite(
                    id: SiteID(.version7()), externalID: nil, facts: Example.facts("新")
                )
                .decide(in: closed)
            }.slug == "school-closed")
    }

    @Test("A merged school names its successor, closes once, and an undo reopens it")
    func closing() throws {
        let (school, successor) = (try Example.school(), try Example.school("后继"))
        let close = CloseSchool(closedOn: Example.day("2026-11-25"), successor: successor.id)
        let closed = try close.decide(school)
        #expect(!closed.state.exists(on: Example.day("2026-11-25")))
        #expect(closed.state.exists(on: Example.day("2026-11-24")))
        #expect(try refusal { try close.decide(closed.state) }.slug == "school-closed")
        #expect(try refusal { try close.decide(successor) }.slug == "own-successor")
        let open = try ReopenSchool().decide(closed.state)
        #expect(open.changes.map(\.event.name) == ["SchoolRegistered"])
        #expect(open.state.version == 3 && open.state.successor == nil)
        #expect(try refusal { try ReopenSchool().decide(open.state) }.slug == "school-open")
    }

    @Test("A rename needs a name and a school that exists; the same name is no change")
    func renaming() throws {
        let school = try Example.school("海珠一小")
        #expect(try RenameSchool(name: "海珠一小").decide(school).changes.isEmpty)
        #expect(try RenameSchool(name: "海珠实验").decide(school).state.name == "海珠实验")
        #expect(try refusal { try RenameSchool(name: "").decide(school) }.slug == "bad-name")
    }

    @Test("A revision lists what changed before and after, and concerns both districts")
    func revising() throws {
        let site = try Example.site("甲")
        #expect(try ReviseSite(facts: site.facts).decide(site).changes.isEmpty)
        var facts = site.facts
        facts.kind = .nineYear
        facts.district = Example.yuexiu
        let revised = try ReviseSite(facts: facts).decide(site)
        #expect(
            revised.changes[0].fields == [
                FieldDifference("district", before: "440105", after: "440104"),
                FieldDifference("kind", before: "primary", after: "nine_year"),
            ])
        #expect(revised.changes[0].districts == [Example.yuexiu, Example.haizhu])
        let gone = WithdrawSite().decide(site)
        #expect(gone.changes.count == 1 && WithdrawSite().decide(gone.state).changes.isEmpty)
        #expect(try refusal { try ReviseSite(facts: facts).decide(gone.state) }.kind == .notFound)
    }

    @Test("JD-1 A school covers the stages of its open sites; nine-year schools count in both")
    func summary() throws {
        let school = try Example.school()
        let day = Example.day("2026-11-25")
        let sites = [
            try Example.site("东", kind: .nineYear), try Example.site("西", kind: .senior),
            try Example.site("旧", kind: .kindergarten, status: .closed),
        ]
        let summary = SchoolSummary(school, sites: sites, on: day)
        #expect(summary.stages == [.primary, .junior, .senior])
        #expect(summary.status == .open && summary.ownership == .public)
        let planned = [try Example.site("新", status: .planned)]
        #expect(SchoolSummary(school, sites: planned, on: day).status == .planned)
        #expect(SchoolSummary(school, sites: [], on: day).status == nil)
        let closed = try CloseSchool(closedOn: day, successor: nil).decide(school).state
        #expect(SchoolSummary(closed, sites: sites, on: day).status == .closed)
    }

    @Test("Work keeps what was touched once, in order, and every district concerned")
    func work() throws {
        var work = RegistryWork()
        let school = try RegisterSchool(
            id: SchoolID(.version7()), name: "一小", district: Example.haizhu
        ).decide()
        work.apply(school)
        let site = try RegisterSite(
            id: SiteID(.version7()), externalID: "a", facts: Example.facts("一小")
        ).decide(in: school.state)
        work.apply(site)
        work.apply(try RenameSchool(name: "海珠一小").decide(school.state))
        #expect(work.touched == [.school(school.state.id), .site(site.state.id)])
        #expect(work.schools[school.state.id]?.name == "海珠一小")
        #expect(work.changes.map(\.sequence) == [1, 1, 2])
        #expect(work.concerned == [Example.haizhu])
    }
}
