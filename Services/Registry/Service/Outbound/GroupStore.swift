import Foundation
package import RegistryCore
package import SwiftProtobuf
package import TaoliMessaging
package import TaoliModels
import TaoliPostgres

/// Changes groups: loads under locks, lets Core decide, and returns what is to be written.
package struct GroupStore: Sendable {
    private let commands: CommandExecutor

    package init(commands: CommandExecutor) { self.commands = commands }

    /// What a new group is to be, before its leads are loaded.
    package struct Founding: Sendable {
        let id: GroupID
        let name: String
        let kind: GroupKind
        let district: DistrictCode
        let foundedOn: CalendarDate
        /// Sites in the order given, each with the id its membership gets.
        let leads: [(site: SiteID, membership: MembershipID)]
    }

    /// Founds a group. The view is of its first day.
    /// - Throws: `unknown-district`, `not-found`, and what `FoundGroup` throws.
    package func found<Response: SwiftProtobuf.Message & Sendable>(
        _ founding: Founding, _ request: CommandRequest,
        respond: @escaping @Sendable (GroupView) throws -> Response
    ) async throws -> Response {
        let load = [
            DistrictTable.select(codes: [founding.district], lock: .share),
            SiteTable.select(ids: founding.leads.map(\.site), lock: .share),
            GroupTable.select(keys: [GroupKey(name: founding.name, district: founding.district)]),
        ]
        return try await StoreRefusals.explained {
            try await commands.run(request, load: load) { tx, loaded, _ in
                let district = try DistrictTable.decode(loaded[0].rows).first
                guard let district, !district.isWithdrawn else {
                    throw StoreRefusals.unknownDistrict
                }
                var work = RegistryWork()
                let sites = try SiteTable.decode(loaded[1].rows)
                sites.forEach { work.load($0) }
                let leads = try founding.leads.map { lead in
                    guard let site = work.sites[lead.site] else {
                        throw StoreRefusals.notFound("lead_site_ids", "校区", "site")
                    }
                    return FoundGroup.Joining(lead.membership, site: site)
                }
                let holder = try loaded[2].rows.first.map { try $0.id("id", as: GroupID.self) }
                work.apply(
                    try FoundGroup(
                        id: founding.id, name: founding.name, kind: founding.kind,
                        district: founding.district, foundedOn: founding.foundedOn, leads: leads,
                        reason: request.reason
                    ).decide(nameHolder: holder))
                return try await outcome(
                    work, founding.id, on: founding.foundedOn, tx, request, respond)
            }
        }
    }

    /// Lets a site join. The view is of its first day in the group.
    /// - Throws: `not-found`, `not-your-group`, and what `BeginMembership` throws, the group's own
    ///   limit included.
    package func begin<Response: SwiftProtobuf.Message & Sendable>(
        _ command: BeginMembership, site: SiteID, in group: GroupID, _ request: CommandRequest,
        respond: @escaping @Sendable (GroupView) throws -> Response
    ) async throws -> Response {
        let load = [
            SiteTable.select(ids: [site], lock: .share), DesignationTable.select([.group(group)]),
        ]
        return try await change(
            group, request, load: load, on: command.from, respond
        ) { group, loaded in
            guard let site = try SiteTable.decode(loaded[0].rows).first else {
                throw StoreRefusals.notFound("site_id", "校区", "site")
            }
            let limit = try DesignationTable.decode(loaded[1].rows).sizeLimit(on: command.from)
            return try command.decide(group, site: site, sizeLimit: limit)
        }
    }

    /// Lets a site leave. The view is of the first day without it.
    /// - Throws: `not-found`, `not-your-group`, and what `EndMembership` throws.
    package func end<Response: SwiftProtobuf.Message & Sendable>(
        _ command: EndMembership, in group: GroupID, _ request: CommandRequest,
        respond: @escaping @Sendable (GroupView) throws -> Response
    ) async throws -> Response {
        try await change(group, request, load: [], on: command.until, respond) { group, _ in
            try command.decide(group)
        }
    }

    /// Closes a group. The view is of the first day without it.
    /// - Throws: `not-found`, `not-your-group`, and what `CloseGroup` throws.
    package func close<Response: SwiftProtobuf.Message & Sendable>(
        _ command: CloseGroup, _ group: GroupID, _ request: CommandRequest,
        respond: @escaping @Sendable (GroupView) throws -> Response
    ) async throws -> Response {
        try await change(group, request, load: [], on: command.closedOn, respond) { group, _ in
            try command.decide(group)
        }
    }

    /// Sites are locked before the group (see the migration's head).
    private func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: GroupID, _ request: CommandRequest, load: [SQL], on date: CalendarDate,
        _ respond: @escaping @Sendable (GroupView) throws -> Response,
        decide: @escaping @Sendable (Group, [PostgresResult]) throws -> Decision<Group>
    ) async throws -> Response {
        let group = [
            GroupTable.select(ids: [id], lock: .update), GroupTable.memberships(of: [id]),
        ]
        return try await commands.run(request, load: load + group) { tx, loaded, _ in
            let stored = try GroupTable.decode(
                loaded[load.count].rows, memberships: loaded[load.count + 1].rows
            ).first
            guard let stored else { throw StoreRefusals.notFound("group_id", "集团", "group") }
            try GroupAuthority.check(request.caller, changes: stored.district)
            var work = RegistryWork()
            work.load(stored)
            work.apply(try decide(stored, Array(loaded.prefix(load.count))))
            return try await outcome(work, id, on: date, tx, request, respond)
        }
    }

    private func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ work: RegistryWork, _ id: GroupID, on date: CalendarDate, _ tx: PostgresTransaction,
        _ request: CommandRequest, _ respond: @Sendable (GroupView) throws -> Response
    ) async throws -> CommandOutcome<Response> {
        guard let group = work.groups[id] else {
            throw StoreRefusals.notFound("group_id", "集团", "group")
        }
        let sites = group.members(on: date).map(\.siteID)
        let view = GroupView(group: group, on: date, faces: try await SiteFace.load(tx, sites))
        return CommandOutcome(
            try respond(view),
            writes: try work.statements(
                by: ChangeAuthor(request.caller, reason: request.reason)),
            events: try work.events(), subjects: work.subjects, districts: work.concerned)
    }
}
