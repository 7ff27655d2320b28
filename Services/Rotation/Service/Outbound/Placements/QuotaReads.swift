import Foundation
import RotationCore
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// A school's year: what its decided plan asked and what became of it.
struct SchoolYearQuota: Sendable {
    let plan: PlanID
    let group: GroupID
    let stage: Stage
    let school: SchoolID
    let schoolName: String
    let isStrong: Bool
    let eligible: Int
    let quota: Int
    let keyRequired: Int
    /// Flow of the year.
    let sent: [TeacherStay]
    let came: [TeacherStay]
    /// Stock on the day, over all years.
    let servingOut: Int
    let servingIn: Int
    /// Of strong schools, one a share of the pack.
    let shares: [YearQuota.Finding]
}

/// Reads what became of decided plans, school by school.
struct QuotaReads {
    let tx: PostgresTransaction
    let reader: RotationReader

    /// By group, stage and school.
    ///
    /// - Parameters:
    ///   - day: for which the stock is counted.
    ///   - after: the last school read, as group, stage and school.
    func list(
        _ year: SchoolYear, group: GroupID?, on day: CalendarDate, after: [String]?, size: Int
    ) async throws -> (quotas: [SchoolYearQuota], next: [String]?) {
        var conditions: [SQL] = [reader.planSchools, "s.school_year = \(year.description)"]
        if let group { conditions.append("s.group_id = \(group.rawValue)") }
        if let after, let group = UUID(uuidString: after[0]),
            let school = UUID(uuidString: after[2])
        {
            conditions.append(
                "(s.group_id, s.stage, s.school_id) > (\(group), \(after[1]), \(school))")
        }
        let rows = try await tx.query(
            """
            SELECT s.plan_id, s.group_id, s.stage, s.school_id, s.is_strong, s.eligible, \
            s.quota, s.key_required, coalesce(c.name, '') AS name FROM rotation.plan_school s \
            LEFT JOIN rotation.school c ON c.school_id = s.school_id \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY s.group_id, s.stage, s.school_id LIMIT \(size + 1)
            """)
        let page = Array(rows.prefix(size))
        let plans = try await packs(Set(try page.map { try $0.id("plan_id", as: PlanID.self) }))
        let stays = try await flow(Array(plans.keys))
        let schools = try page.map { try $0.id("school_id", as: SchoolID.self) }
        let stock = try await stock(schools, on: day)
        let quotas = try page.map { try quota($0, plans, stays, stock) }
        let last = rows.count > size ? quotas.last : nil
        return (
            quotas,
            last.map { [$0.group.description, $0.stage.rawValue, $0.school.description] }
        )
    }

    private func quota(
        _ row: PostgresRow, _ packs: [PlanID: PolicyPack], _ stays: [PlanID: [TeacherStay]],
        _ stock: [SchoolID: (out: Int, in: Int)]
    ) throws -> SchoolYearQuota {
        let (plan, school): (PlanID, SchoolID) = (try row.id("plan_id"), try row.id("school_id"))
        let isStrong: Bool = try row.get("is_strong")
        let own = stays[plan] ?? []
        let sent = own.filter { $0.home == school }
        let eligible: Int = try row.get("eligible")
        let shares =
            isStrong
            ? packs[plan].map { pack in
                YearQuota(eligible: eligible, stays: sent.map(\.counted)).findings(pack)
            } ?? [] : []
        return SchoolYearQuota(
            plan: plan, group: try row.id("group_id"), stage: try row.value("stage"),
            school: school, schoolName: try row.get("name"), isStrong: isStrong,
            eligible: eligible, quota: try row.get("quota"),
            keyRequired: try row.get("key_required"), sent: sent,
            came: own.filter { $0.receiving == school }, servingOut: stock[school]?.out ?? 0,
            servingIn: stock[school]?.in ?? 0, shares: shares)
    }

    /// The packs by which the plans were made.
    private func packs(_ plans: Set<PlanID>) async throws -> [PlanID: PolicyPack] {
        let rows = try await tx.query(
            """
            SELECT id, pack, pack_file FROM rotation.plan \
            WHERE id = any(\(plans.map(\.rawValue)))
            """)
        return Dictionary(
            try rows.map { row in
                (
                    try row.id("id"),
                    try RotationPacks.kept(row.get("pack_file"), row.get("pack"))
                )
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The plans' placements; one that ended before it began never was.
    private func flow(_ plans: [PlanID]) async throws -> [PlanID: [TeacherStay]] {
        let found = try await StayTable.load(
            tx, where: "p.plan_id = any(\(plans.map(\.rawValue)))")
        var flow: [PlanID: [TeacherStay]] = [:]
        for stay in found where stay.from < stay.until {
            if let plan = stay.plan { flow[plan, default: []].append(stay) }
        }
        return flow
    }

    /// Who is out of and in each school on a day for the whole working time, over all years.
    private func stock(_ schools: [SchoolID], on day: CalendarDate) async throws
        -> [SchoolID: (out: Int, in: Int)]
    {
        let ids = schools.map(\.rawValue)
        let rows = try await tx.query(
            """
            SELECT home, receiving FROM rotation.placement \
            WHERE (home = any(\(ids)) OR receiving = any(\(ids))) \
            AND share = 100 AND starts_on <= \(day.description)::date \
            AND ends_on > \(day.description)::date
            """)
        var stock: [SchoolID: (out: Int, in: Int)] = [:]
        for row in rows {
            stock[try row.id("home"), default: (0, 0)].out += 1
            stock[try row.id("receiving"), default: (0, 0)].in += 1
        }
        return stock
    }
}

extension TeacherStay {
    /// As a year's quota counts it.
    fileprivate var counted: YearQuota.Stay {
        YearQuota.Stay(
            kind: kind, isKey: isKey,
            years: state == .ended ? wholeYears(until: until) : years(until: until))
    }
}
