import TaoliContracts
import TaoliModels

extension Taoli_Rotation_V1_Placement: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { stay, _ in stay.id },
            Column("教师", "person") { stay, _ in stay.personID },
            Column("派出校", "home") { stay, _ in
                stay.homeSchoolName.isEmpty ? stay.homeSchoolID : stay.homeSchoolName
            },
            Column("接收校", "receiving") { stay, _ in
                stay.receivingSchoolName.isEmpty
                    ? stay.receivingSchoolID : stay.receivingSchoolName
            },
            Column("方式", "kind") { PlacementTerms.kind($0.kind).text(in: $1) },
            Column("工作量", "share", alignment: .right) { stay, _ in "\(stay.share)%" },
            Column("学段", "stage") { PlanTerms.stage($0.stage).text(in: $1) },
            Column("学科", "subject") { PlanTerms.subject($0.subject).text(in: $1) },
            Column("骨干", "key") { stay, _ in stay.isKey ? "1" : "" },
            Column("学年", "year") { stay, _ in stay.schoolYear },
            Column("自", "from") { stay, _ in stay.from },
            Column("至", "until") { stay, _ in stay.until },
            Column("状态", "state") { PlanTerms.state($0.state).text(in: $1) },
            Column("到岗", "began") { stay, _ in stay.beganOn },
            Column("考核", "appraisals") { stay, _ in stay.gradeText },
            Column("考核单位", "appraiser") { PlacementTerms.appraiser($0.appraiser).text(in: $1) },
            Column("条款", "clause") { stay, _ in stay.clause },
            Column("提前结束", "ended for") { stay, _ in
                [stay.ground, stay.endedReason].filter { !$0.isEmpty }.joined(separator: "：")
            },
            Column("岗位", "post") { stay, _ in stay.post },
            Column("带教教师", "mentor") { stay, _ in stay.mentorID },
            Column("团队", "team") { stay, _ in stay.teamID },
            Column("返校职责", "duty") { stay, language in
                stay.hasDuty ? PlacementTerms.duty(stay.duty.state).text(in: language) : ""
            },
        ]
    }

    /// Each school year's grade.
    var gradeText: String {
        appraisals.map { "\($0.schoolYear) \($0.grade)" }.joined(separator: "; ")
    }

    var json: JSONValue {
        [
            "id": .string(id), "plan_id": .optional(planID), "group_id": .string(groupID),
            "district": .string(district), "person_id": .string(personID),
            "kind": .string(kind), "home_school_id": .string(homeSchoolID),
            "home_school_name": .optional(homeSchoolName),
            "receiving_school_id": .string(receivingSchoolID),
            "receiving_school_name": .optional(receivingSchoolName), "stage": .string(stage),
            "subject": .optional(subject), "key": .bool(isKey),
            "school_year": .string(schoolYear), "from": .string(from), "until": .string(until),
            "state": .string(state), "pack": .string(pack),
            "pack_version": .string(packVersion), "clause": .string(clause),
            "appraiser": .optional(appraiser), "began_on": .optional(beganOn),
            "appraisals": .array(appraisals.map(\.json)), "ground": .optional(ground),
            "ended_reason": .optional(endedReason), "version": .integer(version),
            "share": .integer(Int64(share)), "mentor_id": .optional(mentorID),
            "post": .optional(post), "team_id": .optional(teamID), "mode": .optional(mode),
            "moves_employment": .bool(movesEmployment), "arranged_by": .optional(arrangedBy),
            "duty": hasDuty ? duty.json : .null,
        ]
    }
}

extension Taoli_Rotation_V1_ReturnDuty {
    var json: JSONValue {
        [
            "state": .string(state), "grade_at_least": .string(gradeAtLeast),
            "tasks": .array(tasks.map(JSONValue.string)), "clause": .string(clause),
            "opened_on": .optional(openedOn), "task": .optional(task),
            "taken_up_on": .optional(takenUpOn),
        ]
    }
}

extension Taoli_Rotation_V1_Appraisal {
    var json: JSONValue {
        [
            "school_year": .string(schoolYear), "grade": .string(grade),
            "recorded_on": .string(recordedOn),
        ]
    }
}

