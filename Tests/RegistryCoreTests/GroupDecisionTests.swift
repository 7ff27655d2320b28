import TaoliModels
import Testing

@testable import RegistryCore

@Suite("Groups: founding, joining, leaving, closing")
struct GroupDecisionTests {
    @Test("TC-2 A founded group numbers its events from 1 and has its leads from the first day")
    func founding() throws {
        let leads = [try Example.site("甲"), try Example.site("乙")]
        let founded = try Example.founding(leads).decide()
        #expect(founded.changes.map(\.sequence) == [1, 2, 3])
        #expect(
            founded.changes.map(\.event.name)
                == ["GroupFounded", "SchoolJoinedGroup", "SchoolJoinedGroup"])
        #expect(founded.state.version == 3)
        #expect(founded.state.members(on: Example.day("2024-09-01")).map(\.role) == [.lead, .lead])
        #expect(founded.state.members(on: Example.day("2024-08-31")).isEmpty)
    }

    @Test("A group needs a lead, each site once, a name of its own and one that is a name")
    func foundingRefused() throws {
        let site = try Example.site()
        #expect(try refusal { try Example.founding([]).decide() }.slug == "no-lead")
        #expect(
            try refusal { try Example.founding([site, site]).decide() }.slug == "duplicate-site")
        let holder = GroupID(.version7())
        let taken = try refusal { try Example.founding([site]).decide(nameHolder: holder) }
        #expect(taken.slug == "group-name-taken" && taken.kind == .alreadyExists)
        let many = try (0...RegistryLimits.leadsMax).map { try Example.site("第\($0)小学") }
        #expect(try refusal { try Example.founding(many).decide() }.slug == "too-many")
        let nameless = FoundGroup(
            id: holder, name: "", kind: .schoolZone, district: Example.haizhu,
            foundedOn: Example.day("2024-09-01"), leads: [])
        #expect(try refusal { try nameless.decide() }.slug == "bad-name")
    }

    @Test("An import may found a group whose lead rows follow")
    func leadsFollow() throws {
        let founded = try FoundGroup(
            id: GroupID(.version7()), name: "集团", kind: .educationGroup, district: Example.city,
            foundedOn: Example.day("2026-11-25"), isStartUnknown: true, sourceType: "完中集团",
            leads: [], leadsFollow: true
        ).decide()
        #expect(founded.state.isStartUnknown && founded.state.sourceType == "完中集团")
        #expect(founded.state.version == 1)
    }

    @Test("XN-3 Outside a case the group's own limit refuses the first school above it")
    func ownLimit() throws {
        let group = try Example.group(lead: Example.site("甲"))
        let join = Example.joining(from: "2025-09-01")
        let two = try join.decide(group, site: Example.site("乙"), sizeLimit: 2).state
        #expect(two.members(on: Example.day("2025-09-01")).count == 2)
        let no = try refusal { try join.decide(two, site: Example.site("丙"), sizeLimit: 2) }
        #expect(no.slug == "group-size-limit" && no.clause == nil)
        #expect(try join.decide(two, site: Example.site("丙")).state.memberships.count == 3)
        // What is agreed for a later day has its place already.
        let early = Example.joining(from: "2025-03-01")
        let soon = try refusal { try early.decide(two, site: Example.site("丙"), sizeLimit: 2) }
        #expect(soon.slug == "group-size-limit")
    }

    @Test("A school already in a group cannot apply again")
    func alreadyMember() throws {
        let (lead, other) = (try Example.site("甲"), try Example.site("乙"))
        let group = try Example.joining(from: "2025-09-01")
            .decide(Example.group(lead: lead), site: other).state
        for from in ["2025-09-01", "2026-09-01", "2024-09-01"] {
            let no = try refusal { try Example.joining(from: from).decide(group, site: other) }
            #expect(no.slug == "already-member" && no.clause == nil)
        }
        let asLead = Example.joining(from: "2026-09-01", role: .lead)
        #expect(try refusal { try asLead.decide(group, site: other) }.slug == "already-member")
    }

    @Test("A site that left may join again from that very day")
    func rejoin() throws {
        let (lead, other) = (try Example.site("甲"), try Example.site("乙"))
        var group = try Example.joining(from: "2025-09-01")
            .decide(Example.group(lead: lead), site: other).state
        group = try Example.leaving(other, until: "2026-09-01").decide(group).state
        group = try Example.joining(from: "2026-09-01").decide(group, site: other).state
        #expect(group.memberships.count == 3)
        #expect(group.membership(of: other.id, on: Example.day("2026-08-31")) != nil)
        #expect(group.membership(of: other.id, on: Example.day("2026-09-01")) != nil)
        #expect(group.version == 5)
    }

    @Test("A closed site cannot join, one that was taken back is not found")
    func closedSite() throws {
        let group = try Example.group(lead: try Example.site())
        let closed = try Example.site("旧校", status: .closed)
        let join = Example.joining(from: "2025-09-01")
        #expect(try refusal { try join.decide(group, site: closed) }.slug == "site-closed")
        let gone = WithdrawSite().decide(try Example.site("误录")).state
        #expect(try refusal { try join.decide(group, site: gone) }.kind == .notFound)
    }

    @Test("Nobody joins before the founding or a group that has ended")
    func outsideTheGroupsTime() throws {
        let (lead, other) = (try Example.site("甲"), try Example.site("乙"))
        let group = try Example.group(lead: lead)
        let early = Example.joining(from: "2024-08-31")
        #expect(try refusal { try early.decide(group, site: other) }.slug == "group-not-founded")
        let ended = try CloseGroup(closedOn: Example.day("2026-07-01"), reason: "合并")
            .decide(group).state
        let late = Example.joining(from: "2026-07-01")
        #expect(try refusal { try late.decide(ended, site: other) }.slug == "group-closed")
    }

    @Test("A member of another district makes the group concern that district too")
    func otherDistrict() throws {
        let group = try Example.group(lead: try Example.site("甲"))
        let other = try Example.site("外区", district: Example.yuexiu)
        let joined = try Example.joining(from: "2025-09-01").decide(group, site: other)
        #expect(joined.state.districts == [Example.yuexiu, Example.haizhu])
        #expect(joined.changes[0].districts == [Example.yuexiu, Example.haizhu])
    }

    @Test("Leaving ends the membership on the day given; the day before it still holds")
    func leaving() throws {
        let (lead, other) = (try Example.site("甲"), try Example.site("乙"))
        let group = try Example.joining(from: "2025-09-01")
            .decide(Example.group(lead: lead), site: other).state
        let left = try Example.leaving(other, until: "2026-07-01").decide(group)
        #expect(left.changes.map(\.event.name) == ["SchoolLeftGroup"])
        #expect(left.changes[0].sequence == group.version + 1)
        #expect(left.state.members(on: Example.day("2026-06-30")).count == 2)
        #expect(left.state.members(on: Example.day("2026-07-01")).count == 1)
        let sooner = try Example.leaving(other, until: "2026-01-01").decide(left.state)
        #expect(sooner.state.members(on: Example.day("2026-01-01")).count == 1)
    }

    @Test("Who is not a member cannot leave, nor twice on one day, nor before joining")
    func leavingRefused() throws {
        let (lead, other) = (try Example.site("甲"), try Example.site("乙"))
        let group = try Example.group(lead: lead)
        let leave = Example.leaving(other, until: "2026-07-01")
        #expect(try refusal { try leave.decide(group) }.slug == "not-a-member")
        let joined = try Example.joining(from: "2025-09-01").decide(group, site: other).state
        let left = try leave.decide(joined).state
        #expect(try refusal { try leave.decide(left) }.slug == "not-a-member")
        let early = Example.leaving(other, until: "2025-09-01")
        #expect(try refusal { try early.decide(joined) }.slug == "date-order")
    }

    @Test("The last lead cannot leave while the group stands")
    func lastLead() throws {
        let (first, second) = (try Example.site("甲"), try Example.site("乙"))
        let alone = try Example.group(lead: first)
        let no = try refusal { try Example.leaving(first, until: "2026-07-01").decide(alone) }
        #expect(no.slug == "last-lead" && no.kind == .precondition)
        let both = try Example.founding([first, second]).decide().state
        let one = try Example.leaving(first, until: "2026-07-01").decide(both).state
        // The second leaves earlier: on the first's last day nobody would lead.
        let gap = try refusal { try Example.leaving(second, until: "2026-01-01").decide(one) }
        #expect(gap.slug == "last-lead")
    }

    @Test("Closing ends every membership that day, also those that would begin later")
    func closing() throws {
        let (lead, other, later) = (
            try Example.site("甲"), try Example.site("乙"), try Example.site("丙")
        )
        var group = try Example.joining(from: "2025-09-01")
            .decide(Example.group(lead: lead), site: other).state
        group = try Example.joining(from: "2027-09-01").decide(group, site: later).state
        let closed = try CloseGroup(closedOn: Example.day("2026-07-01"), reason: "合并")
            .decide(group)
        #expect(
            closed.changes.map(\.event.name)
                == ["SchoolLeftGroup", "SchoolLeftGroup", "SchoolLeftGroup", "GroupClosed"])
        #expect(closed.changes.map(\.sequence) == [5, 6, 7, 8])
        #expect(closed.state.members(on: Example.day("2026-06-30")).count == 2)
        #expect(closed.state.members(on: Example.day("2026-07-01")).isEmpty)
        #expect(closed.state.members(on: Example.day("2027-09-01")).isEmpty)
        let again = CloseGroup(closedOn: Example.day("2027-07-01"), reason: "")
        #expect(try refusal { try again.decide(closed.state) }.slug == "group-closed")
        let early = CloseGroup(closedOn: Example.day("2024-09-01"), reason: "")
        #expect(try refusal { try early.decide(group) }.slug == "date-order")
    }

    @Test("Undo takes a group or a membership back as if it had never been, once")
    func withdrawing() throws {
        let (lead, other) = (try Example.site("甲"), try Example.site("乙"))
        let group = try Example.joining(from: "2025-09-01")
            .decide(Example.group(lead: lead), site: other).state
        let membership = try #require(group.memberships.last)
        let without = WithdrawMembership(membership.id, reason: "撤销").decide(group)
        #expect(without.changes.map(\.event.name) == ["SchoolLeftGroup"])
        #expect(without.state.members(on: Example.day("2025-09-01")).count == 1)
        #expect(WithdrawMembership(membership.id, reason: "").decide(without.state).changes.isEmpty)
        let again = try Example.joining(from: "2025-09-01").decide(without.state, site: other)
        #expect(again.changes.count == 1)
        let gone = WithdrawGroup(reason: "撤销").decide(group)
        #expect(gone.state.members(on: Example.day("2025-09-01")).isEmpty)
        #expect(gone.changes.last?.event.name == "GroupClosed")
        #expect(WithdrawGroup(reason: "").decide(gone.state).changes.isEmpty)
    }

    @Test("A revision that changes nothing has no event; one that does has one with every field")
    func revising() throws {
        let group = try Example.group(lead: try Example.site())
        #expect(try ReviseGroup(name: group.name).decide(group).changes.isEmpty)
        let lead = group.memberships[0].id
        let revised = try ReviseGroup(sourceLevel: "区属", relations: [lead: "brand"]).decide(group)
        #expect(revised.changes.map(\.event.name) == ["GroupRevised"])
        #expect(revised.changes[0].fields.count == 2)
        #expect(revised.state.memberships[0].relation == "brand")
        #expect(try refusal { try ReviseGroup(name: "").decide(group) }.slug == "bad-name")
    }

    @Test("A district's official changes the district's own groups, the city's official all")
    func authority() throws {
        let official = Caller(
            subject: "a", role: .district, unit: UnitReference(.district, "440105"),
            scope: .districts([Example.haizhu]))
        try GroupAuthority.check(official, changes: Example.haizhu)
        let other = try refusal { try GroupAuthority.check(official, changes: Example.yuexiu) }
        #expect(other.kind == .permission)
        #expect(
            try refusal { try GroupAuthority.check(official, changes: Example.city) }.slug
                == "not-your-group")
        let city = Caller(
            subject: "b", role: .city, unit: UnitReference(.city, "440100"), scope: .all)
        try GroupAuthority.check(city, changes: Example.yuexiu)
        let school = Caller(
            subject: "c", role: .school, unit: UnitReference(.school, "x"), scope: .all)
        #expect(
            try refusal { try GroupAuthority.check(school, changes: Example.haizhu) }.slug
                == "not-your-group")
    }
}
