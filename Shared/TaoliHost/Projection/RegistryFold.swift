import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliMessaging
import TaoliModels

/// Reads events of registry, in their order, into one patch a row.
struct RegistryFold {
    private(set) var schools: [UUID: SchoolPatch] = [:]
    private(set) var sites: [UUID: SitePatch] = [:]
    private(set) var groups: [UUID: GroupPatch] = [:]
    private(set) var memberships: [UUID: MembershipPatch] = [:]
    /// Schools that a site left: their scope is looked at again.
    private(set) var leftSchools: Set<UUID> = []

    /// Types that say nothing about these tables are passed over.
    mutating func add(_ event: ReceivedEvent) throws {
        switch event.aggregate.type {
        case "school": try addSchool(event)
        case "site": try addSite(event)
        case "group": try addGroup(event)
        default: break
        }
    }

    private mutating func addSchool(_ event: ReceivedEvent) throws {
        switch event.type {
        case Taoli_Registry_Events_V1_SchoolRegistered.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_SchoolRegistered.self)
            schools[event.aggregate.id] = SchoolPatch(
                name: message.name, district: message.district)
        case Taoli_Registry_Events_V1_SchoolRenamed.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_SchoolRenamed.self)
            schools[event.aggregate.id, default: SchoolPatch()].name = message.name
        default: break
        }
    }

    private mutating func addSite(_ event: ReceivedEvent) throws {
        let id = event.aggregate.id
        switch event.type {
        case Taoli_Registry_Events_V1_SiteRegistered.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_SiteRegistered.self)
            sites[id] = SitePatch(
                schoolID: try event.id("school_id", message.schoolID), name: message.name,
                district: message.district, kind: message.kind, status: message.status,
                isWithdrawn: false)
        case Taoli_Registry_Events_V1_SiteRevised.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_SiteRevised.self)
            var patch = sites[id] ?? SitePatch()
            patch.name = message.name
            patch.district = message.district
            patch.kind = message.kind
            patch.status = message.status
            sites[id] = patch
        case Taoli_Registry_Events_V1_SiteMovedToSchool.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_SiteMovedToSchool.self)
            sites[id, default: SitePatch()].schoolID = try event.id("school_id", message.schoolID)
            leftSchools.insert(try event.id("from_school_id", message.fromSchoolID))
        case Taoli_Registry_Events_V1_SiteWithdrawn.protoMessageName:
            sites[id, default: SitePatch()].isWithdrawn = true
        default: break
        }
    }

    private mutating func addGroup(_ event: ReceivedEvent) throws {
        let id = event.aggregate.id
        let districts = event.districts.map(\.rawValue).joined(separator: ",")
        groups[id, default: GroupPatch(districts: districts)].districts = districts
        switch event.type {
        case Taoli_Registry_Events_V1_GroupFounded.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_GroupFounded.self)
            groups[id]?.name = message.name
            groups[id]?.district = message.district
            groups[id]?.foundedOn = try event.date("founded_on", message.foundedOn)
        case Taoli_Registry_Events_V1_GroupRevised.protoMessageName:
            groups[id]?.name = try event.decode(Taoli_Registry_Events_V1_GroupRevised.self).name
        case Taoli_Registry_Events_V1_GroupRenamed.protoMessageName:
            groups[id]?.name = try event.decode(Taoli_Registry_Events_V1_GroupRenamed.self).name
        case Taoli_Registry_Events_V1_GroupClosed.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_GroupClosed.self)
            groups[id]?.closedOn = try event.date("closed_on", message.closedOn)
        case Taoli_Registry_Events_V1_SchoolJoinedGroup.protoMessageName:
            try addJoining(event)
        case Taoli_Registry_Events_V1_SchoolLeftGroup.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_SchoolLeftGroup.self)
            let membership = try event.id("membership_id", message.membershipID)
            memberships[membership, default: MembershipPatch(groupID: id)].endsOn =
                try event.date("until", message.until)
        default: break
        }
    }

    private mutating func addJoining(_ event: ReceivedEvent) throws {
        let message = try event.decode(Taoli_Registry_Events_V1_SchoolJoinedGroup.self)
        guard MembershipRole(rawValue: message.role) != nil else {
            throw ProjectionError.unreadable(type: event.type, field: "role")
        }
        memberships[try event.id("membership_id", message.membershipID)] = MembershipPatch(
            groupID: event.aggregate.id, siteID: try event.id("site_id", message.siteID),
            schoolID: try event.id("school_id", message.schoolID), role: message.role,
            startsOn: try event.date("from", message.from))
    }
}
