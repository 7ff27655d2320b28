package import TaoliModels

/// What is refused about placements.
package enum StayRefusals {
    static func state(_ state: StayState, _ step: StayStep) -> Refusal {
        Refusal(
            .precondition, "placement-state", field: "placement_id",
            what: Wording(
                "派出处于“\(state.chinese)”，不能\(step.chinese)。",
                "The placement is \(state.rawValue); this step (\(step.rawValue)) does not belong "
                    + "there."),
            next: Wording(
                "请用 taoli placement list 查看派出进行到哪一步。",
                "See with taoli placement list how far it has come."))
    }

    /// Somebody placed the teacher at the same moment, or for the same days.
    package static let placedAlready = Refusal(
        .alreadyExists, "teacher-placed-already", field: "person_id",
        what: Wording(
            "有教师在这段时间已派往另一所学校，且各处工作量合计超过 100%；一位教师不能同时在两处。",
            "A teacher is placed at another school for these days, and the shares of working time "
                + "exceed the whole; nobody is in two places at once."
        ),
        next: Wording(
            "请用 taoli placement list --person 查看该教师的派出，再改日期或份额，或修补、重新求解方案。",
            "See the teacher's placements with taoli placement list --person, then change days or "
                + "share, repair the plan or plan anew."))

    static let notAppraiser = Refusal(
        .permission, "not-the-appraiser", clause: "XN-35", field: "placement_id",
        what: Wording(
            "按政策包，考核由另一单位负责。", "By the pack another unit appraises this placement."),
        next: Wording(
            "请用 taoli placement list 查看由谁考核。",
            "See who appraises with taoli placement list."))

    /// A day that has not come yet.
    package static func notYet(_ day: CalendarDate) -> Refusal {
        Refusal(
            .precondition, "not-yet", field: "on",
            what: Wording("\(day) 尚未到来。", "\(day) has not come yet."),
            next: Wording("请在当日或之后办理。", "Do it on that day or later."))
    }

    static func outsideStay(_ stay: TeacherStay) -> Refusal {
        Refusal(
            .invalid, "outside-placement", field: "on",
            what: Wording(
                "日期不在派出期内（\(stay.from) 起，\(stay.until) 前）。",
                "The day is outside the placement, which lasts from \(stay.from) until \(stay.until)."
            ),
            next: Wording("请核对日期。", "Check the day."))
    }

    static let appraisedAlready = Refusal(
        .alreadyExists, "appraised-already", field: "school_year",
        what: Wording("该学年已经考核。", "That school year has been appraised."),
        next: Wording("请用 taoli placement list 查看结果。", "See the grade with taoli placement list."))

    static func yearOutside(_ stay: TeacherStay) -> Refusal {
        Refusal(
            .invalid, "year-outside", field: "school_year",
            what: Wording(
                "该学年不在派出期内（\(stay.from) 起，\(stay.until) 前）。",
                "That school year is not one of the placement (\(stay.from) until \(stay.until))."),
            next: Wording("请写派出期内的学年。", "Name a school year of the placement."))
    }

    static func notAppraised(_ years: [SchoolYear]) -> Refusal {
        let list = years.map(\.description).joined(separator: ", ")
        return Refusal(
            .precondition, "year-not-appraised", field: "placement_id",
            what: Wording("尚未考核的学年：\(list)。", "School years without an appraisal: \(list)."),
            next: Wording(
                "请先由考核单位用 taoli placement appraise 记录。",
                "Let the appraising school record them with taoli placement appraise first."))
    }

    static func notLater(_ until: CalendarDate) -> Refusal {
        Refusal(
            .invalid, "not-later", field: "until",
            what: Wording(
                "新的结束日应晚于 \(until)。", "The new last day must be later than \(until)."),
            next: Wording(
                "要提前结束请用 taoli placement end。",
                "To end it earlier use taoli placement end."))
    }

    static let tooLong = Refusal(
        .invalid, "too-long-a-placement", field: "until",
        what: Wording(
            "派出总期限不能超过 \(RotationLimits.yearsMax) 个学年。",
            "A placement lasts \(RotationLimits.yearsMax) school years at most."),
        next: Wording("请写较早的日期。", "Give an earlier day."))

    static func noDuty(_ clause: String?, _ state: StayState) -> Refusal {
        Refusal(
            .precondition, "no-duty", clause: clause == "ours" ? nil : clause,
            field: "placement_id",
            what: Wording(
                "该派出没有返校后的职责（当前为“\(state.chinese)”）：只有相对薄弱校派出、期满且各学年考核达到要求者才有。",
                "No duty follows from this placement (\(state.rawValue)): it opens for those alone "
                    + "whom a weak school sent, who completed it and were appraised well enough."),
            next: Wording(
                "请用 taoli placement duties 查看已产生的职责。",
                "See the duties that are open with taoli placement duties."))
    }

    static let dutyTakenUp = Refusal(
        .alreadyExists, "duty-taken-up", field: "placement_id",
        what: Wording("该职责已经承担。", "The duty has been taken up already."),
        next: Wording(
            "请用 taoli placement show 查看。", "See it with taoli placement show."))

    static func unknownTask(_ duty: ReturnDuty) -> Refusal {
        let tasks = duty.tasks.joined(separator: ", ")
        return Refusal(
            .invalid, "unknown-task", clause: duty.clause == "ours" ? nil : duty.clause,
            field: "task",
            what: Wording("没有这项职责。", "The duty does not consist in that."),
            next: Wording("可用：\(tasks)。", "There are: \(tasks)."))
    }

    static func notBack(_ day: CalendarDate) -> Refusal {
        Refusal(
            .invalid, "not-back", field: "on",
            what: Wording(
                "该教师 \(day) 才返校。", "The person is back at home from \(day) on."),
            next: Wording("请写返校之后的日期。", "Give a day after the return."))
    }
}
