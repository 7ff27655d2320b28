import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.group_succession` ↔ `GroupSuccession`.
enum SuccessionTable {
    static func insert(_ items: [GroupSuccession], districts: [DistrictCode]) -> SQL {
        """
        INSERT INTO registry.group_succession \
        (predecessor, successor, districts, way, succeeded_on, reason) \
        SELECT s.predecessor, s.successor, \(districts.map(\.rawValue)), s.way, s.day::date, \
        s.reason FROM unnest(\(items.map(\.predecessor.rawValue)), \
        \(items.map(\.successor.rawValue)), \(items.map(\.way.rawValue)), \
        \(items.map(\.on.description)), \(items.map(\.reason))) \
        AS s(predecessor, successor, way, day, reason)
        """
    }

    /// The links of a group to both sides, with the names that are to be seen.
    static func links(of group: GroupID) -> SQL {
        """
        SELECT CASE WHEN l.predecessor = \(group.rawValue) THEN 'successor' \
        ELSE 'predecessor' END AS relation, l.way, g.name, \
        'group/' || CASE WHEN l.predecessor = \(group.rawValue) THEN l.successor \
        ELSE l.predecessor END AS unit, l.succeeded_on::text AS day, l.reason \
        FROM registry.group_succession l LEFT JOIN registry.school_group g ON g.id = \
        CASE WHEN l.predecessor = \(group.rawValue) THEN l.successor ELSE l.predecessor END \
        WHERE l.predecessor = \(group.rawValue) OR l.successor = \(group.rawValue) \
        ORDER BY l.succeeded_on, unit
        """
    }

    /// Where a school's sites went when it ended, and which schools ended into it.
    static func links(of school: SchoolID) -> SQL {
        """
        SELECT 'successor' AS relation, 'merge' AS way, o.name, 'school/' || s.successor AS unit, \
        s.closed_on::text AS day, '' AS reason FROM registry.school s \
        LEFT JOIN registry.school o ON o.id = s.successor \
        WHERE s.id = \(school.rawValue) AND s.successor IS NOT NULL \
        UNION ALL SELECT 'predecessor', 'merge', p.name, 'school/' || p.id, p.closed_on::text, '' \
        FROM registry.school p WHERE p.successor = \(school.rawValue) ORDER BY day, unit
        """
    }

    /// The schools to which a site belonged, but its present one.
    static func links(of site: SiteID) -> SQL {
        """
        SELECT 'predecessor' AS relation, 'moved' AS way, s.name, 'school/' || h.school_id AS unit, \
        coalesce(h.valid_until::text, '') AS day, '' AS reason FROM registry.site_school h \
        LEFT JOIN registry.school s ON s.id = h.school_id \
        WHERE h.site_id = \(site.rawValue) AND h.valid_until IS NOT NULL ORDER BY day, unit
        """
    }
}
