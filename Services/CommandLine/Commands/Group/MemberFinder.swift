import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// Finds the school or site that a person means in a command about one group: a member of the
/// group first, since its lead may see the members where its scope has no other school than its
/// own; then any school of the caller's scope.
struct MemberFinder: Sendable {
    /// The group's members that the caller may see.
    let members: [Taoli_Registry_V1_Member]
    /// For whoever is no member, e.g. a school that applies.
    let others: SchoolFinder

    /// A finder with the group's members on a day.
    ///
    /// - Parameters:
    ///   - group: the group's id; empty when there is none yet.
    ///   - rule: how exactly a school that is no member must be named.
    static func find(
        in group: String, on: CalendarDate?, rule: NameRule = .full, _ remote: ServiceClient
    ) async throws -> MemberFinder {
        MemberFinder(
            members: try await members(of: group, on: on, remote),
            others: SchoolFinder(
                calls: Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc), on: on,
                rule: rule))
    }

    /// Nobody's members for a caller who may not see the group.
    private static func members(
        of group: String, on: CalendarDate?, _ remote: ServiceClient
    ) async throws -> [Taoli_Registry_V1_Member] {
        if group.isEmpty { return [] }
        do {
            return try await Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
                .getGroup(
                    .with {
                        $0.id = group
                        $0.on = on?.description ?? ""
                    }
                ).group.members
        } catch let error as RPCError
            where error.code == .notFound || error.code == .permissionDenied
        {
            return []
        }
    }

    /// The id of the one site that a name means.
    func site(named name: String) async throws -> String {
        let found = MemberFinder.meant(by: name, among: members)
        guard !found.isEmpty else { return try await others.site(named: name).id }
        return try SchoolFinder.one(name, of: found, id: \.siteID, name: \.siteName).siteID
    }

    /// The id of the school that a name means.
    func school(named name: String) async throws -> String {
        let found = MemberFinder.meant(by: name, among: members).map(\.schoolID).uniqued
        guard found.count == 1 else { return try await others.school(named: name).id }
        return found[0]
    }

    /// The members, a site each, that are meant; the narrowest meaning of the name decides.
    static func meant(
        by name: String, among members: [Taoli_Registry_V1_Member]
    ) -> [Taoli_Registry_V1_Member] {
        let id = UUID(uuidString: name)?.uuidString.lowercased() ?? name
        let meanings: [(Taoli_Registry_V1_Member) -> Bool] = [
            { $0.siteID == id || $0.externalID == name }, { $0.schoolID == id },
            { $0.schoolName == name }, { $0.siteName == name },
        ]
        for meaning in meanings {
            var seen: Set<String> = []
            let found = members.filter(meaning).filter { seen.insert($0.siteID).inserted }
            if !found.isEmpty { return found }
        }
        return []
    }
}
