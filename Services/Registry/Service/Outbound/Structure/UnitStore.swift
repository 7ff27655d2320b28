import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Renames units and says things of them for a time.
struct UnitStore: Sendable {
    let commands: CommandExecutor
    let policies: PolicyStore

    /// What a command made of a unit, with what is to be written besides the record itself.
    struct Change: Sendable {
        var work = RegistryWork()
        var writes: [SQL] = []
        let unit: UnitKey
    }

    /// Gives a unit another name.
    /// - Throws: `not-found`, `not-your-unit`, and what `RenameUnit` throws.
    func rename<Response: SwiftProtobuf.Message & Sendable>(
        _ unit: UnitKey, _ command: RenameUnit, _ request: CommandRequest,
        respond: @escaping @Sendable (UnitView) throws -> Response
    ) async throws -> Response {
        try await run(unit, request, on: command.on) { tx, loaded, now in
            let names = try NameTable.decode(try await tx.query(NameTable.select(unit)))
            return try await Self.renamed(
                loaded, names, command, today: CalendarDate(shanghai: now), unit, tx)
        } respond: {
            try respond($0)
        }
    }

    /// Says something of a group or a school.
    /// - Throws: `not-found`, `not-your-unit`, `no-designations-for-sites`, and what `Designate`
    ///   throws.
    func designate<Response: SwiftProtobuf.Message & Sendable>(
        _ unit: UnitKey, _ command: Designate, _ request: CommandRequest,
        respond: @escaping @Sendable (UnitView) throws -> Response
    ) async throws -> Response {
        let policies = policies
        return try await run(unit, request, on: command.validity.from) { tx, loaded, _ in
            let held = try DesignationTable.decode(
                try await tx.query(DesignationTable.select([unit])))
            let pack = try await policies.followed(
                tx, loaded.district, on: command.validity.from)
            switch loaded {
            case .group(let group):
                let made = try command.decide(group, held, pack: pack)
                return Self.designated(made, unit, districts: group.districts)
            case .school(let school, let sites):
                let stages = Set(sites.flatMap(\.facts.kind.stages)).sorted()
                let made = try command.decide(school, stages: stages, held, pack: pack)
                return Self.designated(made, unit, districts: [school.district])
            case .site: throw Self.noneForSites
            }
        } respond: {
            try respond($0)
        }
    }

    /// Ends what is said of a group or a school.
    /// - Throws: as `designate`; what `EndDesignation` throws.
    func end<Response: SwiftProtobuf.Message & Sendable>(
        _ unit: UnitKey, _ command: EndDesignation, _ request: CommandRequest,
        respond: @escaping @Sendable (UnitView) throws -> Response
    ) async throws -> Response {
        try await run(unit, request, on: command.until) { tx, loaded, _ in
            let held = try DesignationTable.decode(
                try await tx.query(DesignationTable.select([unit])))
            switch loaded {
            case .group(let group):
                return Self.designated(
                    try command.decide(group, held), unit, districts: group.districts)
            case .school(let school, _):
                return Self.designated(
                    try command.decide(school, held), unit, districts: [school.district])
            case .site: throw Self.noneForSites
            }
        } respond: {
            try respond($0)
        }
    }

    private static func renamed(
        _ loaded: LoadedUnit, _ names: NameHistory, _ command: RenameUnit, today: CalendarDate,
        _ unit: UnitKey, _ tx: PostgresTransaction
    ) async throws -> Change {
        var change = Change(unit: unit)
        let history: NameHistory
        switch loaded {
        case .group(let group):
            let key = GroupKey(name: command.name, district: group.district)
            let holder = try await tx.query(GroupTable.select(keys: [key])).first.map {
                try $0.id("id", as: GroupID.self)
            }
            let made = try command.decide(group, names, nameHolder: holder, today: today)
            change.work.apply(made.decision)
            history = made.names
        case .school(let school, _):
            let made = try command.decide(school, names, today: today)
            change.work.apply(made.decision)
            history = made.names
        case .site(let site):
            let made = try command.decide(site, names, today: today)
            change.work.apply(made.decision)
            history = made.names
        }
        change.writes.append(
            NameTable.save(history, of: unit, districts: change.work.concerned))
        return change
    }

    private static func designated(
        _ made: Designate.Outcome<Group>, _ unit: UnitKey, districts: [DistrictCode]
    ) -> Change {
        var change = Change(unit: unit)
        change.work.apply(made.decision)
        change.writes = [DesignationTable.save(made.changed, districts: districts)]
        return change
    }

    private static func designated(
        _ made: Designate.Outcome<School>, _ unit: UnitKey, districts: [DistrictCode]
    ) -> Change {
        var change = Change(unit: unit)
        change.work.apply(made.decision)
        change.writes = [DesignationTable.save(made.changed, districts: districts)]
        return change
    }

    private func run<Response: SwiftProtobuf.Message & Sendable>(
        _ unit: UnitKey, _ request: CommandRequest, on date: CalendarDate,
        decide: @escaping @Sendable (PostgresTransaction, LoadedUnit, Date) async throws -> Change,
        respond: @escaping @Sendable (UnitView) throws -> Response
    ) async throws -> Response {
        try await StoreRefusals.explained {
            try await commands.run(request) { tx, _, now in
                let loaded = try await LoadedUnit.load(unit, tx)
                try UnitAuthority.check(request.caller, changes: loaded.district)
                let change = try await decide(tx, loaded, now)
                let author = ChangeAuthor(request.caller, reason: request.reason)
                let view = try UnitView(unit, change, loaded, on: date)
                return CommandOutcome(
                    try respond(view),
                    writes: try change.work.statements(by: author) + change.writes,
                    events: try change.work.events(), subjects: change.work.subjects,
                    districts: change.work.concerned)
            }
        }
    }

    private static let noneForSites = Refusal(
        .invalid, "no-designations-for-sites", field: "unit",
        what: Wording("校区没有单独的认定。", "Nothing is said of a site by itself."),
        next: Wording("请用学校或集团。", "Name the school or the group."))
}

/// A unit, locked.
enum LoadedUnit: Sendable {
    case group(Group)
    case school(School, [Site])
    case site(Site)

    /// - Throws: `not-found`.
    static func load(_ unit: UnitKey, _ tx: PostgresTransaction) async throws -> LoadedUnit {
        switch unit {
        case .group(let id):
            let groups = try await GroupTable.load(
                tx, GroupTable.select(ids: [id], lock: .update))
            guard let group = groups.first else {
                throw StoreRefusals.notFound("unit", "集团", "group")
            }
            return .group(group)
        case .school(let id):
            let results = try await tx.pipeline([
                SiteTable.select(schools: [id], lock: .share),
                SchoolTable.select(ids: [id], lock: .update),
            ])
            guard let school = try SchoolTable.decode(results[1].rows).first else {
                throw StoreRefusals.notFound("unit", "学校", "school")
            }
            return .school(school, try SiteTable.decode(results[0].rows))
        case .site(let id):
            let rows = try await tx.query(SiteTable.select(ids: [id], lock: .update))
            guard let site = try SiteTable.decode(rows).first, !site.isWithdrawn else {
                throw StoreRefusals.notFound("unit", "校区", "site")
            }
            return .site(site)
        }
    }

    /// Whose it is.
    var district: DistrictCode {
        switch self {
        case .group(let group): group.district
        case .school(let school, _): school.district
        case .site(let site): site.district
        }
    }
}
