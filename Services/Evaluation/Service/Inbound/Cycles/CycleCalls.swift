import EvaluationCore
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// `CycleService`: assessments of a district's units.
struct CycleCalls: Taoli_Evaluation_V1_CycleService.SimpleServiceProtocol {
    let context: ServiceContext
    let shelf: PackShelf
    let store: CycleStore

    init(context: ServiceContext, shelf: PackShelf) {
        self.context = context
        self.shelf = shelf
        store = CycleStore(commands: context.commands, shelf: shelf)
    }

    func openCycle(
        request: Taoli_Evaluation_V1_OpenCycleRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_OpenCycleResponse {
        let open = try CycleFields.open(request, by: try CallContext.requireCaller())
        let asked = try FiledPack.asked(
            request.pack, file: request.file, field: "file", examples: true)
        let groups = try EvaluationFields.groups(request.groupIds)
        let command = try command(request, request.requestID, request.reason)
        return try await store.open(open, groups: groups, asked, command) { cycle in
            .with { $0.cycle = cycle.message() }
        }
    }

    func recordInputs(
        request: Taoli_Evaluation_V1_RecordInputsRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_RecordInputsResponse {
        let record = RecordInputs(try CycleFields.inputs(request.inputs))
        let command = try command(request, request.requestID, request.reason)
        return try await store.record(record, in: try id(request.cycleID), command) {
            cycle, changed in
            .with {
                $0.cycle = cycle.message(hasMembers: false)
                $0.changed = Int64(changed)
            }
        }
    }

    func computeCycle(
        request: Taoli_Evaluation_V1_ComputeCycleRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_ComputeCycleResponse {
        let command = try command(request, request.requestID, request.reason)
        return try await store.compute(try id(request.cycleID), command) { cycle in
            .with { $0.cycle = cycle.message(hasMembers: false) }
        }
    }

    func objectToResult(
        request: Taoli_Evaluation_V1_ObjectToResultRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_ObjectToResultResponse {
        let caller = try CallContext.requireCaller()
        let object = ObjectToResult(
            id: ObjectionID(.version7()),
            subject: CycleSubject(
                group: try Input.id("group_id", request.groupID),
                school: try EvaluationFields.optionalID("school_id", request.schoolID)),
            reason: try EvaluationFields.reason(request.reason))
        let viewer = try CycleViewer(caller)
        let command = try command(request, request.requestID, request.reason)
        let days = shelf.workingDays
        return try await store.change(try id(request.cycleID), command) { loaded, today in
            try object.decide(loaded.cycle, by: caller, on: today, days)
        } respond: { cycle in
            .with { $0.cycle = cycle.showing(viewer.sees).message(hasMembers: false) }
        }
    }

    func answerObjection(
        request: Taoli_Evaluation_V1_AnswerObjectionRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_AnswerObjectionResponse {
        let caller = try CallContext.requireCaller()
        let answer = AnswerObjection(
            id: try Input.id("objection_id", request.objectionID), isUpheld: request.upheld,
            reason: try EvaluationFields.reason(request.reason))
        let viewer = try CycleViewer(caller)
        let command = try command(request, request.requestID, request.reason)
        return try await store.change(try id(request.cycleID), command) { loaded, today in
            try answer.decide(loaded.cycle, by: caller, on: today, pack: loaded.pack)
        } respond: { cycle in
            .with { $0.cycle = cycle.showing(viewer.sees).message(hasMembers: false) }
        }
    }

    func publishCycle(
        request: Taoli_Evaluation_V1_PublishCycleRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_PublishCycleResponse {
        let publish = PublishCycle(
            publishedOn: try EvaluationFields.day("published_on", request.publishedOn))
        let command = try command(request, request.requestID, request.reason)
        let publishing = CyclePublishing(commands: context.commands, shelf: shelf)
        return try await publishing.publish(try id(request.cycleID), publish, command) {
            cycle, consequences in
            .with {
                $0.cycle = cycle.message(hasMembers: false)
                $0.consequences = consequences.map(\.message)
            }
        }
    }

    func correctCycle(
        request: Taoli_Evaluation_V1_CorrectCycleRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_CorrectCycleResponse {
        let correct = CorrectCycle(
            inputs: request.inputs.isEmpty ? [] : try CycleFields.inputs(request.inputs),
            reason: try EvaluationFields.reason(request.reason))
        let command = try command(request, request.requestID, request.reason)
        let correcting = CycleCorrecting(commands: context.commands, shelf: shelf)
        return try await correcting.correct(
            try id(request.cycleID), correct, isRenewed: request.renew, command
        ) { cycle, consequences in
            .with {
                $0.cycle = cycle.message(hasMembers: false)
                $0.consequences = consequences.map(\.message)
            }
        }
    }

    func withdrawCycle(
        request: Taoli_Evaluation_V1_WithdrawCycleRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_WithdrawCycleResponse {
        let caller = try CallContext.requireCaller()
        let withdraw = WithdrawCycle(reason: try EvaluationFields.reason(request.reason))
        let command = try command(request, request.requestID, request.reason)
        return try await store.change(try id(request.cycleID), command) { loaded, _ in
            try withdraw.decide(loaded.cycle, by: caller)
        } respond: { cycle in
            .with { $0.cycle = cycle.message(hasMembers: false) }
        }
    }

    /// Transactions see every district: who may do what is Core's to decide by the cycle.
    private func command(
        _ request: some SwiftProtobuf.Message, _ requestID: String, _ reason: String
    ) throws -> CommandRequest {
        try context.command(
            request, requestID: requestID, reason: try EvaluationFields.reason(reason),
            seesAll: true)
    }

    func id(_ text: String) throws -> CycleID { try Input.id("cycle_id", text) }
}
