import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.establishment` ↔ `Establishment`, and how many posts are filled.
enum EstablishmentTable {
    /// What was set for a school, oldest first.
    static func select(_ school: SchoolID) -> SQL {
        """
        SELECT valid_from::text AS valid_from, posts, leaders, middle_managers, reference \
        FROM registry.establishment WHERE school_id = \(school.rawValue) ORDER BY valid_from
        """
    }

    static func decode(_ rows: [PostgresRow]) throws -> [Establishment] {
        try rows.map { row in
            Establishment(
                from: try row.date("valid_from"), posts: try row.get("posts"),
                leaders: try row.get("leaders"), middleManagers: try row.get("middle_managers"),
                reference: try row.get("reference"))
        }
    }

    static func save(_ set: Establishment, of school: School) -> SQL {
        """
        INSERT INTO registry.establishment \
        (school_id, valid_from, district, posts, leaders, middle_managers, reference) \
        VALUES (\(school.id.rawValue), \(set.from.description)::date, \
        \(school.district.rawValue), \(Int32(set.posts)), \(Int32(set.leaders)), \
        \(Int32(set.middleManagers)), \(set.reference)) \
        ON CONFLICT (school_id, valid_from) DO UPDATE SET posts = excluded.posts, \
        leaders = excluded.leaders, middle_managers = excluded.middle_managers, \
        reference = excluded.reference
        """
    }

    /// Posts held at a school on a day.
    /// - Parameter person: whose own posts are left out; `nil` for nobody's.
    static func filled(_ school: SchoolID, on date: CalendarDate, without person: PersonID?)
        -> SQL
    {
        let leaders = StaffPost.allCases.filter(\.isLeader).map(\.rawValue)
        return """
            SELECT count(*) FILTER (WHERE kind = 'main') AS filled, \
            count(*) FILTER (WHERE post = any(\(leaders)) AND NOT outside_limit) AS leaders, \
            count(*) FILTER (WHERE post = any(\(leaders)) AND outside_limit) AS outside, \
            count(*) FILTER (WHERE post = \(StaffPost.middleManager.rawValue)) AS middle \
            FROM registry.employment WHERE school_id = \(school.rawValue) \
            AND valid_from <= \(date.description)::date \
            AND (valid_until IS NULL OR valid_until > \(date.description)::date) \
            AND (\(person?.rawValue) IS NULL OR person_id <> \(person?.rawValue))
            """
    }

    /// Whether one school leads a group on a day of which the other is a member.
    static func leads(_ lead: SchoolID, _ member: SchoolID, on date: CalendarDate) -> SQL {
        """
        SELECT EXISTS (SELECT FROM registry.membership m \
        JOIN registry.site i ON i.id = m.site_id \
        JOIN registry.membership l ON l.group_id = m.group_id AND l.role = 'lead' \
        JOIN registry.site j ON j.id = l.site_id \
        WHERE m.role = 'member' AND i.school_id = \(member.rawValue) \
        AND j.school_id = \(lead.rawValue) \
        AND m.valid_from <= \(date.description)::date \
        AND (m.valid_until IS NULL OR m.valid_until > \(date.description)::date) \
        AND l.valid_from <= \(date.description)::date \
        AND (l.valid_until IS NULL OR l.valid_until > \(date.description)::date)) AS leads
        """
    }
}
