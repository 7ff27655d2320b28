import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit

@testable import RegistryService

extension RegistryFixture {
    var bodies: BodyCalls { BodyCalls(context: service.context, policies: .shipped) }

    /// A group of Haizhu under a pack, with the second school as member.
    func unit(under pack: String) async throws -> Taoli_Registry_V1_Group {
        try await bind(pack)
        let group = try await found()
        return try await join(second, group.id)
    }

    func establish(
        _ kind: String, at unit: String, as caller: Caller = .city, from: String = "2025-09-01",
        request: String = requestID()
    ) async throws -> Taoli_Registry_V1_Body {
        try await service.calling("taoli.registry.v1.BodyService/EstablishBody", as: caller) {
            try await bodies.establishBody(
                request: .with {
                    $0.requestID = request
                    $0.kind = kind
                    $0.unit = unit
                    $0.from = from
                }, context: $0
            ).body
        }
    }

    func appoint(
        _ body: String, _ post: String, as caller: Caller = .city, from: String = "2025-09-01",
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_AppointMemberRequest) -> Void
    ) async throws -> Taoli_Registry_V1_AppointMemberResponse {
        try await service.calling("taoli.registry.v1.BodyService/AppointMember", as: caller) {
            try await bodies.appointMember(
                request: .with {
                    $0.requestID = requestID()
                    $0.bodyID = body
                    $0.post = post
                    $0.from = from
                    fill(&$0)
                }, context: $0)
        }
    }

    func release(
        _ body: String, _ appointment: String, until: String, as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_ReleaseMemberResponse {
        try await service.calling("taoli.registry.v1.BodyService/ReleaseMember", as: caller) {
            try await bodies.releaseMember(
                request: .with {
                    $0.requestID = requestID()
                    $0.bodyID = body
                    $0.appointmentID = appointment
                    $0.until = until
                }, context: $0)
        }
    }

    func getBody(_ id: String, on day: String = "", as caller: Caller = .city) async throws
        -> Taoli_Registry_V1_GetBodyResponse
    {
        try await service.calling("taoli.registry.v1.BodyService/GetBody", as: caller) {
            try await bodies.getBody(
                request: .with {
                    $0.id = id
                    $0.on = day
                }, context: $0)
        }
    }

    func listBodies(
        as caller: Caller = .city,
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_ListBodiesRequest) -> Void = { _ in }
    ) async throws -> Taoli_Registry_V1_ListBodiesResponse {
        try await service.calling("taoli.registry.v1.BodyService/ListBodies", as: caller) {
            try await bodies.listBodies(request: .with(fill), context: $0)
        }
    }

    func propose(
        _ body: String, as caller: Caller = .city,
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_ProposeResolutionRequest) -> Void
    ) async throws -> Taoli_Registry_V1_Resolution {
        try await service.calling("taoli.registry.v1.BodyService/ProposeResolution", as: caller) {
            try await bodies.proposeResolution(
                request: .with {
                    $0.requestID = requestID()
                    $0.bodyID = body
                    $0.title = "张老师任职"
                    $0.matter = "general"
                    fill(&$0)
                }, context: $0
            ).resolution
        }
    }

    func decide(
        _ resolution: String, present: [String], favour: Int32, as caller: Caller = .city,
        request: String = requestID(),
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_DecideResolutionRequest) -> Void = {
            _ in
        }
    ) async throws -> Taoli_Registry_V1_Resolution {
        try await service.calling("taoli.registry.v1.BodyService/DecideResolution", as: caller) {
            try await bodies.decideResolution(
                request: .with {
                    $0.requestID = request
                    $0.resolutionID = resolution
                    $0.heldOn = "2025-10-08"
                    $0.present = present
                    $0.tally.inFavour = favour
                    $0.tally.against = Int32(present.count) - favour
                    $0.minutes = "纪要〔2025〕1号"
                    fill(&$0)
                }, context: $0
            ).resolution
        }
    }

    func getResolution(_ id: String, as caller: Caller = .city) async throws
        -> Taoli_Registry_V1_Resolution
    {
        try await service.calling("taoli.registry.v1.BodyService/GetResolution", as: caller) {
            try await bodies.getResolution(request: .with { $0.id = id }, context: $0).resolution
        }
    }

    /// Puts a person into the register, principal of a school from a day on.
    func principal(of site: Site, from: String = "2024-09-01") async throws -> String {
        let person = UUID.version7()
        let districts = [site.district.rawValue]
        _ = try await service.database.superuser.query(
            """
            INSERT INTO registry.person (id, district, districts, name, is_withdrawn, version) \
            VALUES (\(person), \(site.district.rawValue), \(districts), '某校长', false, 1)
            """)
        _ = try await service.database.superuser.query(
            """
            INSERT INTO registry.employment (id, person_id, school_id, district, districts, kind, \
            post, outside_limit, valid_from, school_since) VALUES (\(UUID.version7()), \
            \(person), \(site.schoolID.rawValue), \(site.district.rawValue), \(districts), 'main', \
            'principal', false, \(from)::date, \(from)::date)
            """)
        return person.uuidString.lowercased()
    }

    /// A council under a pack whose two schools' principals sit in it: its id and appointments.
    func council(_ group: Taoli_Registry_V1_Group, posts: [String]) async throws
        -> (body: String, seats: [String])
    {
        let body = try await establish("council", at: "group/\(group.id)")
        var seats: [String] = []
        for (site, post) in zip([first, second], posts) {
            seats.append(
                try await appoint(body.id, post) {
                    $0.office = "校长"
                    $0.unit = "school/\(site.schoolID)"
                }.appointmentID)
        }
        return (body.id, seats)
    }
}
