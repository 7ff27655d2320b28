import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// What a list of placements is narrowed to; `nil` does not narrow.
struct StayFilter: Sendable {
    var plan: PlanID?
    var person: PersonID?
    /// Home or receiving; with `duty` home alone.
    var school: SchoolID?
    var year: SchoolYear?
    var state: StayState?
    var group: GroupID?
    var kind: PlacementKind?
    var team: TeamID?
    /// Begun ones of a school year for which an allowance may be due.
    var allowance: SchoolYear?
    /// Those with a duty.
    var duty: DutyFilter?
}

/// Which duties after the return.
enum DutyFilter: Sendable {
    case all
    case open
    case takenUp
}

/// Reads placements within a transaction in the caller's scope; the reader's condition narrows it.
struct StayReads {
    let tx: PostgresTransaction
    let reader: RotationReader

    /// - Throws: `not-found`.
    func stay(_ id: PlacementID) async throws -> TeacherStay {
        let found = try await StayTable.load(
            tx, where: "p.id = \(id.rawValue) AND \(fragment: reader.placements)")
        guard let stay = found.first else {
            throw RotationRefusals.notFound("id", "派出", "placement")
        }
        return stay
    }

    /// Newest first: ids are UUIDv7.
    func list(_ filter: StayFilter, after: PlacementID?, size: Int) async throws
        -> (stays: [TeacherStay], next: PlacementID?)
    {
        var conditions: [SQL] = [
            filter.duty == nil ? reader.placements : reader.homePlacements
        ]
        if let plan = filter.plan { conditions.append("p.plan_id = \(plan.rawValue)") }
        if let person = filter.person { conditions.append("p.person_id = \(person.rawValue)") }
        if let school = filter.school, filter.duty != nil {
            conditions.append("p.home = \(school.rawValue)")
        } else if let school = filter.school {
            conditions.append(
                "(p.home = \(school.rawValue) OR p.receiving = \(school.rawValue))")
        }
        if let year = filter.year { conditions.append("p.school_year = \(year.description)") }
        if let state = filter.state { conditions.append("p.state = \(state.rawValue)") }
        if let kind = filter.kind { conditions.append("p.kind = \(kind.rawValue)") }
        if let team = filter.team { conditions.append("p.team_id = \(team.rawValue)") }
        if let group = filter.group { conditions.append("p.group_id = \(group.rawValue)") }
        if let year = filter.allowance {
            conditions.append(
                """
                p.allowance_clause IS NOT NULL AND p.began_on < p.ends_on \
                AND p.began_on < \(year.firstDayAfter.description)::date \
                AND p.ends_on > \(year.firstDay.description)::date
                """)
        }
        switch filter.duty {
        case .all: conditions.append("p.duty_opened_on IS NOT NULL")
        case .open:
            conditions.append("p.duty_opened_on IS NOT NULL AND p.duty_taken_on IS NULL")
        case .takenUp: conditions.append("p.duty_taken_on IS NOT NULL")
        case nil: break
        }
        if let after { conditions.append("p.id < \(after.rawValue)") }
        let found = try await StayTable.load(
            tx, where: conditions.joined(separator: " AND "), limit: size + 1, isNewestFirst: true)
        let page = Array(found.prefix(size))
        return (page, found.count > size ? page.last?.id : nil)
    }

    /// A person's placements and those with the person as mentor, as far as the caller may see them.
    func stays(of person: PersonID) async throws -> [TeacherStay] {
        try await StayTable.load(
            tx,
            where: """
                (p.person_id = \(person.rawValue) OR p.mentor_id = \(person.rawValue)) \
                AND \(fragment: reader.placements)
                """)
    }

    /// What groups are called.
    func groupNames(_ groups: Set<GroupID>) async throws -> [GroupID: String] {
        let rows = try await tx.query(
            """
            SELECT group_id, name FROM rotation.school_group \
            WHERE group_id = any(\(groups.map(\.rawValue)))
            """)
        return Dictionary(
            try rows.map { (try $0.id("group_id"), try $0.get("name")) },
            uniquingKeysWith: { first, _ in first })
    }
}
