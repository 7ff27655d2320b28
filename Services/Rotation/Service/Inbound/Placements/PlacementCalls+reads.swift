import Foundation
import GRPCCore
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliRuntime

/// Reading placements, certificates and quotas.
extension PlacementCalls {
    func listPlacements(
        request: Taoli_Rotation_V1_ListPlacementsRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListPlacementsResponse {
        let list = [
            "placements", request.planID, request.personID, request.schoolID, request.schoolYear,
            request.state, request.kind, request.teamID,
        ]
        let filter = StayFilter(
            plan: try RotationFields.optionalID("plan_id", request.planID),
            person: try RotationFields.optionalID("person_id", request.personID),
            school: try RotationFields.optionalID("school_id", request.schoolID),
            year: try RotationFields.optionalYear("school_year", request.schoolYear),
            state: try RotationFields.optionalChoice("state", request.state),
            kind: try RotationFields.optionalChoice("kind", request.kind),
            team: try RotationFields.optionalID("team_id", request.teamID))
        let after: PlacementID? = try RotationFields.position(request.cursor, of: list)
        let size = try Cursor.size(request.pageSize)
        return try await read { reads in
            let page = try await reads.list(filter, after: after, size: size)
            let names = try await FactsReads.names(
                reads.tx, page.stays.flatMap { [$0.home, $0.receiving] })
            return .with {
                $0.placements = page.stays.map { $0.message(names) }
                $0.nextCursor = page.next.map { Cursor.encode([$0.description], of: list) } ?? ""
            }
        }
    }

    func getPlacement(
        request: Taoli_Rotation_V1_GetPlacementRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_GetPlacementResponse {
        let id: PlacementID = try Input.id("id", request.id)
        return try await read { reads in
            let stay = try await reads.stay(id)
            let names = try await FactsReads.names(reads.tx, [stay.home, stay.receiving])
            return .with { $0.placement = stay.message(names) }
        }
    }

    func getCertificate(
        request: Taoli_Rotation_V1_GetCertificateRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_GetCertificateResponse {
        let person: PersonID = try Input.id("person_id", request.personID)
        let day = try RotationFields.day("on", request.on, now: context.now())
        // What is only planned is not certified.
        guard day <= CalendarDate(shanghai: context.now()) else { throw StayRefusals.notYet(day) }
        return try await read { reads in
            let stays = try await reads.stays(of: person)
            let service = ServiceMonths(stays, of: person, on: day)
            guard !service.lines.isEmpty else {
                throw RotationRefusals.notFound(
                    "person_id", "该教师已到岗的派出", "placement that this teacher has begun")
            }
            let schools = try await FactsReads.names(reads.tx, stays.map(\.receiving))
            let groups = try await reads.groupNames(Set(stays.map(\.group)))
            return .with {
                $0.personID = person.description
                $0.lines = service.lines.map { $0.message(schools, groups) }
                $0.months = Int32(service.months)
                $0.mentoringMonths = Int32(service.mentoringMonths)
                $0.twoYearsReached = service.hasExperience
                $0.fingerprint = DerivedID.fingerprint(service.text)
            }
        }
    }

    func listQuotas(
        request: Taoli_Rotation_V1_ListQuotasRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListQuotasResponse {
        let list = ["quotas", request.schoolYear, request.groupID, request.on]
        let year = try RotationFields.year("school_year", request.schoolYear)
        let group: GroupID? = try RotationFields.optionalID("group_id", request.groupID)
        let day = try RotationFields.day("on", request.on, now: context.now())
        let after = try Cursor.decode(request.cursor, of: list, parts: 3)
        if let after, UUID(uuidString: after[0]) == nil || UUID(uuidString: after[2]) == nil {
            throw Cursor.bad
        }
        let size = try Cursor.size(request.pageSize)
        return try await read { reads in
            let page = try await QuotaReads(tx: reads.tx, reader: reads.reader).list(
                year, group: group, on: day, after: after, size: size)
            return .with {
                $0.quotas = page.quotas.map(\.message)
                $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
            }
        }
    }

    private func read<Value: Sendable>(_ body: @Sendable (StayReads) async throws -> Value)
        async throws -> Value
    {
        let reader = try RotationReader(try CallContext.requireCaller())
        return try await context.read { tx in try await body(StayReads(tx: tx, reader: reader)) }
    }
}
