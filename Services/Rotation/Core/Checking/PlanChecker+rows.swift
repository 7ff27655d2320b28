import TaoliModels

extension PlanChecker {
    /// What is wrong with single rows.
    func rows(_ plan: [Placement]) -> [PlanViolation] {
        var found: [PlanViolation] = []
        var seen: Set<Int> = []
        for row in plan {
            if !seen.insert(row.teacher).inserted {
                found.append(
                    person(row, .twice, "在方案中出现两次。", "stands in the plan twice."))
            }
            let teacher = instance.teachers[row.teacher]
            if !teacher.isEligible {
                found.append(
                    person(row, .notEligible, "不在可交流之列。", "is not eligible."))
            }
            if !isPartner(teacher, row.school) {
                found.append(
                    person(
                        row, .notPartner, "不能派往该校：应为同集团、同学段的接收校。",
                        "cannot go there: it must be a receiving school of the same stage in a "
                            + "group to which the home school sends."))
            }
            if let problem = commute(row, teacher) { found.append(problem) }
        }
        return found
    }

    private func isPartner(_ teacher: PlanTeacher, _ school: Int) -> Bool {
        let home = Int(teacher.school)
        return home != school && !sendingIn[home].isDisjoint(with: receivingIn[school])
            && instance.schools[home].stage == instance.schools[school].stage
            && teacher.stage == instance.schools[school].stage
    }

    private func commute(_ row: Placement, _ teacher: PlanTeacher) -> PlanViolation? {
        let limit =
            teacher.isInHardship
            ? parameters.commuteMaxHardshipMinutes : parameters.commuteMaxMinutes
        guard let way = instance.ways[row.teacher].first(where: { Int($0.school) == row.school })
        else {
            return person(row, .commute, "没有到该校的通勤时间。", "has no known way there.")
        }
        guard Int(way.minutes) > limit else { return nil }
        return person(
            row, .commute, "单程 \(way.minutes) 分钟，超过上限 \(limit) 分钟。",
            "would travel \(way.minutes) minutes one way; the limit is \(limit).")
    }

    private func person(
        _ row: Placement, _ rule: PlanViolation.Rule, _ chinese: String, _ english: String
    ) -> PlanViolation {
        let teacher = instance.teachers[row.teacher]
        let home = Int(teacher.school)
        let school = instance.schools[row.school].code
        return PlanViolation(
            rule: rule, group: groupNames[home], school: instance.schools[home].code,
            teacher: teacher.code,
            text: Wording(
                "教师 \(teacher.code)（派往 \(school)）\(chinese)",
                "Teacher \(teacher.code), sent to \(school), \(english)"))
    }
}
