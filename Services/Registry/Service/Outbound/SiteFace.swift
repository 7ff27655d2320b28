import Foundation
import RegistryCore
import TaoliModels
import TaoliPostgres

/// What may be known of a group's site by whoever may see the group: public facts only.
package struct SiteFace: Hashable, Sendable {
    let name: String
    let externalID: String?
    let kind: SchoolKind
    let district: DistrictCode
    let schoolID: SchoolID
    let schoolName: String

    /// The faces of these sites, as far as the transaction's scope reaches.
    static func load(_ tx: PostgresTransaction, _ sites: [SiteID]) async throws
        -> [SiteID: SiteFace]
    {
        if sites.isEmpty { return [:] }
        let rows = try await tx.query(
            """
            SELECT id, name, external_id, kind, district, school_id, school_name \
            FROM registry.site_faces(\(sites.map(\.rawValue)))
            """)
        var faces: [SiteID: SiteFace] = [:]
        for row in rows {
            faces[try row.id("id")] = SiteFace(
                name: try row.get("name"), externalID: try row.get("external_id"),
                kind: try row.value("kind"), district: try row.district("district"),
                schoolID: try row.id("school_id"),
                schoolName: try row.get("school_name", as: String?.self) ?? "")
        }
        return faces
    }
}
