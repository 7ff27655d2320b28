import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Finds the school that a person means: by id, by a site's external id, or by name.
struct SchoolFinder: Sendable {
    let calls: any Taoli_Registry_V1_SchoolService.ClientProtocol
    /// Day asked about; `nil` for today.
    let on: CalendarDate?
    let rule: NameRule

    /// - Throws: ``CommandFailure`` when nothing has that name, or several have, or it is a part
    ///   where the full name is wanted.
    func school(named name: String) async throws -> Taoli_Registry_V1_School {
        if let id = UUID(uuidString: name) {
            return try await get { $0.id = id.uuidString.lowercased() }
        }
        do {
            return try await get { $0.externalID = name }
        } catch let error as RPCError
            where error.code == .notFound || error.code == .invalidArgument
        {
            return try Match.one(
                name, "school", try await candidates(name), rule, id: \.id,
                names: { [$0.name] + $0.sites.map(\.name) })
        }
    }

    /// The sites that are meant: one site named by id, external id or name, or all of a school.
    func sites(named name: String) async throws -> [Taoli_Registry_V1_Site] {
        let school: Taoli_Registry_V1_School
        do {
            school = try await self.school(named: name)
        } catch let error as RPCError where error.code == .notFound {
            guard let id = UUID(uuidString: name) else { throw error }
            // A site's own id: registry checks it when it is used.
            return [.with { $0.id = id.uuidString.lowercased() }]
        }
        let one = school.sites.filter { $0.externalID == name || $0.name == name }
        if one.count == 1, school.name != name { return one }
        return school.sites.filter { $0.status != .closed }
    }

    /// The one site that a name means; a school with several must be named by its site.
    func site(named name: String) async throws -> Taoli_Registry_V1_Site {
        try Self.one(name, of: try await sites(named: name), id: \.id, name: \.name)
    }

    /// The only one of a school's sites, or the one among them that bears the very name.
    ///
    /// - Throws: ``CommandFailure`` with the names of all when there are several.
    static func one<Site>(
        _ name: String, of sites: [Site], id: (Site) -> String, name siteName: (Site) -> String
    ) throws -> Site {
        let named = sites.filter { siteName($0) == name }
        if sites.count > 1, named.count == 1 { return named[0] }
        guard sites.count > 1 else {
            return try Match.one(name, "site", sites, .full, id: id, names: { _ in [name] })
        }
        let shown = sites.map { "\(siteName($0)) (\(id($0)))" }
        throw CommandFailure(
            .dataInvalid,
            Wording(
                "“\(name)”有 \(sites.count) 个校区：\(shown.joined(separator: "、"))",
                "\"\(name)\" has \(sites.count) sites: \(shown.joined(separator: ", "))"),
            next: Wording("请改用校区的名称或编号。", "Name the site, or use its id."))
    }

    private func get(
        _ key: (inout Taoli_Registry_V1_GetSchoolRequest) -> Void
    ) async throws -> Taoli_Registry_V1_School {
        var request = Taoli_Registry_V1_GetSchoolRequest()
        key(&request)
        request.on = on?.description ?? ""
        return try await calls.getSchool(request).school
    }

    private func candidates(_ name: String) async throws -> [Taoli_Registry_V1_School] {
        try await CommandContext.allPages { cursor in
            let page = try await calls.listSchools(
                .with {
                    $0.page = .at(cursor)
                    $0.name = name
                    $0.on = on?.description ?? ""
                })
            return (page.schools, page.nextCursor)
        }
    }
}
