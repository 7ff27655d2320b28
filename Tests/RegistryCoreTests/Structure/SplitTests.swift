import TaoliModels
import Testing

@testable import RegistryCore

@Suite("Groups that are split (TC-2)")
struct SplitTests {
    private let day = Example.day("2026-09-01")

    private func split(
        _ group: Group, _ parts: [SplitGroup.Part], closes: Bool, _ sites: [Site],
        holders: [String: GroupID] = [:], reason: String = "调整"
    ) throws -> StructureDecision {
        try SplitGroup(parts: parts, closes: closes, on: day, reason: reason).decide(
            group, sites: Dictionary(uniqueKeysWithValues: sites.map { ($0.id, $0) }),
            nameHolders: holders, newID: { MembershipID(.version7()) })
    }

    private func part(_ name: String, _ leads: [Site], _ members: [Site] = []) -> SplitGroup.Part {
        SplitGroup.Part(
            id: GroupID(.version7()), name: name, leads: leads.map(\.id), members: members.map(\.id)
        )
    }

    /// A group led by the first site, with the others as members.
    private func group(_ sites: [Site]) throws -> Group {
        try sites.dropFirst().reduce(try Example.group(lead: sites[0])) {
            try Example.joining(from: "2025-09-01").decide($0, site: $1).state
        }
    }

    @Test("A part goes and the rest stays as it is")
    func part() throws {
        let sites = try ["甲", "乙", "丙"].map { try Example.site($0) }
        let whole = try group(sites)
        let made = try split(whole, [part("新集团", [sites[1]], [sites[2]])], closes: false, sites)
        #expect(
            made.groups[0].changes.map(\.event.name)
                == ["SchoolLeftGroup", "SchoolLeftGroup", "GroupSplit"])
        #expect(
            made.groups[1].changes.map(\.event.name)
                == ["GroupFounded", "SchoolJoinedGroup", "SchoolJoinedGroup", "GroupTookOver"])
        #expect(made.groups[0].state.members(on: day).map(\.siteID) == [sites[0].id])
        #expect(made.groups[1].state.members(on: day).map(\.role) == [.lead, .member])
        #expect(made.groups[1].state.version == 4)
    }

    @Test("A group that ends leaves nobody behind, and a part may take its name")
    func whole() throws {
        let sites = try ["甲", "乙", "丙"].map { try Example.site($0) }
        let old = try group(sites)
        let parts = [part(old.name, [sites[0]]), part("新集团", [sites[1]])]
        let behind = try refusal {
            try split(old, parts, closes: true, sites, holders: [old.name: old.id])
        }
        #expect(behind.slug == "site-unassigned")
        let all = [part(old.name, [sites[0]], [sites[2]]), part("新集团", [sites[1]])]
        let made = try split(old, all, closes: true, sites, holders: [old.name: old.id])
        #expect(made.groups.map(\.state.name) == [old.name, old.name, "新集团"])
        #expect(made.groups[0].state.validity.until == day)
        #expect(made.successions.map(\.way) == [.split, .split])
    }

    @Test("Refused: no lead left, no lead named, a site twice, a stranger, a name that is taken")
    func refused() throws {
        let sites = try ["甲", "乙", "丙"].map { try Example.site($0) }
        let stranger = try Example.site("丁")
        let old = try group(sites)
        func slug(_ parts: [SplitGroup.Part], closes: Bool = false) throws -> String {
            try refusal {
                try split(old, parts, closes: closes, sites, holders: ["有了": GroupID(.version7())])
            }.slug
        }
        #expect(try slug([part("新", [sites[0]])]) == "last-lead")
        #expect(try slug([part("新", [], [sites[1]])]) == "no-lead")
        #expect(try slug([part("新", [sites[1]], [sites[1]])]) == "duplicate-site")
        #expect(try slug([part("新", [stranger])]) == "not-a-member")
        #expect(try slug([part("有了", [sites[1]])]) == "group-name-taken")
        #expect(try slug([]) == "split-needs-parts")
        #expect(try slug([part("新", [sites[1]])], closes: true) == "split-needs-parts")
        #expect(
            try refusal {
                try split(old, [part("新", [sites[1]])], closes: false, sites, reason: "")
            }
            .slug == "reason-needed")
    }

    @Test(
        "Whatever was before, histories never overlap and every site is where it shall be",
        arguments: 1...200 as ClosedRange<UInt64>)
    func property(seed: UInt64) throws {
        var world = try StructureWorld(seed: seed)
        let old = try world.group("一")
        let day = StructureWorld.start.adding(days: 1 + world.number(700))
        let there = old.members(on: day).filter { $0.role == .member && $0.validity.until == nil }
        guard let lead = there.first else { return }
        let others = there.dropFirst().map(\.siteID)
        let made = try SplitGroup(
            parts: [
                SplitGroup.Part(
                    id: GroupID(.version7()), name: "二", leads: [lead.siteID], members: others)
            ], closes: false, on: day, reason: "x"
        ).decide(
            old, sites: world.byID, nameHolders: [:], newID: { MembershipID(.version7()) })
        let after = made.groups.map(\.state)
        #expect(after.allSatisfy(StructureWorld.isSound))
        for offset in stride(from: 0, to: 1100, by: 7) {
            let date = StructureWorld.start.adding(days: offset)
            let before = StructureWorld.present(old, on: date)
            let now = after.map { StructureWorld.present($0, on: date) }
            #expect(now[0].union(now[1]) == before)
            #expect(now[0].isDisjoint(with: now[1]))
            #expect(date >= day || now[1].isEmpty)
        }
        let replayed = StructureWorld.replay(made.groups.flatMap(\.changes))
        for membership in after[1].memberships {
            #expect(replayed[membership.id] == .init(membership, of: after[1].id))
        }
    }
}
