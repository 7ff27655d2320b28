import TaoliModels
import TaoliPolicy

/// What is refused about placements that no plan makes.
enum ArrangementRefusals {
    static func byPlanOnly(_ kind: PlacementKind, _ pack: PolicyPack) -> Refusal {
        let section = pack[RotationSection.self]
        let known = section.arrangements.flatMap(\.kinds).map(\.rawValue)
        let names = known.joined(separator: ", ")
        let isKnown = section.kinds.contains { $0.kind == kind }
        return Refusal(
            .precondition, isKnown ? "by-plan-only" : "unknown-placement-kind",
            clause: section.kinds.first { $0.kind == kind }?.source.clause, field: "kind",
            what: isKnown
                ? Wording(
                    "政策包 \(pack.id) 的“\(kind.rawValue)”由年度轮岗方案产生，不单独安排。",
                    "By pack \(pack.id) placements of the kind \(kind.rawValue) are made by a year's "
                        + "plan, not one by one.")
                : Wording(
                    "政策包 \(pack.id) 没有“\(kind.rawValue)”这种派出。",
                    "Pack \(pack.id) knows no placement \(kind.rawValue)."),
            next: known.isEmpty
                ? Wording("请用 taoli plan start 编制方案。", "Make a plan with taoli plan start.")
                : Wording("可单独安排：\(names)。", "Arranged one by one are: \(names)."))
    }

    static func notYours(_ rule: ArrangementRule) -> Refusal {
        Refusal(
            .permission, "not-yours-to-arrange", clause: rule.source.clause, field: "kind",
            what: Wording(
                "按政策包，这种派出不由贵单位安排。",
                "By the pack your unit does not arrange placements of this kind."),
            next: Wording("请由教育局办理。", "Let the bureau do it."))
    }

    static let dateOrder = Refusal(
        .invalid, "date-order", field: "until",
        what: Wording("返校日应晚于到岗日。", "The day back at home must be later than the first day."),
        next: Wording("请核对日期。", "Check the days."))

    static func twice(_ person: PersonID) -> Refusal {
        Refusal(
            .invalid, "person-twice", field: "members",
            what: Wording("\(person) 出现两次。", "\(person) stands there twice."),
            next: Wording("每人只写一次。", "Name each person once."))
    }

    static func unknownSchool(_ school: SchoolID) -> Refusal {
        Refusal(
            .invalid, "unknown-school", field: "receiving_school_id",
            what: Wording(
                "学校 \(school) 当日不属于该集团。",
                "School \(school) does not belong to the group on the first day."),
            next: Wording("请用 taoli group show 核对编号。", "Check the id with taoli group show."))
    }

    static func unknownTeacher(_ person: PersonID, _ day: CalendarDate) -> Refusal {
        Refusal(
            .invalid, "unknown-teacher", field: "members",
            what: Wording(
                "\(person) 在 \(day) 不在该集团的学校任职。",
                "\(person) has no main post at a school of the group on \(day)."),
            next: Wording(
                "请用 taoli staff list 核对编号；刚登记的人员请稍候片刻。",
                "Check the id with taoli staff list; if the person was registered just now, try again "
                    + "in a moment."))
    }

    static func sameSchool(_ person: PersonID) -> Refusal {
        Refusal(
            .invalid, "same-school", field: "receiving_school_id",
            what: Wording(
                "\(person) 就在该校任职。", "\(person) works at that school already."),
            next: Wording("请写另一所学校。", "Name another school."))
    }

    static func stageNeeded(_ person: PersonID) -> Refusal {
        Refusal(
            .invalid, "stage-needed", field: "stage",
            what: Wording(
                "\(person) 的任教学段不明。", "It is not known at which stage \(person) teaches."),
            next: Wording(
                "请写明两校都有的学段。", "Name a stage that both schools teach."))
    }

    static func notTaught(_ stage: Stage) -> Refusal {
        Refusal(
            .invalid, "stage-not-taught", field: "stage",
            what: Wording(
                "接收校没有\(stage.chinese)。",
                "The receiving school does not teach the stage \(stage.rawValue)."),
            next: Wording("请写接收校的学段。", "Name a stage of the receiving school."))
    }

    static let badShare = Refusal(
        .invalid, "bad-share", field: "share",
        what: Wording("工作量应为 1 到 100 的整数百分比。", "A share is 1 to 100 whole percent."),
        next: Wording("请改正。", "Correct it."))

    static func shareNeeded(_ rule: ArrangementRule) -> Refusal {
        Refusal(
            .invalid, "share-needed", clause: rule.source.clause, field: "share",
            what: Wording(
                "这种派出只占部分工作时间，须写明百分比（1-99）。",
                "Such a placement takes a part of the working time, which must be said (1-99)."),
            next: Wording("请写 --share，例如 40。", "Give --share, for example 40."))
    }

    static func wholeTime(_ rule: ArrangementRule) -> Refusal {
        Refusal(
            .precondition, "whole-time", clause: rule.source.clause, field: "share",
            what: Wording(
                "这种派出占全部工作时间。", "Such a placement takes the whole working time."),
            next: Wording("请不写 --share。", "Leave --share out."))
    }

    static func mentorNeeded(_ rule: ArrangementRule) -> Refusal {
        Refusal(
            .invalid, "mentor-needed", clause: rule.source.clause, field: "mentor_id",
            what: Wording("须写明带教教师。", "The mentor must be named."),
            next: Wording("请写接收校的一位教师。", "Name a teacher of the receiving school."))
    }

    static func mentorElsewhere(_ mentor: PersonID) -> Refusal {
        Refusal(
            .invalid, "mentor-elsewhere", field: "mentor_id",
            what: Wording(
                "带教教师 \(mentor) 不在接收校任职。",
                "The mentor \(mentor) does not work at the receiving school."),
            next: Wording("请写接收校的一位教师。", "Name a teacher of the receiving school."))
    }

    static func noTeam(_ kind: PlacementKind) -> Refusal {
        Refusal(
            .invalid, "no-team", field: "kind",
            what: Wording(
                "“\(kind.rawValue)”不是团队派出，没有岗位、团队和对等派员。",
                "Placements of the kind \(kind.rawValue) do not go in teams: no posts, no team, nobody "
                    + "in return."),
            next: Wording(
                "请去掉岗位、团队和对等派员。", "Leave posts, team and people in return out."))
    }

    static let unknownTeam = Refusal(
        .notFound, "unknown-team", field: "team_id",
        what: Wording("该集团没有这个在外团队。", "The group has no such team that is out."),
        next: Wording(
            "请用 taoli placement list --team 核对编号。",
            "Check the id with taoli placement list --team."))

    static func notInReturn(_ person: PersonID) -> Refusal {
        Refusal(
            .invalid, "not-in-return", field: "in_return_person_ids",
            what: Wording(
                "\(person) 不在接收校任职，不能作为对等派员。",
                "\(person) does not work at the receiving school and cannot come in return."),
            next: Wording("请写接收校的人员。", "Name people of the receiving school."))
    }
}
