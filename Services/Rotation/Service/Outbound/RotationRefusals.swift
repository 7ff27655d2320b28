import RotationCore
import TaoliModels
import TaoliPostgres

/// What the stores refuse: records that are not there or not within the caller's scope, and what a
/// concurrent change did first.
enum RotationRefusals {
    static func notFound(_ field: String, _ chinese: String, _ english: String) -> Refusal {
        Refusal(
            .notFound, "not-found", field: field,
            what: Wording(
                "\(chinese)不存在，或不在您的范围内。",
                "There is no such \(english), or it is outside your scope."),
            next: Wording("请核对编号，或联系市级人员。", "Check the id, or ask an official of the city."))
    }

    static let groupUnknown = Refusal(
        .notFound, "group-unknown", field: "group_id",
        what: Wording(
            "没有这个集团，或不在您的权限范围内。",
            "There is no such group, or it lies outside your scope."),
        next: Wording(
            "请核对编号；刚成立的集团请稍候片刻再查。",
            "Check the id; if the group was founded just now, ask again in a moment."))

    static func groupAbsent(_ day: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "group-absent", field: "school_year",
            what: Wording(
                "该集团在 \(day) 尚未成立或已撤销。",
                "The group does not exist on \(day): founded later, or closed by then."),
            next: Wording("请核对学年。", "Check the school year."))
    }

    static func inputsMissing(_ missing: [Wording]) -> Refusal {
        Refusal(
            .precondition, "inputs-missing", field: "group_id",
            what: Wording(
                missing.map(\.chinese).joined(separator: " "),
                missing.map(\.english).joined(separator: " ")),
            next: Wording(
                "补齐后再用 taoli plan start 开始。",
                "Complete it, then begin again with taoli plan start."))
    }

    static let tooManyTeachers = Refusal(
        .precondition, "too-many-teachers", field: "group_id",
        what: Wording(
            "集团教师超过 \(RotationLimits.teachersMax) 人。",
            "The group has more than \(RotationLimits.teachersMax) teachers."),
        next: Wording("请联系系统管理员。", "Tell the administrator."))

    static func unknownSchool(_ field: String, _ row: Int, _ id: SchoolID) -> Refusal {
        Refusal(
            .invalid, "unknown-school", field: field,
            what: Wording(
                "第 \(row) 行：学校 \(id) 不属于该集团。",
                "Row \(row): school \(id) does not belong to the group."),
            next: Wording(
                "请用 taoli group show 核对编号。", "Check the id with taoli group show."))
    }

    static func unknownTeacher(_ field: String, _ row: Int, _ id: PersonID) -> Refusal {
        Refusal(
            .invalid, "unknown-teacher", field: field,
            what: Wording(
                "第 \(row) 行：教师 \(id) 不在该集团的学校任职。",
                "Row \(row): teacher \(id) has no post at a school of the group."),
            next: Wording(
                "请用 taoli staff list 核对编号；刚登记的人员请稍候片刻。",
                "Check the id with taoli staff list; if the person was registered just now, try again "
                    + "in a moment."))
    }

    static let noPlanYet = Refusal(
        .precondition, "no-plan-yet", field: "plan_id",
        what: Wording("方案尚未求解出来，无法说明。", "There is no plan to explain yet."),
        next: Wording(
            "请用 taoli plan show 查看进度。", "See how far it is with taoli plan show."))

    static let noPlanPossible = Refusal(
        .precondition, "no-feasible-plan", field: "plan_id",
        what: Wording(
            "没有满足全部规则的方案，因此没有可说明的派出。",
            "No plan keeps every rule, so there is none to explain."),
        next: Wording(
            "原因和备选方案请看 taoli plan show；选用其一：taoli plan check --ready。",
            "See the reasons and the ready plans with taoli plan show; take one with taoli plan "
                + "check --ready."))

    static let stayBegun = Refusal(
        .precondition, "placement-begun", field: "withdrawn_person_ids",
        what: Wording(
            "其中有教师已经到岗，不能靠修补方案撤回。",
            "One of these teachers has begun already; repairing the plan cannot take that back."),
        next: Wording(
            "请用 taoli placement end 提前结束该派出。",
            "End the placement with taoli placement end."))

    static let busy = Refusal(
        .precondition, "planner-busy",
        what: Wording("求解器正忙。", "The planner is busy."),
        next: Wording("请过一会儿再试。", "Try again in a moment."), isTransient: true)

    /// A rule that a concurrent change broke first, as the refusal that it is.
    static func explained<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as PostgresError {
            guard case .uniqueViolation(let constraint) = error.kind else { throw error }
            switch constraint {
            case "plan_decided_year": throw PlanRefusals.yearDecided
            case "placement_of_person": throw StayRefusals.placedAlready
            default: throw error
            }
        }
    }
}
