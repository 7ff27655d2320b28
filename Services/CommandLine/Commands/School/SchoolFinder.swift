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

    /// - Throws: ``CommandFailure`` when nothing has that name, or several have.
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
                name, "school", try await candidates(name), id: \.id,
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
