import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// An agenda item as it is shown.
struct ResolutionView: Sendable {
    let item: Resolution
    let body: Body
    /// Name of the school concerned; empty for none.
    let schoolName: String
    /// Names of the committees that advised.
    let advisers: [BodyID: String]
}

/// Changes agenda items, under a lock on their body.
struct ResolutionStore: Sendable {
    let commands: CommandExecutor
    let policies: PolicyStore

    /// Puts a matter on the agenda.
    /// - Throws: `not-found`, and what `ProposeResolution` refuses.
    func propose<Response: SwiftProtobuf.Message & Sendable>(
        _ propose: ProposeResolution, in id: BodyID, by caller: Caller, _ request: CommandRequest,
        respond: @escaping @Sendable (ResolutionView) throws -> Response
    ) async throws -> Response {
        let policies = policies
        return try await commands.run(request) { tx, _, now in
            let today = CalendarDate(shanghai: now)
            let loaded = try await LoadedBody.load(
                tx, id, lock: .update, policies: policies, on: today)
            try await Self.checkMatter(propose.matter, of: loaded.body.owner.unit, tx)
            let schools = try await UnitFace.schools(tx, of: loaded.body.owner.unit, on: today)
            let decision = try propose.decide(
                loaded.body, by: caller, on: today, loaded.rules, schools)
            return try await Self.outcome(decision, loaded.rules, tx, request, respond)
        }
    }

    /// Advises, decides or withdraws.
    /// - Parameter adviser: the committee that advises; `nil` for other changes.
    /// - Throws: `not-found`, and what `decide` refuses.
    func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: ResolutionID, _ request: CommandRequest, adviser: BodyID? = nil,
        decide:
            @escaping @Sendable (Resolution, LoadedBody, Body?, CalendarDate) throws ->
            ResolutionDecision,
        respond: @escaping @Sendable (ResolutionView) throws -> Response
    ) async throws -> Response {
        let policies = policies
        return try await commands.run(request) { tx, _, now in
            let today = CalendarDate(shanghai: now)
            // To which body it belongs never changes: it may be read before it is locked.
            guard let glance = try await ResolutionTable.load(tx, [id]).first else {
                throw StoreRefusals.notFound("resolution_id", "议题", "resolution")
            }
            let loaded = try await LoadedBody.load(
                tx, glance.body, lock: .update, policies: policies, on: today)
            let committee = try await adviser.asyncMap { adviser in
                guard let body = try await BodyTable.load(tx, [adviser]).first else {
                    throw StoreRefusals.notFound("adviser_id", "咨询机构", "adviser")
                }
                return body
            }
            guard let item = try await ResolutionTable.load(tx, [id], lock: .update).first else {
                throw StoreRefusals.notFound("resolution_id", "议题", "resolution")
            }
            let decision = try decide(item, loaded, committee, today)
            return try await Self.outcome(decision, loaded.rules, tx, request, respond)
        }
    }

    /// What a matter is about must be of the same unit.
    private static func checkMatter(
        _ matter: AgendaMatter, of unit: UnitReference, _ tx: PostgresTransaction
    ) async throws {
        switch matter {
        case .member, .general: return
        case .case(let id):
            let rows = try await tx.query(
                """
                SELECT 1 FROM registry.case_file \
                WHERE id = \(id.rawValue) AND group_id = \(unit.groupID)
                """)
            if rows.isEmpty { throw StoreRefusals.notFound("case_id", "事项", "case") }
        case .document(let id, let version):
            let rows = try await tx.query(
                """
                SELECT 1 FROM registry.document d JOIN registry.document_version v \
                ON v.document_id = d.id WHERE d.id = \(id.rawValue) \
                AND d.unit = \(unit.description) AND v.number = \(Int32(version))
                """)
            if rows.isEmpty { throw StoreRefusals.notFound("document_id", "文件", "document") }
        }
    }

    private static func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ decision: ResolutionDecision, _ rules: BodyRules, _ tx: PostgresTransaction,
        _ request: CommandRequest, _ respond: @Sendable (ResolutionView) throws -> Response
    ) async throws -> CommandOutcome<Response> {
        var work = RegistryWork()
        work.apply(decision)
        let (body, item) = (decision.body, decision.resolution)
        let view = try await views([item], [body], tx).first
        guard let view else { throw UnreadableRow(description: "a resolution without a body") }
        let author = ChangeAuthor(request.caller, reason: request.reason)
        return CommandOutcome(
            try respond(view),
            writes: try work.statements(by: author)
                + BodyTable.save(body, isOnly: !rules.votes.isEmpty)
                + [ResolutionTable.save(item, districts: body.owner.districts)],
            events: try work.events(), subjects: work.subjects, districts: work.concerned)
    }

    /// Agenda items with the names they need.
    static func views(_ items: [Resolution], _ bodies: [Body], _ tx: PostgresTransaction)
        async throws -> [ResolutionView]
    {
        let byID = Dictionary(bodies.map { ($0.id, $0) }) { first, _ in first }
        let schools = items.compactMap(\.concerned).map { UnitReference(.school, $0.description) }
        let names = try await UnitFace.names(tx, of: schools)
        let advisers = items.flatMap(\.advice).map(\.adviser.rawValue)
        let rows = try await tx.query(
            "SELECT id, name FROM registry.body WHERE id = any(\(advisers))")
        let called: [BodyID: String] = Dictionary(
            try rows.map { (try $0.id("id"), try $0.get("name")) }
        ) { first, _ in first }
        return items.compactMap { item in
            byID[item.body].map { body in
                ResolutionView(
                    item: item, body: body,
                    schoolName: item.concerned.flatMap {
                        names[UnitReference(.school, $0.description)]
                    } ?? "",
                    advisers: called)
            }
        }
    }
}

extension Optional {
    /// `map` with a step that waits.
    fileprivate func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async rethrows
        -> Value?
    {
        if let self { try await body(self) } else { nil }
    }
}
