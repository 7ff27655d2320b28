import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliRuntime

/// `SchoolService`: districts, schools and their sites.
struct SchoolCalls: Taoli_Registry_V1_SchoolService.SimpleServiceProtocol {
    let context: ServiceContext

    func listDistricts(
        request: Taoli_Registry_V1_ListDistrictsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListDistrictsResponse {
        let reader = try Reader(try CallContext.requireCaller())
        // Codes and names of districts are public: whoever founds a group has to name one.
        let districts = try await context.readAll { tx in
            try await SchoolReads(tx: tx, reader: reader).districts()
        }
        return .with {
            $0.districts = districts.map { district in
                .with {
                    $0.code = district.code.rawValue
                    $0.name = district.name
                    $0.isCity = district.isCity
                }
            }
        }
    }

    func getSchool(
        request: Taoli_Registry_V1_GetSchoolRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetSchoolResponse {
        let date = try Fields.day("on", request.on, now: context.now())
        let reader = try Reader(try CallContext.requireCaller())
        let view: SchoolView
        switch request.key {
        case .externalID(let text):
            let externalID = try Input.text("external_id", text, max: RegistryLimits.codeMax)
            view = try await context.read { tx in
                try await SchoolReads(tx: tx, reader: reader).view(externalID: externalID, on: date)
            }
        case .id, nil:
            let id: SchoolID = try Input.id("id", request.id)
            view = try await context.read { tx in
                try await SchoolReads(tx: tx, reader: reader).view(id, on: date)
            }
        }
        return .with { $0.school = view.message }
    }

    func listSchools(
        request: Taoli_Registry_V1_ListSchoolsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListSchoolsResponse {
        let name = try Input.optionalText("name", request.name, max: RegistryLimits.nameMax)
        let district =
            try request.district.isEmpty
            ? nil : Fields.district("district", request.district).rawValue
        let stage: Stage? =
            try request.stage.isEmpty
            ? nil
            : Input.known(
                "stage", Stage(rawValue: request.stage), allowed: Stage.allCases.map(\.rawValue))
        let date = try Fields.day("on", request.on, now: context.now())
        let list = ["schools", request.name, request.district, request.stage, request.on]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 3)
        let size = try Cursor.size(request.page.size)
        let reader = try Reader(try CallContext.requireCaller())
        let page = try await context.read { tx in
            try await SchoolReads(tx: tx, reader: reader).list(
                name: name, district: district, stage: stage, on: date, after: after, size: size)
        }
        return .with {
            $0.schools = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func schoolHistory(
        request: Taoli_Registry_V1_SchoolHistoryRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_SchoolHistoryResponse {
        let id: SchoolID = try Input.id("id", request.id)
        let list = ["school-history", request.id]
        let after = try Fields.line(request.page.cursor, of: list)
        let size = try Cursor.size(request.page.size)
        let caller = try CallContext.requireCaller()
        let reader = try Reader(caller)
        let cases = try CaseReader(caller).cases
        let page = try await context.read { tx in
            try await SchoolReads(tx: tx, reader: reader)
                .history(id, cases: cases, after: after, size: size)
        }
        return .with {
            $0.changes = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }
}
