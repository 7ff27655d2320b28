import Foundation
import NotificationCore
import TaoliHost
import TaoliModels
import TaoliPostgres

/// Whose a group is and which schools lead it or belong to it, from notification's own copy.
struct GroupCircle {
    let bureau: DistrictCode
    let foundedOn: CalendarDate
    /// Schools of the sites that lead it, sorted.
    let leads: [SchoolID]
    /// Schools of its other sites, sorted.
    let members: [SchoolID]

    init(_ row: PostgresRow) throws {
        guard let bureau = DistrictCode(try row.get("district")) else {
            throw StoredValueError(column: "district")
        }
        self.bureau = bureau
        foundedOn = try row.date("founded_on")
        leads = try row.get("leads", as: [UUID].self).map { SchoolID($0) }
        members = try row.get("members", as: [UUID].self).map { SchoolID($0) }
    }

    /// Leads are those of the day on which the happening holds (of a leaving: the last day before
    /// it, so that when a group closes each lead hears of each leaving), and those of the day on
    /// which it was recorded, so that whoever leads now hears of what is dated back.
    ///
    /// A lead is the school to which its site belongs now. An import moves sites just before it
    /// records memberships, and the copy of a site may come later than its group's events; there
    /// it is the school named in the membership, or schools that no longer exist would be told.
    static func statement(_ happening: GroupHappening, recordedOn recorded: CalendarDate) -> SQL {
        let day: SQL =
            switch happening.what {
            case .founded, .joined: "\(happening.date.description)::date"
            case .left:
                """
                greatest(\(happening.date.description)::date - 1, (SELECT starts_on \
                FROM notification.membership WHERE membership_id = \(happening.membershipID)))
                """
            }
        let school: SQL =
            happening.importJobID == nil ? "coalesce(s.school_id, m.school_id)" : "m.school_id"
        return statement(happening.groupID, on: day, recordedOn: recorded, school: school)
    }

    /// The circle of a group as a whole: of its last day before the news where it ends or is
    /// divided, else of the day of the news.
    static func statement(_ group: GroupID, _ news: UnitNews, recordedOn recorded: CalendarDate)
        -> SQL
    {
        let day: SQL =
            switch news.happening {
            case .merged, .split: "\(news.date.description)::date - 1"
            case .tookOver, .renamed, .designated: "\(news.date.description)::date"
            }
        return statement(
            group, on: day, recordedOn: recorded, school: "coalesce(s.school_id, m.school_id)")
    }

    private static func statement(
        _ group: GroupID, on day: SQL, recordedOn recorded: CalendarDate, school: SQL
    ) -> SQL {
        func schools(_ role: SQL) -> SQL {
            """
            ARRAY(SELECT DISTINCT \(fragment: school) FROM notification.membership m \
            LEFT JOIN notification.site s ON s.site_id = m.site_id \
            WHERE m.group_id = g.group_id AND m.role = \(fragment: role) AND (\
            m.starts_on <= d.day AND coalesce(m.ends_on > d.day, true) \
            OR m.starts_on <= \(recorded.description)::date \
            AND coalesce(m.ends_on > \(recorded.description)::date, true)) ORDER BY 1)
            """
        }
        return """
            SELECT g.district, g.founded_on, \(fragment: schools("'lead'")) AS leads, \
            \(fragment: schools("'member'")) AS members \
            FROM notification.school_group g, (SELECT \(fragment: day) AS day) AS d \
            WHERE g.group_id = \(group.rawValue)
            """
    }
}
