import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Writes a group's money, its agreements, and partners.
struct FundStore: Sendable {
    let commands: CommandExecutor
    let policies: PolicyStore

    /// Enters money.
    /// - Throws: `not-found`, `not-your-unit`, and what `RecordEntry` throws.
    func record<Response: SwiftProtobuf.Message & Sendable>(
        _ command: RecordEntry, in group: GroupID, _ request: CommandRequest,
        respond: @escaping @Sendable (LedgerEntry, Group) throws -> Response
    ) async throws -> Response {
        let policies = policies
        return try await change(group, request) { tx, group, today in
            let pack = try await policies.followed(tx, group.district, on: command.bookedOn)
            let made = try command.decide(group, pack: pack, today: today)
            return Changed(
                made.decision,
                [LedgerTable.insert(made.entry, districts: group.districts)],
                try respond(made.entry, group))
        }
    }

    /// Takes an entry back.
    /// - Throws: `not-found`, `not-your-unit`, and what `ReverseEntry` throws.
    func reverse<Response: SwiftProtobuf.Message & Sendable>(
        _ command: ReverseEntry, _ entry: LedgerEntryID, _ request: CommandRequest,
        respond: @escaping @Sendable (LedgerEntry, Group) throws -> Response
    ) async throws -> Response {
        try await commands.run(request) { tx, _, now in
            // Which group an entry belongs to never changes: it may be read before the lock.
            guard let glance = try await tx.query(LedgerTable.select(entry)).first else {
                throw StoreRefusals.notFound("entry_id", "账目", "ledger entry")
            }
            let group = try await Self.locked(try glance.id("group_id"), request, tx)
            guard let row = try await tx.query(LedgerTable.select(entry)).first else {
                throw StoreRefusals.notFound("entry_id", "账目", "ledger entry")
            }
            let made = try command.decide(
                group, try LedgerTable.decode(row),
                isReversed: try row.get("reversed_by", as: UUID?.self) != nil,
                today: CalendarDate(shanghai: now))
            return try Self.outcome(
                Changed(
                    made.decision,
                    [LedgerTable.insert(made.entry, districts: group.districts)],
                    try respond(made.entry, group)), request)
        }
    }

    /// Puts an agreement on record.
    /// - Throws: `not-found`, `not-your-unit`, and what `RecordAgreement` throws.
    func record<Response: SwiftProtobuf.Message & Sendable>(
        _ command: RecordAgreement, in group: GroupID, _ request: CommandRequest,
        respond: @escaping @Sendable (FeeAgreement, Group) throws -> Response
    ) async throws -> Response {
        let policies = policies
        return try await change(group, request) { tx, group, _ in
            let pack = try await policies.followed(tx, group.district, on: command.validity.from)
            let made = try command.decide(group, pack: pack)
            return Changed(
                made.decision,
                [try AgreementTable.insert(made.agreement, districts: group.districts)],
                try respond(made.agreement, group))
        }
    }

    /// Registers a partner.
    /// - Throws: `unknown-district`, and what `RegisterPartner` throws.
    func register<Response: SwiftProtobuf.Message & Sendable>(
        _ command: RegisterPartner, _ request: CommandRequest,
        respond: @escaping @Sendable (Partner) throws -> Response
    ) async throws -> Response {
        let load = [DistrictTable.select(codes: [command.district], lock: .share)]
        return try await commands.run(request, load: load) { _, loaded, _ in
            guard try DistrictTable.decode(loaded[0].rows).contains(where: { !$0.isWithdrawn })
            else { throw StoreRefusals.unknownDistrict }
            return try Self.outcome(try command.decide(), request, respond)
        }
    }

    /// Lets a partner work with a group, or no longer.
    /// - Throws: `not-found`, `not-your-unit`, and what `decide` throws.
    func link<Response: SwiftProtobuf.Message & Sendable>(
        _ partner: PartnerID, _ group: GroupID, _ request: CommandRequest,
        decide: @escaping @Sendable (Partner, Group) throws -> Decision<Partner>,
        respond: @escaping @Sendable (Partner) throws -> Response
    ) async throws -> Response {
        try await commands.run(request) { tx, _, _ in
            let group = try await Self.locked(group, request, tx)
            guard let partner = try await PartnerTable.load(partner, tx) else {
                throw StoreRefusals.notFound("partner_id", "合作单位", "partner")
            }
            return try Self.outcome(try decide(partner, group), request, respond)
        }
    }

    /// What a command made of a group, what else is written, and the answer.
    private struct Changed<Response: Sendable>: Sendable {
        let decision: Decision<Group>
        let writes: [SQL]
        let response: Response

        init(_ decision: Decision<Group>, _ writes: [SQL], _ response: Response) {
            self.decision = decision
            self.writes = writes
            self.response = response
        }
    }

    private func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: GroupID, _ request: CommandRequest,
        decide:
            @escaping @Sendable (PostgresTransaction, Group, CalendarDate) async throws ->
            Changed<Response>
    ) async throws -> Response {
        try await commands.run(request) { tx, _, now in
            let group = try await Self.locked(id, request, tx)
            return try Self.outcome(
                try await decide(tx, group, CalendarDate(shanghai: now)), request)
        }
    }

    private static func locked(
        _ id: GroupID, _ request: CommandRequest, _ tx: PostgresTransaction
    ) async throws -> Group {
        let groups = try await GroupTable.load(tx, GroupTable.select(ids: [id], lock: .update))
        guard let group = groups.first else {
            throw StoreRefusals.notFound("group_id", "集团", "group")
        }
        try UnitAuthority.check(request.caller, changes: group.district)
        return group
    }

    private static func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ changed: Changed<Response>, _ request: CommandRequest
    ) throws -> CommandOutcome<Response> {
        var work = RegistryWork()
        work.apply(changed.decision)
        let author = ChangeAuthor(request.caller, reason: request.reason)
        return CommandOutcome(
            changed.response, writes: try work.statements(by: author) + changed.writes,
            events: try work.events(), subjects: work.subjects, districts: work.concerned)
    }

    private static func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ decision: Decision<Partner>, _ request: CommandRequest,
        _ respond: @Sendable (Partner) throws -> Response
    ) throws -> CommandOutcome<Response> {
        var work = RegistryWork()
        work.apply(decision)
        let author = ChangeAuthor(request.caller, reason: request.reason)
        return CommandOutcome(
            try respond(decision.state), writes: try work.statements(by: author),
            events: try work.events(), subjects: work.subjects, districts: work.concerned)
    }
}
