import EvaluationCore
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliRuntime

extension CycleCalls {
    func getCycle(
        request: Taoli_Evaluation_V1_GetCycleRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_GetCycleResponse {
        let id: CycleID = try Input.id("id", request.id)
        let viewer = try CycleViewer(try CallContext.requireCaller())
        let found = try await context.read { tx in
            try await CycleReads(tx: tx, viewer: viewer).cycle(id)
        }
        return .with { $0.cycle = found.cycle.message(inputs: found.inputs) }
    }

    func listCycles(
        request: Taoli_Evaluation_V1_ListCyclesRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_ListCyclesResponse {
        if !request.status.isEmpty {
            _ = try Input.known(
                "status", CycleStatus(rawValue: request.status),
                allowed: CycleStatus.allCases.map(\.rawValue))
        }
        let filter = CycleReads.Filter(
            pack: try Input.optionalText("pack", request.pack, max: EvaluationLimits.nameMax),
            period: request.year.isEmpty
                ? nil : try EvaluationFields.period("year", request.year).description,
            status: request.status.isEmpty ? nil : request.status)
        let list = ["cycles", request.pack, request.year, request.status]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 2)
        _ = try EvaluationFields.cursorID(after?[1])
        let size = try Cursor.size(request.page.size)
        let viewer = try CycleViewer(try CallContext.requireCaller())
        let page = try await context.read { tx in
            try await CycleReads(tx: tx, viewer: viewer).list(filter, after: after, size: size)
        }
        return .with {
            $0.cycles = page.rows.map { $0.message(hasMembers: false) }
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func listInputs(
        request: Taoli_Evaluation_V1_ListInputsRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_ListInputsResponse {
        let id = try id(request.cycleID)
        let list = ["cycle-inputs", request.cycleID]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 1)
        let size = try Cursor.size(request.page.size)
        let viewer = try CycleViewer(try CallContext.requireCaller())
        let page = try await context.read { tx in
            let reads = CycleReads(tx: tx, viewer: viewer)
            _ = try await reads.cycle(id)
            return try await reads.inputs(of: id, after: after?[0], size: size)
        }
        return .with {
            $0.inputs = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func listResults(
        request: Taoli_Evaluation_V1_ListResultsRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_ListResultsResponse {
        let id = try id(request.cycleID)
        let group: GroupID? = try EvaluationFields.optionalID("group_id", request.groupID)
        let school: SchoolID? = try EvaluationFields.optionalID("school_id", request.schoolID)
        let list = [
            "cycle-results", request.cycleID, request.groupID, request.schoolID,
            "\(request.computation)",
        ]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 1)
        guard let line = after.map({ Int64($0[0]) }) ?? 0 else { throw Cursor.bad }
        let size = try Cursor.size(request.page.size)
        let viewer = try CycleViewer(try CallContext.requireCaller())
        let page = try await context.read { tx in
            let reads = CycleReads(tx: tx, viewer: viewer)
            let cycle = try await reads.cycle(id).cycle
            return try await reads.results(
                of: id, computation: try CycleFields.computation(request.computation, of: cycle),
                group: group, school: school, after: line, size: size)
        }
        return .with {
            $0.results = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    func verifyCycle(
        request: Taoli_Evaluation_V1_VerifyCycleRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_VerifyCycleResponse {
        let id = try id(request.cycleID)
        let (viewer, shelf) = (try CycleViewer(try CallContext.requireCaller()), shelf)
        let found = try await context.read { tx in
            try await CycleReads(tx: tx, viewer: viewer).verify(id, shelf)
        }
        return .with {
            $0.cycle = found.0.message(hasMembers: false)
            $0.same = found.isSame
            $0.hash = found.hash
        }
    }
}
