import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// A body with the rules that hold for it now.
struct LoadedBody: Sendable {
    let body: Body
    let rules: BodyRules

    /// Locked in the migration's order, within a transaction that sees every district.
    /// - Throws: `not-found`.
    static func load(
        _ tx: PostgresTransaction, _ id: BodyID, lock: RowLock, policies: PolicyStore,
        on today: CalendarDate
    ) async throws -> LoadedBody {
        guard let body = try await BodyTable.load(tx, [id], lock: lock).first else {
            throw StoreRefusals.notFound("body_id", "机构", "body")
        }
        return LoadedBody(
            body: try await renewed(body, tx, lock),
            rules: try await rules(of: body, tx, policies, on: today))
    }

    /// The rules for a body.
    static func rules(
        of body: Body, _ tx: PostgresTransaction, _ policies: PolicyStore, on today: CalendarDate
    ) async throws -> BodyRules {
        try BodyRules.current(
            body, followed: try await policies.followed(tx, body.owner.district, on: today),
            kept: try await policies.pack(tx, version: body.packVersion))
    }

    /// A group's districts change with its members; whoever is concerned now is to hear of it.
    private static func renewed(_ body: Body, _ tx: PostgresTransaction, _ lock: RowLock)
        async throws -> Body
    {
        guard lock == .update,
            let districts = try await UnitFace.districts(tx, of: body.owner.unit)
        else { return body }
        return body.concerning(districts)
    }
}

/// A body as it is shown.
struct BodyView: Sendable {
    let body: Body
    let rules: BodyRules
    /// The day for which members are shown.
    let on: CalendarDate
    /// Names of the unit and of those for which members sit.
    let names: [UnitReference: String]
}

/// Changes bodies. Its transactions see every district, since a group may lie in two; who may do
/// what is Core's to decide.
struct BodyStore: Sendable {
    let commands: CommandExecutor
    let policies: PolicyStore

    /// What a command made of a body.
    struct Decided: Sendable {
        let decision: Decision<Body>
        let findings: [RuleFinding]

        init(_ decision: Decision<Body>, findings: [RuleFinding] = []) {
            self.decision = decision
            self.findings = findings
        }
    }

    /// Establishes a body.
    /// - Throws: `no-policy-bound`, `not-found`, and what `EstablishBody` refuses.
    func establish<Response: SwiftProtobuf.Message & Sendable>(
        kind: String, name: String, at unit: UnitReference, from: CalendarDate, by caller: Caller,
        _ request: CommandRequest, respond: @escaping @Sendable (BodyView) throws -> Response
    ) async throws -> Response {
        let policies = policies
        return try await StoreRefusals.explained {
            try await commands.run(request) { tx, _, now in
                let face = try await UnitFace.load(tx, unit, lock: .update)
                try UnitAuthority.check(caller, changes: face.owner)
                let pack = try await policies.current(
                    tx, face.owner.district, on: CalendarDate(shanghai: now))
                let decision = try EstablishBody(
                    id: BodyID(.version7()), kind: kind, name: name, owner: face.owner, from: from
                ).decide(
                    by: caller, pack: pack, lifetime: face.lifetime,
                    others: try await BodyTable.standing(tx, kind: kind, of: unit))
                let rules = try BodyRules(kind, in: pack)
                return try await BodyWriting(tx: tx, request: request, rules: rules)
                    .outcome(Decided(decision), on: from) { view, _ in try respond(view) }
            }
        }
    }

    /// Appoints, releases or dissolves.
    /// - Parameters:
    ///   - holder: who shall hold a post from which day, for the facts about it.
    ///   - day: for which members are shown afterwards.
    /// - Throws: `not-found`, and what `decide` refuses.
    func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: BodyID, _ request: CommandRequest, on day: CalendarDate,
        holder: (PostHolder, CalendarDate)? = nil,
        decide: @escaping @Sendable (LoadedBody, HolderFacts) throws -> Decided,
        respond: @escaping @Sendable (BodyView, [RuleFinding]) throws -> Response
    ) async throws -> Response {
        let policies = policies
        return try await StoreRefusals.explained {
            try await commands.run(request) { tx, _, now in
                let loaded = try await LoadedBody.load(
                    tx, id, lock: .update, policies: policies, on: CalendarDate(shanghai: now))
                let facts = try await Self.facts(holder, loaded.body, tx)
                let decided = try decide(loaded, facts)
                return try await BodyWriting(tx: tx, request: request, rules: loaded.rules)
                    .outcome(decided, on: day, respond: respond)
            }
        }
    }

    /// What is known of a holder on the first day.
    private static func facts(
        _ holder: (PostHolder, CalendarDate)?, _ body: Body, _ tx: PostgresTransaction
    ) async throws -> HolderFacts {
        guard let (holder, day) = holder else { return HolderFacts() }
        let schools = try await UnitFace.schools(tx, of: body.owner.unit, on: day)
        guard case .person(let id) = holder else { return HolderFacts(schools: schools) }
        let known = try await tx.query(
            "SELECT 1 FROM registry.person WHERE id = \(id.rawValue) AND NOT is_withdrawn")
        guard !known.isEmpty else {
            throw StoreRefusals.notFound("person_id", "人员", "person")
        }
        let rows = try await tx.query(
            """
            SELECT DISTINCT school_id FROM registry.employment \
            WHERE person_id = \(id.rawValue) AND post = 'principal' \
            AND valid_from <= \(day.description)::date \
            AND (valid_until IS NULL OR valid_until > \(day.description)::date)
            """)
        return HolderFacts(
            principalOf: Set(try rows.map { try $0.id("school_id") }), schools: schools)
    }
}

/// Writes what a command made of a body.
struct BodyWriting {
    let tx: PostgresTransaction
    let request: CommandRequest
    let rules: BodyRules

    func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ decided: BodyStore.Decided, on day: CalendarDate,
        respond: @Sendable (BodyView, [RuleFinding]) throws -> Response
    ) async throws -> CommandOutcome<Response> {
        var work = RegistryWork()
        work.apply(decided.decision)
        let body = decided.decision.state
        let view = try await view(body, on: day)
        let author = ChangeAuthor(request.caller, reason: request.reason)
        return CommandOutcome(
            try respond(view, decided.findings),
            writes: try work.statements(by: author)
                + BodyTable.save(body, isOnly: !rules.votes.isEmpty),
            events: try work.events(), subjects: work.subjects, districts: work.concerned)
    }

    func view(_ body: Body, on day: CalendarDate) async throws -> BodyView {
        let units = [body.owner.unit] + body.members(on: day).compactMap(\.unit)
        return BodyView(
            body: body, rules: rules, on: day, names: try await UnitFace.names(tx, of: units))
    }
}
