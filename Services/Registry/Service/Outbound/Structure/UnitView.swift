import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// A unit as it is shown on a day: its names, its links, what is said of it, the rights it has.
struct UnitView: Sendable {
    let unit: UnitKey
    let name: String
    let district: DistrictCode
    let on: CalendarDate
    var names: NameHistory
    var links: [Link] = []
    var designations: [Designation] = []
    var rights: [UnitRightRule] = []

    struct Link: Sendable {
        let relation: String
        let way: String
        let unit: String
        let name: String
        let on: String
        let reason: String

        init(_ row: PostgresRow) throws {
            relation = try row.get("relation")
            way = try row.get("way")
            unit = try row.get("unit")
            name = try row.get("name", as: String?.self) ?? ""
            on = try row.get("day", as: String?.self) ?? ""
            reason = try row.get("reason")
        }
    }

    init(
        unit: UnitKey, name: String, district: DistrictCode, on: CalendarDate, names: NameHistory
    ) {
        self.unit = unit
        self.name = name
        self.district = district
        self.on = on
        self.names = names
    }

    /// The unit as a command left it; links and rights are for whoever asks.
    init(_ unit: UnitKey, _ change: UnitStore.Change, _ loaded: LoadedUnit, on: CalendarDate)
        throws
    {
        let name: String? =
            switch unit {
            case .group(let id): change.work.groups[id]?.name
            case .school(let id): change.work.schools[id]?.name
            case .site(let id): change.work.sites[id]?.name
            }
        guard let name else { throw StoreRefusals.notFound("unit", "单位", "unit") }
        self.init(
            unit: unit, name: name, district: loaded.district, on: on, names: NameHistory([]))
        designations = change.work.changes.compactMap {
            switch $0.event {
            case .groupDesignated(_, let item), .schoolDesignated(_, let item): item
            default: nil
            }
        }
    }
}
