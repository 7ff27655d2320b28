import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels

@testable import taoli

/// One plan in memory, and what was asked of it.
final class FakePlans: Taoli_Rotation_V1_PlanService.SimpleServiceProtocol, Sendable {
    static let id = "0199c2f7-0000-7000-8000-000000000001"
    static let school = "0199c2f7-0000-7000-8000-000000000002"
    static let person = "0199c2f7-0000-7000-8000-000000000003"

    /// What came in, in order.
    let inputs = Mutex<[Taoli_Rotation_V1_RecordInputsRequest]>([])
    let started = Mutex<Taoli_Rotation_V1_StartPlanRequest?>(nil)
    let decided = Mutex<Taoli_Rotation_V1_DecidePlanRequest?>(nil)
    /// The schools whose moves and reasons were asked for.
    let schools = Mutex<[String]>([])
    /// How often the plan is still queued when it is looked at.
    private let waits = Mutex(2)

    static func plan(_ state: String) -> Taoli_Rotation_V1_Plan {
        .with {
            $0.id = id
            $0.groupName = "桃李集团"
            $0.stage = "junior"
            $0.schoolYear = "2026-2027"
            $0.pack = "SH"
            $0.state = state
            $0.outcome = state == "queued" ? "" : "infeasible"
            $0.job = .with { $0.state = state == "queued" ? "waiting" : "done" }
        }
    }

    private static let move = Taoli_Rotation_V1_PlanMove.with {
        $0.personID = person
        $0.homeSchoolID = school
        $0.receivingSchoolID = school
        $0.subject = "mathematics"
        $0.isKey = true
        $0.wish = 2
    }

    private static let objection = Taoli_Rotation_V1_Objection.with {
        $0.id = id
        $0.unit = "school/\(school)"
        $0.text = "毕业班"
        $0.status = "open"
    }

    func recordInputs(request: Taoli_Rotation_V1_RecordInputsRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_RecordInputsResponse
    {
        guard !request.needs.contains(where: { $0.weight == 99 }) else {
            throw Refusal(
                .invalid, "bad-weight", what: Wording("第 1 行：权重过大。", "Row 1: too heavy."),
                next: Wording("请改正。", "Correct it."))
        }
        inputs.withLock { $0.append(request) }
        let rows = request.places.count + request.needs.count + request.teachers.count
        return .with { $0.rows = Int32(rows + request.ways.count) }
    }

    func getInputs(request: Taoli_Rotation_V1_GetInputsRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_GetInputsResponse
    {
        .with {
            $0.schools = [
                .with {
                    $0.schoolName = "近校"
                    $0.role = "receiving"
                    $0.basis = "member"
                }
            ]
            $0.missing = [
                .with {
                    $0.chinese = "缺通勤"
                    $0.english = "ways are missing"
                }
            ]
        }
    }

    func startPlan(request: Taoli_Rotation_V1_StartPlanRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_StartPlanResponse
    {
        started.withLock { $0 = request }
        return .with { $0.plan = Self.plan("queued") }
    }

    func getPlan(request: Taoli_Rotation_V1_GetPlanRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_GetPlanResponse
    {
        let isQueued = waits.withLock { left in
            left -= 1
            return left >= 0
        }
        return .with {
            $0.plan = Self.plan(isQueued ? "queued" : "infeasible")
            $0.report = .with {
                $0.causes = [
                    .with {
                        $0.chinese = "骨干不足"
                        $0.english = "too few key teachers"
                        $0.clause = "SH-3"
                    }
                ]
                $0.helps = [
                    .with {
                        $0.rule = "key"
                        $0.clause = "SH-3"
                    }
                ]
                $0.quotaFirst = .with { $0.keyMissing = 2 }
                $0.keyFirst = .with { $0.quotaMissing = 4 }
            }
            $0.schools = [
                .with {
                    $0.schoolID = Self.school
                    $0.schoolName = "远校"
                    $0.role = "receiving"
                }
            ]
            $0.objections = [Self.objection]
            $0.stale = [.with { $0.english = "a teacher came in" }]
        }
    }

    func listPlans(request: Taoli_Rotation_V1_ListPlansRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_ListPlansResponse
    {
        .with { $0.plans = [Self.plan("draft")] }
    }

    func listPlanMoves(request: Taoli_Rotation_V1_ListPlanMovesRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_ListPlanMovesResponse
    {
        schools.withLock { $0.append(request.schoolID) }
        return .with { $0.moves = [Self.move] }
    }

    func explainPlan(request: Taoli_Rotation_V1_ExplainPlanRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_ExplainPlanResponse
    {
        schools.withLock { $0.append(request.schoolID) }
        return .with {
            $0.reasons = [
                .with {
                    $0.chinese = "填补需求"
                    $0.english = "fills a need"
                }
            ]
        }
    }

    func checkPlan(request: Taoli_Rotation_V1_CheckPlanRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_CheckPlanResponse
    {
        .with {
            $0.plan = Self.plan("checked")
            $0.plan.readyPlan = request.readyPlan
        }
    }

    func consultPlan(request: Taoli_Rotation_V1_ConsultPlanRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_ConsultPlanResponse
    {
        .with {
            $0.plan = Self.plan("consulted")
            $0.plan.consultedUntil = request.until
        }
    }

    func raiseObjection(request: Taoli_Rotation_V1_RaiseObjectionRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_RaiseObjectionResponse
    {
        .with {
            $0.objection = Self.objection
            $0.objection.text = request.text
        }
    }

    func answerObjection(
        request: Taoli_Rotation_V1_AnswerObjectionRequest, context: ServerContext
    ) async throws -> Taoli_Rotation_V1_AnswerObjectionResponse {
        .with {
            $0.objection = Self.objection
            $0.objection.status = request.outcome
            $0.objection.answer = request.answer
        }
    }

    func repairPlan(request: Taoli_Rotation_V1_RepairPlanRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_RepairPlanResponse
    {
        .with {
            $0.plan = Self.plan("draft")
            $0.plan.withdrawnPersonIds = request.withdrawnPersonIds
            $0.plan.readyPlan = request.readyPlan
            $0.removed = [Self.move]
            $0.added = [Self.move]
        }
    }

    func decidePlan(request: Taoli_Rotation_V1_DecidePlanRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_DecidePlanResponse
    {
        decided.withLock { $0 = request }
        return .with { $0.plan = Self.plan("decided") }
    }

    func withdrawPlan(request: Taoli_Rotation_V1_WithdrawPlanRequest, context: ServerContext)
        async throws -> Taoli_Rotation_V1_WithdrawPlanResponse
    {
        .with { $0.plan = Self.plan("withdrawn") }
    }
}
