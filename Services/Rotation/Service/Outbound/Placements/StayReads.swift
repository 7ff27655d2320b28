import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPostgres

/// What a list of placements is narrowed to; `nil` does not narrow.
struct StayFilter: Sendable {
    let plan: PlanID?
    let person: PersonID?
    let school: SchoolID?
    let year: SchoolYear?
    let state: StayState?
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
        var conditions: [SQL] = [reader.placements]
        if let plan = filter.plan { conditions.append("p.plan_id = \(plan.rawValue)") }
        if let person = filter.person { conditions.append("p.person_id = \(person.rawValue)") }
        if let school = filter.school {
            conditions.append(
                "(p.home = \(school.rawValue) OR p.receiving = \(school.rawValue))")
        }
        if let year = filter.year { conditions.append("p.school_year = \(year.description)") }
        if let state = filter.state { conditions.append("p.state = \(state.rawValue)") }
        if let after { conditions.append("p.id < \(after.rawValue)") }
        let found = try await StayTable.load(
            tx, where: conditions.joined(separator: " AND "), limit: size + 1, isNewestFirst: true)
        let page = Array(found.prefix(size))
        return (page, found.count > size ? page.last?.id : nil)
    }

    /// A person's placements, as far as the caller may see them.
    func stays(of person: PersonID) async throws -> [TeacherStay] {
        try await StayTable.load(
            tx, where: "p.person_id = \(person.rawValue) AND \(fragment: reader.placements)")
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
