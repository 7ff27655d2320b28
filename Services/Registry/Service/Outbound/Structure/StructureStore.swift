import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Merges and splits groups: all of them are locked and written in one transaction.
struct StructureStore: Sendable {
    let commands: CommandExecutor

    /// What is merged into what.
    struct Merging: Sendable {
        let groups: [GroupID]
        let successor: Successor
        let command: MergeGroups

        enum Successor: Sendable {
            case existing(GroupID)
            case new(MergeGroups.NewGroup)
        }

        /// The group that is there afterwards.
        var result: GroupID {
            switch successor {
            case .existing(let id): id
            case .new(let group): group.id
            }
        }

        var loaded: [GroupID] {
            if case .existing(let id) = successor { return groups + [id] }
            return groups
        }
    }

    /// Merges groups. The view is of the successor on its day.
    /// - Throws: `not-found`, `not-your-group`, and what `MergeGroups` throws.
    func merge<Response: SwiftProtobuf.Message & Sendable>(
        _ merging: Merging, _ request: CommandRequest,
        respond: @escaping @Sendable (GroupView) throws -> Response
    ) async throws -> Response {
        try await change(merging.loaded, request, on: merging.command.on) { tx, groups, sites in
            let sources = try merging.groups.map { try Self.find($0, groups) }
            switch merging.successor {
            case .existing(let id):
                return try merging.command.decide(
                    sources, into: try Self.find(id, groups), sites: sites,
                    newID: { MembershipID(.version7()) })
            case .new(let new):
                let holder = try await Self.holders([new.name], sources.first?.district, tx)
                return try merging.command.decide(
                    sources, founding: new, sites: sites, nameHolder: holder[new.name],
                    newID: { MembershipID(.version7()) })
            }
        } respond: { views in
            guard let view = views.first(where: { $0.group.id == merging.result }) else {
                throw StoreRefusals.notFound("successor_id", "集团", "group")
            }
            return try respond(view)
        }
    }

    /// Splits a group. The views are of the parts on their first day.
    /// - Throws: `not-found`, `not-your-group`, and what `SplitGroup` throws.
    func split<Response: SwiftProtobuf.Message & Sendable>(
        _ command: SplitGroup, of group: GroupID, _ request: CommandRequest,
        respond: @escaping @Sendable ([GroupView]) throws -> Response
    ) async throws -> Response {
        try await change([group], request, on: command.on) { tx, groups, sites in
            let whole = try Self.find(group, groups)
            let holders = try await Self.holders(command.parts.map(\.name), whole.district, tx)
            return try command.decide(
                whole, sites: sites, nameHolders: holders, newID: { MembershipID(.version7()) })
        } respond: { views in
            try respond(views.filter { $0.group.id != group })
        }
    }

    private typealias Deciding =
        @Sendable (PostgresTransaction, [GroupID: Group], [SiteID: Site]) async throws ->
        StructureDecision

    private func change<Response: SwiftProtobuf.Message & Sendable>(
        _ ids: [GroupID], _ request: CommandRequest, on date: CalendarDate,
        decide: @escaping Deciding,
        respond: @escaping @Sendable ([GroupView]) throws -> Response
    ) async throws -> Response {
        let load = [
            GroupTable.select(ids: ids, lock: .update), GroupTable.memberships(of: ids),
        ]
        return try await StoreRefusals.explained {
            try await commands.run(request, load: load) { tx, loaded, _ in
                let stored = try GroupTable.decode(
                    loaded[0].rows, memberships: loaded[1].rows)
                for group in stored {
                    try GroupAuthority.check(request.caller, changes: group.district)
                }
                let groups = Dictionary(stored.map { ($0.id, $0) }) { first, _ in first }
                let sites = try await Self.sites(stored, tx)
                let decision = try await decide(tx, groups, sites)
                return try await Self.outcome(decision, on: date, tx, request, respond)
            }
        }
    }

    private static func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ decision: StructureDecision, on date: CalendarDate, _ tx: PostgresTransaction,
        _ request: CommandRequest, _ respond: @Sendable ([GroupView]) throws -> Response
    ) async throws -> CommandOutcome<Response> {
        var work = RegistryWork()
        decision.groups.forEach { work.apply($0) }
        let states = decision.groups.map(\.state)
        let sites = states.flatMap { $0.members(on: date).map(\.siteID) }
        let faces = try await SiteFace.load(tx, sites)
        let views = states.map { GroupView(group: $0, on: date, faces: faces) }
        let author = ChangeAuthor(request.caller, reason: request.reason)
        return CommandOutcome(
            try respond(views),
            writes: try work.statements(by: author) + [
                SuccessionTable.insert(decision.successions, districts: work.concerned)
            ],
            events: try work.events(), subjects: work.subjects, districts: work.concerned)
    }

    /// The groups' sites are only looked at, so they need no lock.
    private static func sites(_ groups: [Group], _ tx: PostgresTransaction) async throws
        -> [SiteID: Site]
    {
        let ids = Set(groups.flatMap { $0.memberships.map(\.siteID) })
        let sites = try SiteTable.decode(try await tx.query(SiteTable.select(ids: Array(ids))))
        return Dictionary(sites.map { ($0.id, $0) }) { first, _ in first }
    }

    private static func holders(
        _ names: [String], _ district: DistrictCode?, _ tx: PostgresTransaction
    ) async throws -> [String: GroupID] {
        guard let district else { return [:] }
        let keys = names.map { GroupKey(name: $0, district: district) }
        return try await tx.query(GroupTable.select(keys: keys)).reduce(into: [:]) {
            $0[try $1.get("name")] = try $1.id("id")
        }
    }

    private static func find(_ id: GroupID, _ groups: [GroupID: Group]) throws -> Group {
        guard let group = groups[id] else {
            throw StoreRefusals.notFound("group_ids", "集团", "group")
        }
        return group
    }
}
