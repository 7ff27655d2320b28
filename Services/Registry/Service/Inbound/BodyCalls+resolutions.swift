import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliRuntime

/// The agenda of bodies.
extension BodyCalls {
    private var agenda: ResolutionStore {
        ResolutionStore(commands: context.commands, policies: policies)
    }

    func proposeResolution(
        request: Taoli_Registry_V1_ProposeResolutionRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ProposeResolutionResponse {
        let propose = try BodyFields.propose(request)
        return try await agenda.propose(
            propose, in: try Input.id("body_id", request.bodyID),
            by: try CallContext.requireCaller(), try command(request, request.requestID, "")
        ) { view in .with { $0.resolution = view.message } }
    }

    func adviseResolution(
        request: Taoli_Registry_V1_AdviseResolutionRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_AdviseResolutionResponse {
        let advise = AdviseResolution(
            reference: try Input.text(
                "reference", request.reference, max: RegistryLimits.referenceMax),
            on: try Fields.date("on", request.on))
        let caller = try CallContext.requireCaller()
        return try await agenda.change(
            try id(request.resolutionID), try command(request, request.requestID, ""),
            adviser: try Input.id("adviser_id", request.adviserID)
        ) { item, loaded, adviser, _ in
            guard let adviser else {
                throw StoreRefusals.notFound("adviser_id", "咨询机构", "adviser")
            }
            return try advise.decide(
                item, of: loaded.body, adviser: adviser, by: caller, loaded.rules)
        } respond: { view in
            .with { $0.resolution = view.message }
        }
    }

    func decideResolution(
        request: Taoli_Registry_V1_DecideResolutionRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_DecideResolutionResponse {
        let decide = try BodyFields.decide(request)
        let caller = try CallContext.requireCaller()
        return try await agenda.change(
            try id(request.resolutionID), try command(request, request.requestID, "")
        ) { item, loaded, _, today in
            try decide.decide(item, of: loaded.body, by: caller, on: today, loaded.rules)
        } respond: { view in
            .with { $0.resolution = view.message }
        }
    }

    func withdrawResolution(
        request: Taoli_Registry_V1_WithdrawResolutionRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_WithdrawResolutionResponse {
        let caller = try CallContext.requireCaller()
        return try await agenda.change(
            try id(request.resolutionID),
            try command(request, request.requestID, request.reason)
        ) { item, loaded, _, today in
            try WithdrawResolution().decide(
                item, of: loaded.body, by: caller, on: today, loaded.rules)
        } respond: { view in
            .with { $0.resolution = view.message }
        }
    }

    func getResolution(
        request: Taoli_Registry_V1_GetResolutionRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetResolutionResponse {
        let id: ResolutionID = try Input.id("id", request.id)
        let view = try await read { try await $0.resolution(id) }
        return .with { $0.resolution = view.message }
    }

    func listResolutions(
        request: Taoli_Registry_V1_ListResolutionsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListResolutionsResponse {
        let list = ["resolutions", request.bodyID, request.status, request.schoolID]
        let filter = ResolutionFilter(
            body: try BodyFields.optionalID("body_id", request.bodyID),
            status: try CaseFields.optional(
                "status", request.status, of: ResolutionStatus.self),
            school: try BodyFields.optionalID("school_id", request.schoolID))
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 1)
        let size = try Cursor.size(request.page.size)
        let page = try await read { reads in
            try await reads.resolutions(
                filter, after: after.flatMap { ResolutionID($0[0]) }, size: size)
        }
        return .with {
            $0.resolutions = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    private func id(_ text: String) throws -> ResolutionID {
        try Input.id("resolution_id", text)
    }
}
