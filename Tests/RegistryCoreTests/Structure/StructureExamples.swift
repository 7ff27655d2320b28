// Literals of the tests themselves: one that is no code or date should end the run.
// swift-format-ignore-file: NeverForceUnwrap

import Foundation
import TaoliModels

@testable import RegistryCore

/// Random groups over a few sites, and what a group says day by day.
struct StructureWorld {
    static let start = Example.day("2024-09-01")
    private(set) var sites: [Site] = []
    private var random: SplitMix

    init(seed: UInt64, sites count: Int = 5) throws {
        random = SplitMix(state: seed)
        for index in 0..<count { sites.append(try Example.site("校\(index)")) }
    }

    var byID: [SiteID: Site] { Dictionary(uniqueKeysWithValues: sites.map { ($0.id, $0) }) }

    mutating func number(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

    /// A group whose sites join, leave and come back at random days of three years.
    mutating func group(_ name: String) throws -> Group {
        let lead = sites[number(sites.count)]
        var group = try FoundGroup(
            id: GroupID(.version7()), name: name, kind: .educationGroup, district: Example.haizhu,
            foundedOn: Self.start, leads: [.init(MembershipID(.version7()), site: lead)]
        ).decide().state
        for _ in 0..<number(12) {
            let site = sites[number(sites.count)]
            let day = Self.start.adding(days: number(1000))
            if number(3) > 0 {
                let begin = BeginMembership(
                    membershipID: MembershipID(.version7()), role: .member, from: day, reason: "x",
                    mode: number(2) == 0 ? "entrusted" : nil)
                group = (try? begin.decide(group, site: site).state) ?? group
            } else {
                let end = EndMembership(siteID: site.id, until: day, reason: "x")
                group = (try? end.decide(group).state) ?? group
            }
        }
        return group
    }

    /// Which sites are in a group on a day.
    static func present(_ group: Group, on day: CalendarDate) -> Set<SiteID> {
        Set(group.memberships.filter { !$0.isEmpty && $0.validity.holds(on: day) }.map(\.siteID))
    }

    /// Whether no site is in the group twice on one day.
    static func isSound(_ group: Group) -> Bool {
        let held = group.memberships.filter { !$0.isEmpty }
        for (index, one) in held.enumerated() {
            for other in held[(index + 1)...]
            where one.siteID == other.siteID && one.validity.overlaps(other.validity) {
                return false
            }
        }
        return true
    }

    /// What a listener that knows only joinings and leavings makes of events, by membership.
    static func replay(_ changes: [RegistryChange]) -> [MembershipID: Replayed] {
        changes.reduce(into: [:]) { rows, change in
            switch change.event {
            case .schoolJoined(let group, let membership, _):
                rows[membership.id] = Replayed(
                    group: group, site: membership.siteID, role: membership.role,
                    from: membership.validity.from, until: nil)
            case .schoolLeft(_, let membership, let until, _): rows[membership.id]?.until = until
            default: break
            }
        }
    }

    struct Replayed: Hashable {
        let group: GroupID
        let site: SiteID
        let role: MembershipRole
        let from: CalendarDate
        var until: CalendarDate?

        init(
            group: GroupID, site: SiteID, role: MembershipRole, from: CalendarDate,
            until: CalendarDate?
        ) {
            self.group = group
            self.site = site
            self.role = role
            self.from = from
            self.until = until
        }

        init(_ membership: Membership, of group: GroupID) {
            self.init(
                group: group, site: membership.siteID, role: membership.role,
                from: membership.validity.from, until: membership.validity.until)
        }
    }
}

/// Sebastiano Vigna's splitmix64: the same run for the same seed.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
