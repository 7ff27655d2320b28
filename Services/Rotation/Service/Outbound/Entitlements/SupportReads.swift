import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Reads what establishments of sending schools support (XN-25), school by school.
struct SupportReads {
    let tx: PostgresTransaction
    let reader: RotationReader

    /// In the order of the schools' ids.
    ///
    /// - Parameter kinds: only placements of these; none: all.
    func list(
        _ year: SchoolYear, group: GroupID?, kinds: [String], after: SchoolID?, size: Int
    ) async throws -> (schools: [Taoli_Rotation_V1_EstablishmentSupport], next: SchoolID?) {
        var conditions: [SQL] = [
            reader.homePlacements, "p.starts_on < p.ends_on",
            "p.starts_on < \(year.firstDayAfter.description)::date",
            "p.ends_on > \(year.firstDay.description)::date",
        ]
        if let group { conditions.append("p.group_id = \(group.rawValue)") }
        if !kinds.isEmpty { conditions.append("p.kind = any(\(kinds))") }
        let condition = conditions.joined(separator: " AND ")
        let further: SQL = after.map { "AND p.home > \($0.rawValue)" } ?? ""
        let rows = try await tx.query(
            """
            SELECT DISTINCT p.home FROM rotation.placement p \
            WHERE \(fragment: condition) \(fragment: further) ORDER BY p.home LIMIT \(size + 1)
            """)
        let homes = try rows.prefix(size).map { try $0.id("home", as: SchoolID.self) }
        let found = try await StayTable.load(
            tx, where: condition + " AND p.home = any(\(homes.map(\.rawValue)))")
        let names = try await FactsReads.names(tx, homes)
        let stays = Dictionary(grouping: found, by: \.home)
        let schools = homes.map { home in
            EstablishmentSupport(stays[home] ?? [], in: year).message(home, names[home], year)
        }
        return (schools, rows.count > size ? homes.last : nil)
    }
}

extension EstablishmentSupport {
    fileprivate func message(_ school: SchoolID, _ name: String?, _ year: SchoolYear)
        -> Taoli_Rotation_V1_EstablishmentSupport
    {
        .with {
            $0.schoolID = school.description
            $0.schoolName = name ?? ""
            $0.schoolYear = year.description
            $0.teachers = Int32(teachers)
            $0.wholeTime = Int32(wholeTime)
            $0.postsHundredths = Int32(postsHundredths)
            $0.kinds = kinds.map { item in
                .with {
                    $0.kind = item.kind.rawValue
                    $0.teachers = Int32(item.teachers)
                }
            }
        }
    }
}
