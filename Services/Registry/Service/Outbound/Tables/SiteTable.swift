import Foundation
package import RegistryCore
package import TaoliModels
package import TaoliPostgres

/// `registry.site` ↔ `Site`.
package enum SiteTable {
    static let columns: SQL = """
        id, school_id, external_id, name, district, kind, ownership, status, longitude, latitude, \
        legal_name, is_withdrawn, version
        """

    /// The sites of these ids, by id; none for an id that is unknown or hidden.
    package static func select(ids: [SiteID], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.site \
        WHERE id = any(\(ids.map(\.rawValue))) ORDER BY id
        """ + lock.clause
    }

    /// Sites of these ids in the source; those taken back are left out.
    package static func select(externalIDs: [String], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.site \
        WHERE external_id = any(\(externalIDs)) AND NOT is_withdrawn ORDER BY id
        """ + lock.clause
    }

    /// Sites that belong to these schools now; those taken back are left out.
    package static func select(schools: [SchoolID], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.site \
        WHERE school_id = any(\(schools.map(\.rawValue))) AND NOT is_withdrawn ORDER BY id
        """ + lock.clause
    }

    /// Sites from rows of a `select`.
    /// - Throws: `PostgresError` or `UnreadableRow` for a row of another shape.
    package static func decode(_ rows: [PostgresRow]) throws -> [Site] {
        try rows.map { row in
            Site(
                id: try row.id("id"), schoolID: try row.id("school_id"),
                externalID: try row.get("external_id"),
                facts: SiteFacts(
                    name: try row.get("name"), district: try row.district("district"),
                    kind: try row.value("kind"), ownership: try row.value("ownership"),
                    status: try row.value("status"), longitude: try row.get("longitude"),
                    latitude: try row.get("latitude")),
                legalName: try row.get("legal_name"), isWithdrawn: try row.get("is_withdrawn"),
                version: try row.get("version"))
        }
    }

    static func save(_ sites: [Site]) -> SQL {
        """
        INSERT INTO registry.site (id, district, school_id, external_id, name, kind, ownership, \
        status, longitude, latitude, legal_name, is_withdrawn, version) \
        SELECT * FROM unnest(\(sites.map(\.id.rawValue)), \(sites.map(\.district.rawValue)), \
        \(sites.map(\.schoolID.rawValue)), \(sites.map(\.externalID)), \(sites.map(\.name)), \
        \(sites.map(\.facts.kind.rawValue)), \(sites.map(\.facts.ownership.rawValue)), \
        \(sites.map(\.facts.status.rawValue)), \(sites.map(\.facts.longitude)), \
        \(sites.map(\.facts.latitude)), \(sites.map(\.legalName)), \(sites.map(\.isWithdrawn)), \
        \(sites.map(\.version))) \
        ON CONFLICT (id) DO UPDATE SET district = excluded.district, \
        school_id = excluded.school_id, name = excluded.name, kind = excluded.kind, \
        ownership = excluded.ownership, status = excluded.status, \
        longitude = excluded.longitude, latitude = excluded.latitude, \
        legal_name = excluded.legal_name, is_withdrawn = excluded.is_withdrawn, \
        version = excluded.version
        """
    }
}
