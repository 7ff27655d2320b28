import Foundation
import GRPCCore
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliDelivery
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// `EndpointService`: where the caller's unit is told besides its inbox.
struct EndpointCalls: Taoli_Notification_V1_EndpointService.SimpleServiceProtocol {
    /// Addresses of one unit, and new ones in a day.
    static let countMax = 20
    /// How long a former secret signs besides.
    static let formerSecretLifetime: Duration = .seconds(86_400)

    let service: ServiceContext
    let channels: Channels

    private var seal: EndpointSeal { EndpointSeal(keys: service.keys) }

    func addEndpoint(
        request: Taoli_Notification_V1_AddEndpointRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_AddEndpointResponse {
        let own = try OwnUnit.current()
        let fields = try EndpointFields(
            kind: request.kind, address: request.address, secret: request.secret,
            name: request.name, allowsPrivate: channels.allowsPrivate)
        guard fields.kind == .webhook || channels.mail != nil else {
            throw EndpointRefusals.noMailServer
        }
        let candidates = seal.candidates(fields.address)
        let day = service.now().addingTimeInterval(-86_400)
        let command = try service.command(request, requestID: request.requestID)
        return try await service.commands.run(
            command,
            load: [
                EndpointStore.lock(own.recipient),
                EndpointStore.of(own.recipient, andMadeSince: day), own.districtLookup,
            ]
        ) { _, loaded, now in
            let district = try own.district(loaded[2].rows)
            let rows = loaded[1].rows
            guard rows.count < Self.countMax else {
                throw EndpointRefusals.tooMany(Self.countMax)
            }
            let isThere = try rows.contains { row in
                let endpoint = try StoredEndpoint(row)
                let index: Data = try row.get("address_index")
                return endpoint.state != .removed && endpoint.kind == fields.kind
                    && candidates.contains(index)
            }
            guard !isThere else { throw EndpointRefusals.exists }
            let endpoint = try made(fields, own, in: district, at: now)
            let (plan, planned) = try verification(endpoint, at: now)
            var added = Taoli_Notification_Events_V1_EndpointAdded()
            added.endpointID = endpoint.id.text
            added.unit = own.unit.description
            added.kind = endpoint.kind.rawValue
            return CommandOutcome(
                .with { $0.endpoint = endpoint.message(of: own.unit) },
                writes: [
                    EndpointStore.insert(
                        endpoint, index: try seal.index(fields.address),
                        by: command.caller.subject), plan,
                ],
                events: [
                    try EventDraft(
                        added, of: endpoint.reference, sequence: 1, districts: [district]),
                    planned,
                ], subjects: [endpoint.reference], districts: [district])
        }
    }

    func listEndpoints(
        request: Taoli_Notification_V1_ListEndpointsRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_ListEndpointsResponse {
        let own = try OwnUnit.current()
        let rows = try await service.read { try await $0.query(EndpointStore.of(own.recipient)) }
        let endpoints = try rows.map { try StoredEndpoint($0).message(of: own.unit) }
        return .with { $0.endpoints = endpoints }
    }

    func verifyEndpoint(
        request: Taoli_Notification_V1_VerifyEndpointRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_VerifyEndpointResponse {
        let given = EndpointCode.normal(
            try Input.text("code", request.code, max: EndpointFields.nameMax))
        let endpoint = try await change(request, request.requestID, request.endpointID) {
            endpoint, now in
            guard endpoint.state != .verified else { throw EndpointRefusals.verifiedAlready }
            guard let sealed = endpoint.code, let until = endpoint.codeUntil, until > now else {
                throw EndpointRefusals.noCode
            }
            guard try seal.open(sealed, .code, of: endpoint.id) == given else {
                throw EndpointRefusals.wrongCode
            }
            endpoint.state = .verified
            endpoint.reason = ""
            (endpoint.code, endpoint.codeUntil) = (nil, nil)
            var event = Taoli_Notification_Events_V1_EndpointVerified()
            event.endpointID = endpoint.id.text
            return Change(event: try endpoint.next(event))
        }
        return .with { $0.endpoint = endpoint }
    }

    func sendCode(
        request: Taoli_Notification_V1_SendCodeRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_SendCodeResponse {
        let endpoint = try await change(request, request.requestID, request.endpointID) {
            endpoint, now in
            guard endpoint.state != .verified else { throw EndpointRefusals.verifiedAlready }
            let life = Double(EndpointCode.lifetime.components.seconds)
            let pause = Double(EndpointCode.pause.components.seconds)
            if let until = endpoint.codeUntil,
                until.addingTimeInterval(pause - life) > now
            {
                throw EndpointRefusals.codeJustSent
            }
            endpoint.state = .unverified
            endpoint.reason = ""
            endpoint.code = try seal.seal(EndpointCode.make(), .code, of: endpoint.id)
            endpoint.codeUntil = now.addingTimeInterval(life)
            let (plan, planned) = try verification(endpoint, at: now)
            var event = Taoli_Notification_Events_V1_EndpointCodeSent()
            event.endpointID = endpoint.id.text
            return Change(
                event: try endpoint.next(event), writes: [plan], events: [planned])
        }
        return .with { $0.endpoint = endpoint }
    }

    func rotateSecret(
        request: Taoli_Notification_V1_RotateSecretRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_RotateSecretResponse {
        let secret = try EndpointFields.secret(request.secret)
        let endpoint = try await change(request, request.requestID, request.endpointID) {
            endpoint, now in
            guard let current = endpoint.secret else { throw EndpointRefusals.notWebhook }
            guard try seal.open(current, .secret, of: endpoint.id) != secret.text else {
                throw EndpointRefusals.sameSecret
            }
            endpoint.formerSecret = current
            endpoint.formerUntil = now.addingTimeInterval(
                Double(Self.formerSecretLifetime.components.seconds))
            endpoint.secret = try seal.seal(secret.text, .secret, of: endpoint.id)
            var event = Taoli_Notification_Events_V1_EndpointSecretRotated()
            event.endpointID = endpoint.id.text
            return Change(event: try endpoint.next(event))
        }
        return .with { $0.endpoint = endpoint }
    }

    func removeEndpoint(
        request: Taoli_Notification_V1_RemoveEndpointRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_RemoveEndpointResponse {
        let reason = try Input.optionalText(
            "reason", request.reason, max: CommandRequest.reasonCharactersMax)
        let endpoint = try await change(
            request, request.requestID, request.endpointID, reason: reason ?? ""
        ) { endpoint, _ in
            endpoint.state = .removed
            endpoint.reason = reason ?? ""
            (endpoint.code, endpoint.codeUntil) = (nil, nil)
            var event = Taoli_Notification_Events_V1_EndpointRemoved()
            event.endpointID = endpoint.id.text
            return Change(event: try endpoint.next(event))
        }
        return .with { $0.endpoint = endpoint }
    }

    /// What one change of an address writes besides the address.
    private struct Change {
        let event: EventDraft
        var writes: [SQL] = []
        var events: [EventDraft] = []
    }

    private func change(
        _ request: some SwiftProtobuf.Message & Sendable, _ requestID: String, _ id: String,
        reason: String = "",
        _ decide: @escaping @Sendable (inout StoredEndpoint, Date) throws -> Change
    ) async throws -> Taoli_Notification_V1_Endpoint {
        let own = try OwnUnit.current()
        let id: Identifier<EndpointEntity> = try Input.id("endpoint_id", id)
        let command = try service.command(request, requestID: requestID, reason: reason)
        return try await service.commands.run(
            command, load: [EndpointStore.lock(id.rawValue, of: own.recipient)]
        ) { _, loaded, now in
            guard let row = loaded[0].rows.first else { throw EndpointRefusals.unknown }
            var endpoint = try StoredEndpoint(row)
            guard endpoint.state != .removed else { throw EndpointRefusals.removed }
            let change = try decide(&endpoint, now)
            return CommandOutcome(
                endpoint.message(of: own.unit),
                writes: [EndpointStore.update(endpoint)] + change.writes,
                events: [change.event] + change.events, subjects: [endpoint.reference],
                districts: [endpoint.district])
        }
    }

    private func made(
        _ fields: EndpointFields, _ own: OwnUnit, in district: DistrictCode, at now: Date
    ) throws -> StoredEndpoint {
        let id = UUID.version7()
        return StoredEndpoint(
            id: id, recipient: own.recipient.description, district: district,
            kind: fields.kind, name: fields.name, shown: fields.shown,
            address: try seal.seal(fields.address, .address, of: id),
            secret: try fields.secret.map { try seal.seal($0.text, .secret, of: id) },
            code: try seal.seal(EndpointCode.make(), .code, of: id),
            codeUntil: now.addingTimeInterval(Double(EndpointCode.lifetime.components.seconds)),
            at: now)
    }

    /// The delivery that brings the code.
    private func verification(_ endpoint: StoredEndpoint, at now: Date) throws
        -> (SQL, EventDraft)
    {
        let delivery = StoredDelivery(
            .verification, to: endpoint, isUrgent: true, dueAt: now, at: now)
        return (DeliveryStore.insert([delivery]), try delivery.planned(nil))
    }
}

extension StoredEndpoint {
    /// The next version's event.
    fileprivate mutating func next(_ event: some SwiftProtobuf.Message) throws -> EventDraft {
        version += 1
        return try EventDraft(event, of: reference, sequence: version, districts: [district])
    }

    /// As it is sent: masked, without secret and code.
    func message(of unit: UnitReference) -> Taoli_Notification_V1_Endpoint {
        .with {
            $0.id = id.text
            $0.unit = unit.description
            $0.kind = kind.rawValue
            $0.name = name
            $0.shown = shown
            $0.state = state.rawValue
            $0.reason = reason
            $0.createdAt = createdAt.formatted(.iso8601)
            $0.formerSecretUntil = formerUntil?.formatted(.iso8601) ?? ""
        }
    }
}
