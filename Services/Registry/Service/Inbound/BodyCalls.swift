import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliRuntime

/// `BodyService`: councils, boards, offices and leading groups, and what they decide. Which bodies
/// there are and how they vote stands in the pack; who may change them is Core's to decide.
struct BodyCalls: Taoli_Registry_V1_BodyService.SimpleServiceProtocol {
    let context: ServiceContext
    let policies: PolicyStore

    var bodies: BodyStore { BodyStore(commands: context.commands, policies: policies) }

    func establishBody(
        request: Taoli_Registry_V1_EstablishBodyRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_EstablishBodyResponse {
        try await bodies.establish(
            kind: try Input.text("kind", request.kind, max: RegistryLimits.codeMax),
            name: try Input.optionalText("name", request.name, max: RegistryLimits.nameMax) ?? "",
            at: try BodyFields.unit("unit", request.unit),
            from: try Fields.date("from", request.from), by: try CallContext.requireCaller(),
            try command(request, request.requestID, request.reason)
        ) { view in .with { $0.body = view.message } }
    }

    func dissolveBody(
        request: Taoli_Registry_V1_DissolveBodyRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_DissolveBodyResponse {
        let dissolve = DissolveBody(on: try Fields.date("on", request.on))
        let caller = try CallContext.requireCaller()
        return try await bodies.change(
            try Input.id("body_id", request.bodyID),
            try command(request, request.requestID, request.reason), on: dissolve.on
        ) { loaded, _ in
            BodyStore.Decided(try dissolve.decide(loaded.body, by: caller, loaded.rules))
        } respond: { view, _ in
            .with { $0.body = view.message }
        }
    }

    func appointMember(
        request: Taoli_Registry_V1_AppointMemberRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_AppointMemberResponse {
        let appoint = try BodyFields.appoint(request)
        let caller = try CallContext.requireCaller()
        return try await bodies.change(
            try Input.id("body_id", request.bodyID),
            try command(request, request.requestID, request.reason), on: appoint.from,
            holder: (appoint.holder, appoint.from)
        ) { loaded, facts in
            let (decision, findings) = try appoint.decide(
                loaded.body, by: caller, loaded.rules, facts)
            return BodyStore.Decided(decision, findings: findings)
        } respond: { view, findings in
            .with {
                $0.body = view.message
                $0.appointmentID = appoint.id.description
                $0.findings = findings.map(\.message)
            }
        }
    }

    func releaseMember(
        request: Taoli_Registry_V1_ReleaseMemberRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ReleaseMemberResponse {
        let release = ReleaseMember(
            id: try Input.id("appointment_id", request.appointmentID),
            until: try Fields.date("until", request.until))
        let caller = try CallContext.requireCaller()
        return try await bodies.change(
            try Input.id("body_id", request.bodyID),
            try command(request, request.requestID, request.reason), on: release.until
        ) { loaded, _ in
            let (decision, findings) = try release.decide(loaded.body, by: caller, loaded.rules)
            return BodyStore.Decided(decision, findings: findings)
        } respond: { view, findings in
            .with {
                $0.body = view.message
                $0.findings = findings.map(\.message)
            }
        }
    }

    func getBody(
        request: Taoli_Registry_V1_GetBodyRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetBodyResponse {
        let id: BodyID = try Input.id("id", request.id)
        let date = try Fields.day("on", request.on, now: context.now())
        let view = try await read { try await $0.view(id, on: date) }
        return .with {
            $0.body = view.message
            $0.findings = view.rules.vacancies(view.body, on: date).map(\.message)
        }
    }

    func listBodies(
        request: Taoli_Registry_V1_ListBodiesRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListBodiesResponse {
        let list = ["bodies", request.unit, request.kind, request.on]
        let unit = try BodyFields.optionalUnit("unit", request.unit)
        let kind = try Input.optionalText("kind", request.kind, max: RegistryLimits.codeMax)
        let date = try Fields.day("on", request.on, now: context.now())
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 1)
        let size = try Cursor.size(request.page.size)
        let page = try await read { reads in
            try await reads.list(
                unit: unit, kind: kind, on: date, after: after.flatMap { BodyID($0[0]) },
                size: size)
        }
        return .with {
            $0.bodies = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func bodyHistory(
        request: Taoli_Registry_V1_BodyHistoryRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_BodyHistoryResponse {
        let id: BodyID = try Input.id("id", request.id)
        let list = ["body-history", request.id]
        let after = try Fields.line(request.page.cursor, of: list)
        let size = try Cursor.size(request.page.size)
        let page = try await read { try await $0.history(id, after: after, size: size) }
        return .with {
            $0.changes = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }
}

extension BodyCalls {
    func read<Value: Sendable>(_ body: @Sendable (BodyReads) async throws -> Value)
        async throws -> Value
    {
        let reader = try UnitReader(try CallContext.requireCaller())
        let today = CalendarDate(shanghai: context.now())
        return try await context.readAll { tx in
            try await body(
                BodyReads(tx: tx, reader: reader, policies: policies, today: today))
        }
    }

    func command(
        _ request: some SwiftProtobuf.Message, _ requestID: String, _ reason: String
    ) throws -> CommandRequest {
        try context.command(
            request, requestID: requestID, reason: try Fields.reason(reason), seesAll: true)
    }
}
