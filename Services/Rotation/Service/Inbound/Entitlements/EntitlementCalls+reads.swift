import GRPCCore
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// Reading duties, rates, allowances and what establishments support.
extension EntitlementCalls {
    func listReturnDuties(
        request: Taoli_Rotation_V1_ListReturnDutiesRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListReturnDutiesResponse {
        let list = ["duties", request.schoolID, request.state]
        let state: DutyState? = try RotationFields.optionalChoice("state", request.state)
        let filter = StayFilter(
            school: try RotationFields.optionalID("school_id", request.schoolID),
            duty: state?.filter ?? .all)
        let after: PlacementID? = try RotationFields.position(request.cursor, of: list)
        let size = try Cursor.size(request.pageSize)
        let reader = try RotationReader(try CallContext.requireCaller())
        return try await context.read { tx in
            let page = try await StayReads(tx: tx, reader: reader).list(
                filter, after: after, size: size)
            let names = try await FactsReads.names(
                tx, page.stays.flatMap { [$0.home, $0.receiving] })
            return .with {
                $0.placements = page.stays.map { $0.message(names) }
                $0.nextCursor = page.next.map { Cursor.encode([$0.description], of: list) } ?? ""
            }
        }
    }

    private enum DutyState: String, CaseIterable {
        case open
        case takenUp = "taken_up"

        var filter: DutyFilter { self == .open ? .open : .takenUp }
    }

    func listAllowanceRates(
        request: Taoli_Rotation_V1_ListAllowanceRatesRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListAllowanceRatesResponse {
        let list = ["allowance-rates", request.district]
        let district = try RotationFields.optionalDistrict("district", request.district)
        let after: AllowanceRateID? = try RotationFields.position(request.cursor, of: list)
        let size = try Cursor.size(request.pageSize)
        return try await context.read { tx in
            let found = try await AllowanceReads.rates(
                tx, in: district.map { [$0] }, after: after, limit: size + 1)
            let page = found.prefix(size)
            return .with {
                $0.rates = page.map(\.message)
                if found.count > size, let last = page.last {
                    $0.nextCursor = Cursor.encode([last.id.description], of: list)
                }
            }
        }
    }

    func listAllowances(
        request: Taoli_Rotation_V1_ListAllowancesRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListAllowancesResponse {
        let list = [
            "allowances", request.schoolYear, request.groupID, request.schoolID, request.on,
        ]
        let year = try RotationFields.year("school_year", request.schoolYear)
        let filter = StayFilter(
            school: try RotationFields.optionalID("school_id", request.schoolID),
            group: try RotationFields.optionalID("group_id", request.groupID), allowance: year)
        let day = try RotationFields.day("on", request.on, now: context.now())
        let after: PlacementID? = try RotationFields.position(request.cursor, of: list)
        let size = try Cursor.size(request.pageSize)
        let reader = try RotationReader(try CallContext.requireCaller())
        let page = try await context.read { tx in
            try await StayReads(tx: tx, reader: reader).list(filter, after: after, size: size)
        }
        // Rates and what a school is are no secret: a school of another district has them too.
        let due = try await context.readAll { tx in
            try await AllowanceReads.due(page.stays, in: year, on: day, tx)
        }
        return .with {
            $0.allowances = due
            $0.nextCursor = page.next.map { Cursor.encode([$0.description], of: list) } ?? ""
        }
    }

    func listEstablishmentSupport(
        request: Taoli_Rotation_V1_ListEstablishmentSupportRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListEstablishmentSupportResponse {
        let kinds = try Set(
            request.kinds.map { try RotationFields.choice("kinds", $0, as: PlacementKind.self) })
        let names = kinds.map(\.rawValue).sorted()
        let list = ["support", request.schoolYear, request.groupID] + names
        let year = try RotationFields.year("school_year", request.schoolYear)
        let group: GroupID? = try RotationFields.optionalID("group_id", request.groupID)
        let after: SchoolID? = try RotationFields.position(request.cursor, of: list)
        let size = try Cursor.size(request.pageSize)
        let reader = try RotationReader(try CallContext.requireCaller())
        return try await context.read { tx in
            let page = try await SupportReads(tx: tx, reader: reader).list(
                year, group: group, kinds: names, after: after, size: size)
            return .with {
                $0.schools = page.schools
                $0.nextCursor = page.next.map { Cursor.encode([$0.description], of: list) } ?? ""
            }
        }
    }
}

extension AllowanceRate {
    var message: Taoli_Rotation_V1_AllowanceRate {
        .with {
            $0.id = id.description
            $0.district = district.rawValue
            $0.from = from.description
            $0.fenPerMonth = Int64(fenPerMonth)
            $0.reason = reason
        }
    }
}