extension Taoli_Rotation_V1_GetCertificateResponse: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("教师", "person") { item, _ in item.personID },
            Column("月数", "months", alignment: .right) { item, _ in "\(item.months)" },
            Column("带教月数", "months as mentor", alignment: .right) { item, _ in
                "\(item.mentoringMonths)"
            },
            Column("学区或集团内满两年", "two years in one unit") { item, language in
                language == .zh
                    ? (item.twoYearsReached ? "是" : "否") : (item.twoYearsReached ? "yes" : "no")
            },
            Column("条款", "clause") { _, _ in "SH-6" },
            Column("校验值", "fingerprint") { item, _ in item.fingerprint },
        ]
    }

    var json: JSONValue {
        [
            "person_id": .string(personID), "months": .integer(Int64(months)),
            "mentoring_months": .integer(Int64(mentoringMonths)),
            "two_years_reached": .bool(twoYearsReached), "clause": "SH-6",
            "fingerprint": .string(fingerprint), "lines": .array(lines.map(\.json)),
        ]
    }
}

extension Taoli_Rotation_V1_ServiceLine: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("学区或集团", "unit") { line, _ in
                line.groupName.isEmpty ? line.groupID : line.groupName
            },
            Column("学校", "school") { line, _ in
                line.schoolName.isEmpty ? line.schoolID : line.schoolName
            },
            Column("方式", "kind") { line, language in
                let kind = PlacementTerms.kind(line.kind).text(in: language)
                guard line.asMentor else { return kind }
                return language == .zh ? "\(kind)（带教）" : "\(kind) (mentor)"
            },
            Column("工作量", "share", alignment: .right) { line, _ in "\(line.share)%" },
            Column("自", "from") { line, _ in line.from },
            Column("至", "until") { line, _ in line.until },
            Column("月数", "months", alignment: .right) { line, _ in "\(line.months)" },
            Column("考核", "appraisals") { line, _ in
                line.appraisals.map { "\($0.schoolYear) \($0.grade)" }.joined(separator: "; ")
            },
        ]
    }

    var json: JSONValue {
        [
            "placement_id": .string(placementID), "group_id": .string(groupID),
            "group_name": .optional(groupName), "school_id": .string(schoolID),
            "school_name": .optional(schoolName), "kind": .string(kind), "from": .string(from),
            "until": .string(until), "months": .integer(Int64(months)),
            "share": .integer(Int64(share)), "as_mentor": .bool(asMentor),
            "appraisals": .array(appraisals.map(\.json)),
        ]
    }
}

extension Taoli_Rotation_V1_SchoolQuota: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("学校", "school") { quota, _ in
                quota.schoolName.isEmpty ? quota.schoolID : quota.schoolName
            },
            Column("学段", "stage") { PlanTerms.stage($0.stage).text(in: $1) },
            Column("身份", "role") { quota, language in
                language == .zh ? (quota.role == "strong" ? "派出" : "接收") : quota.role
            },
            Column("可交流", "eligible", alignment: .right) { quota, _ in "\(quota.eligible)" },
            Column("应派/骨干", "quota/key", alignment: .right) { quota, _ in
                quota.role == "strong" ? "\(quota.quota)/\(quota.keyRequired)" : ""
            },
            Column("当年派出/骨干", "sent/key", alignment: .right) { quota, _ in
                "\(quota.sent)/\(quota.keySent)"
            },
            Column("当年流入", "came", alignment: .right) { quota, _ in "\(quota.came)" },
            Column("提前结束", "ended early", alignment: .right) { quota, _ in
                "\(quota.endedEarly)"
            },
            Column("存量在外/在内", "serving out/in", alignment: .right) { quota, _ in
                "\(quota.servingOut)/\(quota.servingIn)"
            },
            Column("比例", "shares") { quota, language in
                quota.shares.map { share in
                    let kept = language == .zh ? (share.kept ? "达到" : "未达到") : "\(share.kept)"
                    return "\(share.share) \(share.count)/\(share.total) ≥ \(share.atLeast)% "
                        + "\(kept) (\(share.clause))"
                }.joined(separator: "; ")
            },
        ]
    }

    var json: JSONValue {
        [
            "plan_id": .string(planID), "group_id": .string(groupID), "stage": .string(stage),
            "school_id": .string(schoolID), "school_name": .optional(schoolName),
            "role": .string(role), "eligible": .integer(Int64(eligible)),
            "quota": .integer(Int64(quota)), "key_required": .integer(Int64(keyRequired)),
            "sent": .integer(Int64(sent)), "key_sent": .integer(Int64(keySent)),
            "came": .integer(Int64(came)), "ended_early": .integer(Int64(endedEarly)),
            "serving_out": .integer(Int64(servingOut)),
            "serving_in": .integer(Int64(servingIn)),
            "shares": .array(
                shares.map {
                    [
                        "share": .string($0.share), "clause": .string($0.clause),
                        "count": .integer(Int64($0.count)), "total": .integer(Int64($0.total)),
                        "at_least": .integer(Int64($0.atLeast)), "kept": .bool($0.kept),
                    ]
                }),
        ]
    }
}
