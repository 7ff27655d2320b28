import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliRuntime

/// `PartnerService`: organisations that are no schools and work with groups.
struct PartnerCalls: Taoli_Registry_V1_PartnerService.SimpleServiceProtocol {
    let context: ServiceContext
    let store: FundStore

    init(context: ServiceContext, policies: PolicyStore) {
        self.context = context
        store = FundStore(commands: context.commands, policies: policies)
    }

    func registerPartner(
        request: Taoli_Registry_V1_RegisterPartnerRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_RegisterPartnerResponse {
        let register = RegisterPartner(
            id: PartnerID(.version7()),
            name: try Input.text("name", request.name, max: RegistryLimits.nameMax),
            kind: try Input.known(
                "kind", PartnerKind(rawValue: request.kind),
                allowed: PartnerKind.allCases.map(\.rawValue)),
            district: try Fields.district("district", request.district))
        try UnitAuthority.check(try CallContext.requireCaller(), changes: register.district)
        let command = try context.command(request, requestID: request.requestID, reason: "")
        return try await store.register(register, command) { partner in
            .with { $0.partner = partner.message }
        }
    }

    func beginPartnership(
        request: Taoli_Registry_V1_BeginPartnershipRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_BeginPartnershipResponse {
        let begin = BeginPartnership(
            id: PartnershipID(.version7()),
            subject: try Input.optionalText(
                "subject", request.subject, max: RegistryLimits.nameMax) ?? "",
            validity: Validity(
                from: try Fields.day("from", request.from, now: context.now()),
                until: try request.until.isEmpty ? nil : Fields.date("until", request.until)))
        let command = try context.command(
            request, requestID: request.requestID, reason: try Fields.reason(request.reason))
        return try await store.link(
            try Input.id("partner_id", request.partnerID),
            try Input.id("group_id", request.groupID), command,
            decide: { try begin.decide($0, $1) }
        ) { partner in
            .with { $0.partner = partner.message }
        }
    }

    func endPartnership(
        request: Taoli_Registry_V1_EndPartnershipRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_EndPartnershipResponse {
        let group: GroupID = try Input.id("group_id", request.groupID)
        let end = EndPartnership(
            group: group, until: try Fields.day("until", request.until, now: context.now()),
            reason: try Fields.reason(request.reason))
        let command = try context.command(
            request, requestID: request.requestID, reason: end.reason)
        return try await store.link(
            try Input.id("partner_id", request.partnerID), group, command,
            decide: { partner, _ in try end.decide(partner) }
        ) { partner in
            .with { $0.partner = partner.message }
        }
    }

    func listPartners(
        request: Taoli_Registry_V1_ListPartnersRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListPartnersResponse {
        let name = try Input.optionalText("name", request.name, max: RegistryLimits.nameMax)
        let kind = try CaseFields.optional("kind", request.kind, of: PartnerKind.self)?.rawValue
        let district =
            try request.district.isEmpty
            ? nil : Fields.district("district", request.district).rawValue
        let list = ["partners", request.name, request.kind, request.district]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 2)
        let size = try Cursor.size(request.page.size)
        let reader = try Reader(try CallContext.requireCaller())
        let page = try await context.read { tx in
            try await PartnerReads(tx: tx, reader: reader).partners(
                name: name, kind: kind, district: district, after: after, size: size)
        }
        return .with {
            $0.partners = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func listPartnerships(
        request: Taoli_Registry_V1_ListPartnershipsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListPartnershipsResponse {
        let group: GroupID? =
            try request.groupID.isEmpty ? nil : Input.id("group_id", request.groupID)
        let partner: PartnerID? =
            try request.partnerID.isEmpty ? nil : Input.id("partner_id", request.partnerID)
        let date = try request.on.isEmpty ? nil : Fields.date("on", request.on)
        let list = ["partnerships", request.groupID, request.partnerID, request.on]
        let after = try Fields.dayAndID(request.page.cursor, of: list)
        let size = try Cursor.size(request.page.size)
        let reader = try Reader(try CallContext.requireCaller())
        let page = try await context.read { tx in
            try await PartnerReads(tx: tx, reader: reader).links(
                group: group, partner: partner, on: date, after: after, size: size)
        }
        return .with {
            $0.partnerships = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }
}
