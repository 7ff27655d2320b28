import GRPCCore
import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliRuntime

/// Consultation: schools see a plan, object, and are answered.
extension PlanCalls {
    func consultPlan(
        request: Taoli_Rotation_V1_ConsultPlanRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_ConsultPlanResponse {
        let until = try RotationFields.date("until", request.until)
        let caller = try CallContext.requireCaller()
        return try await plans.change(
            try Input.id("plan_id", request.planID),
            try command(request, request.requestID, request.reason)
        ) { stored, _, today in
            PlanStore.Decided(
                decision: try stored.plan.consulted(by: caller, until: until, today: today))
        } respond: { _, plan, name in
            .with { $0.plan = plan.message(name) }
        }
    }

    func raiseObjection(
        request: Taoli_Rotation_V1_RaiseObjectionRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_RaiseObjectionResponse {
        let text = try Input.text("text", request.text, max: RotationLimits.textMax)
        let person: PersonID? = try RotationFields.optionalID("person_id", request.personID)
        let caller = try CallContext.requireCaller()
        let id = ObjectionID(.version7())
        return try await plans.change(
            try Input.id("plan_id", request.planID), try command(request, request.requestID, "")
        ) { stored, _, today in
            PlanStore.Decided(
                decision: try stored.plan.objected(
                    id, by: caller, about: person, text: text, today: today))
        } respond: { _, plan, _ in
            .with { $0.objection = plan.objections.first { $0.id == id }?.message ?? .init() }
        }
    }

    func answerObjection(
        request: Taoli_Rotation_V1_AnswerObjectionRequest, context call: ServerContext
    ) async throws -> Taoli_Rotation_V1_AnswerObjectionResponse {
        let id: ObjectionID = try Input.id("objection_id", request.objectionID)
        let answer = try Input.text("answer", request.answer, max: RotationLimits.textMax)
        let outcomes: [String: Bool] = ["upheld": true, "rejected": false]
        let isUpheld = try Input.known(
            "outcome", outcomes[request.outcome], allowed: ["upheld", "rejected"])
        let caller = try CallContext.requireCaller()
        return try await plans.change(
            try Input.id("plan_id", request.planID), try command(request, request.requestID, "")
        ) { stored, _, today in
            PlanStore.Decided(
                decision: try stored.plan.answered(
                    id, by: caller, isUpheld: isUpheld, answer: answer, today: today))
        } respond: { _, plan, _ in
            .with { $0.objection = plan.objections.first { $0.id == id }?.message ?? .init() }
        }
    }
}
