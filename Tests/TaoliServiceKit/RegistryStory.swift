package import Foundation
package import SwiftProtobuf
import TaoliContracts
package import TaoliMessaging
package import TaoliModels

/// Events of registry made by hand, numbered as registry numbers them.
package final class RegistryStory {
    /// What happened so far and was not taken, in order.
    private var events: [ReceivedEvent] = []
    private var sequences: [AggregateReference: Int64] = [:]
    private var districts: [UUID: Set<String>] = [:]
    /// The id of a district's events.
    private var policies: [String: UUID] = [:]
    private let start: Date

    /// - Parameter start: when the first event was committed; each later one a second after.
    package init(start: Date = Date(timeIntervalSince1970: 1_756_700_000)) { self.start = start }

    /// The events since the last call.
    package func take() -> [ReceivedEvent] {
        defer { events = [] }
        return events
    }

    /// `SchoolRegistered`. Returns the school's id.
    package func school(_ name: String, in district: String = "440105") throws -> UUID {
        let id = UUID.version7()
        var message = Taoli_Registry_Events_V1_SchoolRegistered()
        message.schoolID = id.uuidString.lowercased()
        message.name = name
        message.district = district
        try add(message, "school", id, [district])
        return id
    }

    /// `SchoolRenamed`, in district 440105.
    package func renameSchool(_ id: UUID, to name: String) throws {
        var message = Taoli_Registry_Events_V1_SchoolRenamed()
        message.schoolID = id.uuidString.lowercased()
        message.name = name
        try add(message, "school", id, ["440105"])
    }

    /// `SiteRegistered`, of a public school. Returns the site's id.
    package func site(
        _ name: String, of school: UUID, kind: SchoolKind = .primary,
        in district: String = "440105",
        status: SchoolStatus = .open
    ) throws -> UUID {
        let id = UUID.version7()
        var message = Taoli_Registry_Events_V1_SiteRegistered()
        message.siteID = id.uuidString.lowercased()
        message.schoolID = school.uuidString.lowercased()
        message.name = name
        message.district = district
        message.kind = kind.rawValue
        message.ownership = "public"
        message.status = status.rawValue
        try add(message, "site", id, [district])
        districts[id] = [district]
        return id
    }

    /// `SiteRevised`: the whole state after the change, of an open public site.
    package func reviseSite(
        _ id: UUID, name: String, kind: SchoolKind, in district: String = "440105"
    ) throws {
        var message = Taoli_Registry_Events_V1_SiteRevised()
        message.siteID = id.uuidString.lowercased()
        message.name = name
        message.district = district
        message.kind = kind.rawValue
        message.ownership = "public"
        message.status = "open"
        try add(message, "site", id, [district])
    }

    /// `SiteMovedToSchool`, in district 440105.
    package func moveSite(_ id: UUID, from old: UUID, to new: UUID) throws {
        var message = Taoli_Registry_Events_V1_SiteMovedToSchool()
        message.siteID = id.uuidString.lowercased()
        message.schoolID = new.uuidString.lowercased()
        message.fromSchoolID = old.uuidString.lowercased()
        try add(message, "site", id, ["440105"])
    }

    /// `SiteWithdrawn`, in district 440105.
    package func withdrawSite(_ id: UUID) throws {
        var message = Taoli_Registry_Events_V1_SiteWithdrawn()
        message.siteID = id.uuidString.lowercased()
        try add(message, "site", id, ["440105"])
    }

    /// `GroupFounded`. Returns the group's id.
    /// - Parameter job: the import that records it; `nil` for none.
    package func group(
        _ name: String, in district: String = "440105", foundedOn: String = "2025-09-01",
        job: UUID? = nil
    ) throws -> UUID {
        let id = UUID.version7()
        districts[id] = [district]
        var message = Taoli_Registry_Events_V1_GroupFounded()
        message.groupID = id.uuidString.lowercased()
        message.name = name
        message.kind = "education_group"
        message.district = district
        message.foundedOn = foundedOn
        message.importJobID = job?.uuidString.lowercased() ?? ""
        try add(message, "group", id, [district])
        return id
    }

    /// `GroupClosed`; memberships are ended by `leave`.
    /// - Parameter day: first day on which it no longer exists, e.g. `2026-09-01`.
    package func close(_ group: UUID, on day: String) throws {
        var message = Taoli_Registry_Events_V1_GroupClosed()
        message.groupID = group.uuidString.lowercased()
        message.closedOn = day
        try add(message, "group", group, groupDistricts(group))
    }

    /// - Returns: the membership's id.
    package func join(
        _ group: UUID, site: UUID, of school: UUID, as role: MembershipRole = .member,
        from day: String = "2025-09-01", reason: String = "", job: UUID? = nil
    ) throws -> UUID {
        let id = UUID.version7()
        districts[group, default: []].formUnion(districts[site] ?? [])
        var message = Taoli_Registry_Events_V1_SchoolJoinedGroup()
        message.groupID = group.uuidString.lowercased()
        message.membershipID = id.uuidString.lowercased()
        message.siteID = site.uuidString.lowercased()
        message.schoolID = school.uuidString.lowercased()
        message.role = role.rawValue
        message.from = day
        message.reason = reason
        message.importJobID = job?.uuidString.lowercased() ?? ""
        try add(message, "group", group, groupDistricts(group))
        return id
    }

    /// `SchoolLeftGroup`.
    /// - Parameter day: first day on which it no longer belongs, e.g. `2026-09-01`.
    package func leave(
        _ group: UUID, membership: UUID, site: UUID, of school: UUID,
        as role: MembershipRole = .member, until day: String, job: UUID? = nil
    ) throws {
        var message = Taoli_Registry_Events_V1_SchoolLeftGroup()
        message.groupID = group.uuidString.lowercased()
        message.membershipID = membership.uuidString.lowercased()
        message.siteID = site.uuidString.lowercased()
        message.schoolID = school.uuidString.lowercased()
        message.role = role.rawValue
        message.until = day
        message.importJobID = job?.uuidString.lowercased() ?? ""
        try add(message, "group", group, groupDistricts(group))
    }

    /// A pack's file in parts of `partBytes`, then `PolicyBound`.
    package func bind(
        _ file: Data, pack: String, version: String, in district: String = "440105",
        function: String = "cases", from year: String = "2020-2021", partBytes: Int = 10_000
    ) throws {
        let id = policies[district] ?? .version7()
        policies[district] = id
        let starts = Array(stride(from: 0, to: file.count, by: partBytes))
        for (index, start) in starts.enumerated() {
            var part = Taoli_Registry_Events_V1_PolicyFileKept()
            part.district = district
            part.pack = pack
            part.version = version
            part.part = Int32(index + 1)
            part.parts = Int32(starts.count)
            part.bytes = Data(file.dropFirst(start).prefix(partBytes))
            try add(part, "district", id, [district])
        }
        var bound = Taoli_Registry_Events_V1_PolicyBound()
        bound.district = district
        bound.function = function
        bound.schoolYear = year
        bound.pack = pack
        bound.version = version
        bound.boundAt = "2020-08-20T02:00:00Z"
        bound.boundBy = "official"
        try add(bound, "district", id, [district])
    }

    /// Any event, also a broken one.
    package func add(
        _ message: some SwiftProtobuf.Message, _ type: String, _ id: UUID, _ districts: [String]
    ) throws {
        let aggregate = AggregateReference(type: type, id: id)
        let sequence = (sequences[aggregate] ?? 0) + 1
        sequences[aggregate] = sequence
        let count = sequences.values.reduce(0, +)
        events.append(
            ReceivedEvent(
                id: .version7(), source: "/test/registry",
                type: Swift.type(of: message).protoMessageName,
                aggregate: aggregate, sequence: sequence,
                time: start.addingTimeInterval(Double(count)),
                districts: districts.compactMap { DistrictCode($0) }, actor: "tester",
                payload: try message.serializedData()))
    }

    private func groupDistricts(_ group: UUID) -> [String] { (districts[group] ?? []).sorted() }
}
