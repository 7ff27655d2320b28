import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliRuntime

/// `UnitService`: how groups come out of one another, and what is said of units for a time.
struct UnitCalls: Taoli_Registry_V1_UnitService.SimpleServiceProtocol {
    let context: ServiceContext
    let structure: StructureStore
    let units: UnitStore
    let policies: PolicyStore

    init(context: ServiceContext, policies: PolicyStore) {
        self.context = context
        self.policies = policies
        structure = StructureStore(commands: context.commands)
        units = UnitStore(commands: context.commands, policies: policies)
    }

    func mergeGroups(
        request: Taoli_Registry_V1_MergeGroupsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_MergeGroupsResponse {
        let merging = try UnitFields.merging(request)
        let command = try context.command(
            request, requestID: request.requestID, reason: merging.command.reason)
        return try await structure.merge(merging, command) { view in
            .with { $0.group = view.message }
        }
    }

    func splitGroup(
        request: Taoli_Registry_V1_SplitGroupRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_SplitGroupResponse {
        let split = try UnitFields.split(request)
        let group: GroupID = try Input.id("group_id", request.groupID)
        let command = try context.command(
            request, requestID: request.requestID, reason: split.reason)
        return try await structure.split(split, of: group, command) { views in
            .with { $0.groups = views.map(\.message) }
        }
    }

    func renameUnit(
        request: Taoli_Registry_V1_RenameUnitRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_RenameUnitResponse {
        let rename = RenameUnit(
            name: try Input.text("name", request.name, max: RegistryLimits.nameMax),
            on: try Fields.day("on", request.on, now: context.now()),
            reason: try Fields.reason(request.reason))
        let unit = try UnitFields.unit(request.unit)
        let command = try context.command(
            request, requestID: request.requestID, reason: rename.reason)
        return try await units.rename(unit, rename, command) { view in
            .with { $0.unit = view.message }
        }
    }

    func designate(
        request: Taoli_Registry_V1_DesignateRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_DesignateResponse {
        let designate = try UnitFields.designate(request, now: context.now())
        let unit = try UnitFields.unit(request.unit)
        let command = try context.command(
            request, requestID: request.requestID, reason: designate.reason)
        return try await units.designate(unit, designate, command) { view in
            .with { $0.unit = view.message }
        }
    }

    func endDesignation(
        request: Taoli_Registry_V1_EndDesignationRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_EndDesignationResponse {
        let end = EndDesignation(
            kind: try UnitFields.kind(request.what),
            value: try Input.optionalText("value", request.value, max: RegistryLimits.nameMax),
            stage: try Input.optionalCode("stage", request.stage, of: Stage.self),
            until: try Fields.day("until", request.until, now: context.now()),
            reason: try Fields.reason(request.reason))
        let unit = try UnitFields.unit(request.unit)
        let command = try context.command(
            request, requestID: request.requestID, reason: end.reason)
        return try await units.end(unit, end, command) { view in
            .with { $0.unit = view.message }
        }
    }

    func getUnit(
        request: Taoli_Registry_V1_GetUnitRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetUnitResponse {
        let unit = try UnitFields.unit(request.unit)
        let date = try Fields.day("on", request.on, now: context.now())
        let reader = try Reader(try CallContext.requireCaller())
        let policies = policies
        let view = try await context.read { tx in
            try await UnitReads(tx: tx, reader: reader, policies: policies).view(unit, on: date)
        }
        return .with { $0.unit = view.message }
    }

    func listDesignations(
        request: Taoli_Registry_V1_ListDesignationsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListDesignationsResponse {
        let filter = try UnitFields.filter(request)
        let list = [
            "designations", request.what, request.value, request.stage, request.district,
            request.unit, request.on,
        ]
        let after = try Fields.dayAndID(request.page.cursor, of: list)
        let size = try Cursor.size(request.page.size)
        let reader = try Reader(try CallContext.requireCaller())
        let policies = policies
        let page = try await context.read { tx in
            try await UnitReads(tx: tx, reader: reader, policies: policies).list(
                filter, after: after, size: size)
        }
        return .with {
            $0.designations = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func listGradeShares(
        request: Taoli_Registry_V1_ListGradeSharesRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListGradeSharesResponse {
        let today = CalendarDate(shanghai: context.now())
        let years = try UnitFields.years(request.firstYear, request.lastYear, today: today)
        let district =
            try request.district.isEmpty ? nil : Fields.district("district", request.district)
        let scope = try CallContext.requireCaller().scope
        let policies = policies
        let shares = try await context.read { tx in
            try await GradeShareReads(tx: tx, policies: policies, scope: scope).shares(
                years, district: district, today: today)
        }
        return .with { $0.shares = shares.map(\.message) }
    }
}
