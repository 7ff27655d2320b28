import TaoliModels
import Testing

@testable import RegistryCore

@Suite("Groups that merge (TC-2)")
struct MergeTests {
    private let day = Example.day("2026-09-01")

    private func merge(
        _ groups: [Group], into successor: Group, _ sites: [Site], leadsStay: Bool = false,
        reason: String = "调整"
    ) throws -> StructureDecision {
        try MergeGroups(on: day, reason: reason, leadsStay: leadsStay).decide(
            groups, into: successor,
            sites: Dictionary(uniqueKeysWithValues: sites.map { ($0.id, $0) }),
            newID: { MembershipID(.version7()) })
    }

    @Test("Memberships end and begin on the day, and each group's events say so")
    func merges() throws {
        let sites = try ["甲", "乙", "丙"].map { try Example.site($0) }
        let joining = Example.joining(from: "2025-09-01")
        let one = try joining.decide(try Example.group(lead: sites[0]), site: sites[1]).state
        let two = try Example.founding([sites[2]]).decide().state
        let made = try merge([one], into: two, sites)
        #expect(made.groups.map(\.state.id) == [one.id, two.id])
        #expect(
            made.groups[0].changes.map(\.event.name)
                == ["SchoolLeftGroup", "SchoolLeftGroup", "GroupClosed", "GroupMerged"])
        #expect(
            made.groups[1].changes.map(\.event.name)
                == ["SchoolJoinedGroup", "SchoolJoinedGroup", "GroupTookOver"])
        #expect(made.groups[0].state.validity.until == day)
        #expect(made.groups[0].changes.map(\.sequence) == [4, 5, 6, 7])
        #expect(made.groups[0].state.version == 7)
        let members = made.groups[1].state.members(on: day)
        #expect(members.map(\.siteID).count == 3)
        #expect(members.map(\.role) == [.lead, .member, .member])
        #expect(
            made.successions == [
                GroupSuccession(
                    predecessor: one.id, successor: two.id, way: .merge, on: day, reason: "调整")
            ])
    }

    @Test("A site that is in both gets no second membership; leads stay where they shall")
    func both() throws {
        let sites = try ["甲", "乙"].map { try Example.site($0) }
        let one = try Example.joining(from: "2025-09-01").decide(
            try Example.group(lead: sites[0]), site: sites[1]
        ).state
        let two = try Example.founding([sites[1]]).decide().state
        let made = try merge([one], into: two, sites, leadsStay: true)
        let members = made.groups[1].state.members(on: day)
        #expect(members.map(\.role) == [.lead, .lead])
        #expect(made.groups[1].changes.map(\.event.name) == ["SchoolJoinedGroup", "GroupTookOver"])
    }

    @Test("Refused: no reason, nothing, itself, a group that is closed or not founded yet")
    func refused() throws {
        let sites = try ["甲", "乙"].map { try Example.site($0) }
        let one = try Example.group(lead: sites[0])
        let two = try Example.group(lead: sites[1])
        #expect(
            try refusal { try merge([one], into: two, sites, reason: "") }.slug == "reason-needed")
        #expect(try refusal { try merge([], into: two, sites) }.slug == "nothing-to-merge")
        #expect(try refusal { try merge([two], into: two, sites) }.slug == "merge-into-itself")
        let closed = try CloseGroup(closedOn: Example.day("2026-01-01"), reason: "").decide(one)
        #expect(
            try refusal { try merge([closed.state], into: two, sites) }.slug == "group-closed")
        #expect(
            try refusal { try merge([two], into: closed.state, sites) }.slug == "group-closed")
    }

    @Test(
        "TC-2 Whatever was before, histories never overlap, nobody is lost on any day, and replay agrees",
        arguments: 1...200 as ClosedRange<UInt64>)
    func property(seed: UInt64) throws {
        var world = try StructureWorld(seed: seed)
        let (one, two) = (try world.group("一"), try world.group("二"))
        let target = try world.group("三")
        let day = StructureWorld.start.adding(days: 1 + world.number(1000))
        let made = try MergeGroups(on: day, reason: "x", leadsStay: seed.isMultiple(of: 2))
            .decide(
                [one, two], into: target, sites: world.byID,
                newID: { MembershipID(.version7()) })
        let after = made.groups.map(\.state)
        #expect(after.allSatisfy(StructureWorld.isSound))
        let merged = try #require(after.last)
        for offset in stride(from: 0, to: 1100, by: 7) {
            let date = StructureWorld.start.adding(days: offset)
            let before = [one, two, target].map { StructureWorld.present($0, on: date) }
            let now = after.map { StructureWorld.present($0, on: date) }
            if date < day {
                #expect(now == before)
            } else {
                #expect(now[0].isEmpty && now[1].isEmpty)
                #expect(now[2] == before[0].union(before[1]).union(before[2]))
            }
        }
        // Events alone give the same memberships as the state.
        let replayed = StructureWorld.replay(made.groups.flatMap(\.changes))
        let old = Set(target.memberships.map(\.id))
        for membership in merged.memberships where !old.contains(membership.id) {
            #expect(replayed[membership.id] == .init(membership, of: merged.id))
        }
        for group in after {
            #expect(
                group.version
                    == made.groups.first { $0.state.id == group.id }?.changes.last?.sequence)
        }
    }
}
