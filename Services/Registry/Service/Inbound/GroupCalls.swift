import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliRuntime

/// `GroupService`: groups and which sites are in them, on any day.
struct GroupCalls: Taoli_Registry_V1_GroupService.SimpleServiceProtocol {
    let context: ServiceContext
    let store: GroupStore
    let policies: PolicyStore

    func foundGroup(
        request: Taoli_Registry_V1_FoundGroupRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_FoundGroupResponse {
        let founding = GroupStore.Founding(
            id: GroupID(.version7()),
            name: try Input.text("name", request.name, max: RegistryLimits.nameMax),
            kind: try Input.known(
                "kind", GroupKind(request.kind), allowed: GroupKind.allCases.map(\.rawValue)),
            district: try Fields.district("district", request.district),
            foundedOn: try Fields.date("founded_on", request.foundedOn),
            leads: try leads(request.leadSiteIds))
        try GroupAuthority.check(try CallContext.requireCaller(), changes: founding.district)
        let command = try context.command(
            request, requestID: request.requestID, reason: try Fields.reason(request.reason))
        return try await store.found(founding, command) { view in
            .with { $0.group = view.message }
        }
    }

    func closeGroup(
        request: Taoli_Registry_V1_CloseGroupRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_CloseGroupResponse {
        let reason = try Fields.reason(request.reason)
        let close = CloseGroup(
            closedOn: try Fields.date("closed_on", request.closedOn), reason: reason)
        let id: GroupID = try Input.id("group_id", request.groupID)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        return try await store.close(close, id, command) { view in
            .with { $0.group = view.message }
        }
    }

    func beginMembership(
        request: Taoli_Registry_V1_BeginMembershipRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_BeginMembershipResponse {
        let reason = try Fields.reason(request.reason)
        let begin = BeginMembership(
            membershipID: MembershipID(.version7()),
            role: try Input.known(
                "role", MembershipRole(request.role),
                allowed: MembershipRole.allCases.map(\.rawValue)),
            from: try Fields.date("from", request.from), reason: reason)
        let site: SiteID = try Input.id("site_id", request.siteID)
        let group: GroupID = try Input.id("group_id", request.groupID)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        return try await store.begin(begin, site: site, in: group, command) { view in
            .with { $0.group = view.message }
        }
    }

    func endMembership(
        request: Taoli_Registry_V1_EndMembershipRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_EndMembershipResponse {
        let reason = try Fields.reason(request.reason)
        let end = EndMembership(
            siteID: try Input.id("site_id", request.siteID),
            until: try Fields.date("until", request.until), reason: reason)
        let group: GroupID = try Input.id("group_id", request.groupID)
        let command = try context.command(request, requestID: request.requestID, reason: reason)
        return try await store.end(end, in: group, command) { view in
            .with { $0.group = view.message }
        }
    }

    func getGroup(
        request: Taoli_Registry_V1_GetGroupRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetGroupResponse {
        let id: GroupID = try Input.id("id", request.id)
        let date = try Fields.day("on", request.on, now: context.now())
        let reader = try Reader(try CallContext.requireCaller())
        let view = try await context.read { tx in
            try await GroupReads(tx: tx, reader: reader).view(id, on: date)
        }
        return .with { $0.group = view.message }
    }

    func listGroups(
        request: Taoli_Registry_V1_ListGroupsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListGroupsResponse {
        let name = try Input.optionalText("name", request.name, max: RegistryLimits.nameMax)
        let district =
            try request.district.isEmpty
            ? nil : Fields.district("district", request.district).rawValue
        let date = try Fields.day("on", request.on, now: context.now())
        let list = ["groups", request.name, request.district, request.on]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 3)
        let size = try Cursor.size(request.page.size)
        let reader = try Reader(try CallContext.requireCaller())
        let page = try await context.read { tx in
            try await GroupReads(tx: tx, reader: reader).list(
                name: name, district: district, on: date, after: after, size: size)
        }
        return .with {
            $0.groups = page.rows.map { GroupView(group: $0, on: date, faces: [:]).summary }
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func groupHistory(
        request: Taoli_Registry_V1_GroupHistoryRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GroupHistoryResponse {
        let id: GroupID = try Input.id("id", request.id)
        let list = ["group-history", request.id]
        let after = try Fields.line(request.page.cursor, of: list)
        let size = try Cursor.size(request.page.size)
        let caller = try CallContext.requireCaller()
        let reader = try Reader(caller)
        let cases = try CaseReader(caller).cases
        let page = try await context.read { tx in
            try await GroupReads(tx: tx, reader: reader)
                .history(id, cases: cases, after: after, size: size)
        }
        return .with {
            $0.changes = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    private func leads(_ ids: [String]) throws -> [(site: SiteID, membership: MembershipID)] {
        guard ids.count <= RegistryLimits.leadsMax else {
            throw Input.invalid(
                "lead_site_ids", "too-many",
                Wording(
                    "超过 \(RegistryLimits.leadsMax) 条。",
                    "There are more than \(RegistryLimits.leadsMax)."))
        }
        return try ids.map {
            (site: try Input.id("lead_site_ids", $0), membership: MembershipID(.version7()))
        }
    }
}
