import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// `registry.site_school`: to which school a site belonged when.
enum SiteSchoolTable {
    /// Records registrations and moves, in their order: the n-th moves of all sites together.
    ///
    /// - Parameter sites: the sites after the changes.
    static func record(_ changes: [RegistryChange], sites: [SiteID: Site]) -> [SQL] {
        var started: [Line] = []
        var rounds: [[Line]] = []
        var moves: [SiteID: Int] = [:]
        for change in changes {
            switch change.event {
            case .siteRegistered(let site, let school, _):
                started.append(Line(site: site, school: school, from: nil, in: sites))
            case .siteMoved(let site, let school, _):
                let round = moves[site, default: 0]
                moves[site] = round + 1
                if round == rounds.count { rounds.append([]) }
                rounds[round].append(
                    Line(site: site, school: school, from: change.effectiveOn, in: sites))
            default: continue
            }
        }
        let begin = started.isEmpty ? [] : [insert(started)]
        return begin + rounds.flatMap { [end($0), insert($0)] } + handOver(changes)
    }

    private struct Line {
        let site: SiteID
        let school: SchoolID
        let from: CalendarDate?
        let district: String

        init(site: SiteID, school: SchoolID, from: CalendarDate?, in sites: [SiteID: Site]) {
            self.site = site
            self.school = school
            self.from = from
            district = sites[site]?.district.rawValue ?? ""
        }
    }

    private static func insert(_ lines: [Line]) -> SQL {
        """
        INSERT INTO registry.site_school (site_id, school_id, valid_from, district) \
        SELECT l.site, l.school, l.valid_from::date, l.district \
        FROM unnest(\(lines.map(\.site.rawValue)), \(lines.map(\.school.rawValue)), \
        \(lines.map { $0.from?.description }), \(lines.map(\.district))) \
        AS l(site, school, valid_from, district)
        """
    }

    /// Ends the open line of each site on the day the next begins.
    private static func end(_ lines: [Line]) -> SQL {
        """
        UPDATE registry.site_school h \
        SET valid_until = greatest(h.valid_from, l.day::date) \
        FROM unnest(\(lines.map(\.site.rawValue)), \(lines.map { $0.from?.description })) \
        AS l(site, day) WHERE h.site_id = l.site AND h.valid_until IS NULL
        """
    }

    /// A site that went to another district takes its past along: who sees it sees all of it.
    private static func handOver(_ changes: [RegistryChange]) -> [SQL] {
        let sites = changes.filter { change in
            change.fields.contains { $0.field == "district" && !$0.before.isEmpty }
        }.compactMap(\.event.site)
        guard !sites.isEmpty else { return [] }
        return [
            """
            UPDATE registry.site_school h SET district = s.district FROM registry.site s \
            WHERE s.id = h.site_id AND h.district <> s.district \
            AND s.id = any(\(sites.map(\.rawValue)))
            """
        ]
    }
}
