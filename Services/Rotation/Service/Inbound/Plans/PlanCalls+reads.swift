import Foundation
import GRPCCore
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliRuntime

/// Reading plans.
extension PlanCalls {
    func getInputs(
        request: Taoli_Rotation_V1_GetInputsRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_GetInputsResponse {
        let stage: Stage = try RotationFields.choice("stage", request.stage)
        let year = try RotationFields.year("school_year", request.schoolYear)
        let id: GroupID = try Input.id("group_id", request.groupID)
        let caller = try CallContext.requireCaller()
        let today = CalendarDate(shanghai: context.now())
        // The day's facts of a group may lie in two districts.
        return try await context.readAll { tx in
            let group = try await PlanningGroup.load(id, tx)
            guard caller.scope.admits([group.district]) else {
                throw RotationRefusals.groupUnknown
            }
            let assembled = try await Assembled(
                tx, group, stage, year, on: FactsReads.day(of: year, today: today), .shanghai)
            let inputs = try await InputTable.load(tx, id, year)
            let problem = try RecordedProblem(assembled.instance, .shanghai)
            return .with {
                $0.places = Int32(inputs.places.count)
                $0.needs = Int32(inputs.needs.count)
                $0.teachers = Int32(inputs.teachers.count)
                $0.ways = Int32(inputs.ways.count)
                $0.schools = PlanFigures.all(problem, []).map { $0.message(assembled.names) }
                $0.missing = assembled.missing.map(\.sentence)
            }
        }
    }

    func getPlan(
        request: Taoli_Rotation_V1_GetPlanRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_GetPlanResponse {
        let id: PlanID = try Input.id("id", request.id)
        let (view, stored) = try await read { try await $0.view(id) }
        let caller = try CallContext.requireCaller()
        let isOfficial = try RotationReader(caller) == .official
        let (plans, today) = (plans, CalendarDate(shanghai: context.now()))
        return try await context.readAll { tx in
            let problem = try await plans.problem(stored, tx)
            let names = try await FactsReads.names(
                tx, stored.plan.sending + stored.plan.receiving)
            // Only who decides needs to know what changed, and only while it can be decided.
            let isOpen = ![.decided, .withdrawn, .failed].contains(stored.plan.state)
            let stale =
                isOfficial && isOpen ? try await plans.changes(stored, tx, today: today) : []
            return try .with {
                $0.plan = view.message
                $0.schools = PlanFigures.all(problem, stored.plan.moves).map { $0.message(names) }
                if let report = stored.report, isOfficial {
                    $0.report = try Taoli_Rotation_V1_PlanReport(serializedBytes: report)
                }
                $0.objections = stored.plan.objections.filter {
                    isOfficial || $0.unit == caller.unit
                }
                .map(\.message)
                $0.stale = stale.prefix(RotationLimits.differencesShownMax).map(\.sentence)
            }
        }
    }

    func listPlans(
        request: Taoli_Rotation_V1_ListPlansRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListPlansResponse {
        let list = ["plans", request.groupID, request.schoolYear, request.state]
        let filter = PlanFilter(
            group: try RotationFields.optionalID("group_id", request.groupID),
            year: try RotationFields.optionalYear("school_year", request.schoolYear),
            state: try RotationFields.optionalChoice("state", request.state))
        let after: PlanID? = try RotationFields.position(request.cursor, of: list)
        let size = try Cursor.size(request.pageSize)
        let page = try await read { try await $0.list(filter, after: after, size: size) }
        return .with {
            $0.plans = page.plans.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode([$0.description], of: list) } ?? ""
        }
    }

    func listPlanMoves(
        request: Taoli_Rotation_V1_ListPlanMovesRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ListPlanMovesResponse {
        let list = ["plan-moves", request.planID, request.readyPlan, request.schoolID]
        let id: PlanID = try Input.id("plan_id", request.planID)
        let ready: ReadyKind? = try RotationFields.optionalChoice("ready_plan", request.readyPlan)
        let school: SchoolID? = try RotationFields.optionalID("school_id", request.schoolID)
        let after: PersonID? = try RotationFields.position(request.cursor, of: list)
        let size = try Cursor.size(request.pageSize)
        let reader = try RotationReader(CallContext.requireCaller())
        guard ready == nil || reader == .official else { throw PlanCalls.readyInternal }
        let page = try await read {
            try await $0.moves(id, ready: ready, school: school, after: after, size: size)
        }
        return .with {
            $0.moves = page.moves.map { $0.message(for: reader) }
            $0.nextCursor = page.next.map { Cursor.encode([$0.description], of: list) } ?? ""
        }
    }

    func explainPlan(
        request: Taoli_Rotation_V1_ExplainPlanRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ExplainPlanResponse {
        let id: PlanID = try Input.id("plan_id", request.planID)
        let person: PersonID? = try RotationFields.optionalID("person_id", request.personID)
        let school: SchoolID? = try RotationFields.optionalID("school_id", request.schoolID)
        guard person == nil || school == nil else { throw PlanCalls.personOrSchool }
        let stored = try await read { try await $0.view(id) }.stored
        guard stored.plan.result?.objective != nil || stored.plan.ready != nil else {
            throw stored.plan.state == .infeasible
                ? RotationRefusals.noPlanPossible : RotationRefusals.noPlanYet
        }
        let plans = plans
        let problem = try await context.readAll { try await plans.problem(stored, $0) }
        let pack = try RotationPacks.kept(stored.packFile, stored.plan.pack)
        let citations = try RotationPacks.parameters(pack).1
        let reasons = try await plans.threads.run(for: plans.patience) { limits in
            let reasons = PlanReasons(problem, stored.plan.moves, citations, limits: limits)
            if let person { return reasons.reasons(for: person) }
            if let school { return reasons.reasons(for: school) }
            return reasons.reasonsOfRules()
        }
        guard let reasons else {
            throw RotationRefusals.notFound(
                person == nil ? "school_id" : "person_id", "该教师或学校", "teacher or school of the plan"
            )
        }
        return .with { $0.reasons = reasons.map(\.sentence) }
    }

    private func read<Value: Sendable>(_ body: @Sendable (PlanReads) async throws -> Value)
        async throws -> Value
    {
        let reader = try RotationReader(try CallContext.requireCaller())
        return try await context.read { tx in try await body(PlanReads(tx: tx, reader: reader)) }
    }

    private static let readyInternal = Refusal(
        .permission, "ready-plan-internal", field: "ready_plan",
        what: Wording(
            "备选方案只供教育局查看。", "Ready plans are for the bureau alone."),
        next: Wording("请去掉 ready_plan，查看方案本身。", "Leave ready_plan out to see the plan itself."))

    private static let personOrSchool = Refusal(
        .invalid, "person-or-school", field: "person_id",
        what: Wording("教师与学校只能给一个。", "Give a person or a school, not both."),
        next: Wording("请只写其中之一。", "Give one of them."))
}
