import TaoliModels
import TaoliPolicy

extension PlanChecker {
    /// H2, H3 and H5 at a strong school.
    func sender(_ school: Int, _ people: [Int], _ leaving: [Placement]) -> [PlanViolation] {
        var found: [PlanViolation] = []
        let eligible = people.count { instance.teachers[$0].isEligible }
        let away = people.count { instance.teachers[$0].awayAt != nil }
        let quota = quota(people)
        let counted = parameters.quotaCounts == .serving ? leaving.count + away : leaving.count
        var most = 0
        while (most + 1) * 100 <= parameters.maxOutPercent * eligible { most += 1 }
        most = [quota, isTeamExcused(people) ? 0 : parameters.teamMin, most].max() ?? 0
        let count = leaving.count
        if counted < quota {
            found.append(
                at(
                    school, .quota, "应派出至少 \(quota) 人，方案仅 \(counted) 人。",
                    "must send at least \(quota); the plan sends \(counted)."))
        }
        if count > 0, count + away > most {
            found.append(
                at(
                    school, .maxOut, "最多可有 \(most) 人在外，方案为 \(count + away) 人。",
                    "may have \(most) away at most; with the plan there are \(count + away)."))
        }
        let keys = leaving.count { instance.teachers[$0.teacher].isKey }
        if 100 * keys < parameters.keyPercent * count {
            found.append(
                at(
                    school, .keyShare,
                    "派出 \(count) 人中骨干教师仅 \(keys) 人，不足 \(parameters.keyPercent)%。",
                    "sends \(keys) key teachers among \(count), less than "
                        + "\(parameters.keyPercent) %."))
        }
        return found + losses(school, people, leaving)
    }

    /// The least number that must go, or be away where those count too.
    private func quota(_ people: [Int]) -> Int {
        let base = people.count { number in
            let teacher = instance.teachers[number]
            return teacher.isEligible
                || (parameters.quotaCounts == .serving && teacher.awayAt != nil)
        }
        // ⌈a/b⌉ is the least n with n·b ≥ a.
        var quota = 0
        while quota * 100 < parameters.quotaPercent * base { quota += 1 }
        return quota
    }

    /// Whether the school's quota is too small for the rule of teams (ADR 34).
    private func isTeamExcused(_ people: [Int]) -> Bool {
        parameters.smallSchools == .alone && quota(people) < parameters.teamMin
    }

    /// H5.
    private func losses(
        _ school: Int, _ people: [Int], _ leaving: [Placement]
    ) -> [PlanViolation] {
        var found: [PlanViolation] = []
        let bySubject = Dictionary(grouping: leaving) { instance.teachers[$0.teacher].subject }
        for (subject, rows) in bySubject.sorted(by: { $0.key < $1.key }) {
            let staff = people.filter { instance.teachers[$0].subject == subject }
            let away = staff.count { instance.teachers[$0].awayAt != nil }
            let lost = rows.count + away
            let isWithinShare = lost * 100 <= parameters.subjectLossPercent * staff.count
            if lost <= parameters.subjectLossFloor || isWithinShare { continue }
            let name = instance.subjectName(Int(subject))
            found.append(
                at(
                    school, .subjectLoss,
                    "\(name.chinese)学科共 \(staff.count) 人，派出后 \(lost) 人在外，超过上限。",
                    "would have \(lost) of \(staff.count) teachers of \(name.english) away, above "
                        + "the limit."))
        }
        return found
    }

    /// H6, and H4 where it is held per receiving school.
    func receiver(_ school: Int, _ coming: [Placement], _ guests: Int) -> [PlanViolation] {
        guard !coming.isEmpty else { return [] }
        var found: [PlanViolation] = []
        let places = instance.schools[school].places
        if coming.count + guests > places {
            found.append(
                at(
                    school, .capacity, "名额 \(places) 个，方案后共 \(coming.count + guests) 人。",
                    "has \(places) places; with the plan \(coming.count + guests) are taken."))
        }
        let isTeamAsked =
            parameters.teamScope == .receiver
            || (parameters.teamScope == .marked && instance.schools[school].isTeamAsked)
        if isTeamAsked, coming.count < parameters.teamMin {
            found.append(
                at(
                    school, .team, "接收 \(coming.count) 人，不足一个团队（\(parameters.teamMin) 人）。",
                    "receives \(coming.count), fewer than a team of \(parameters.teamMin)."))
        }
        return found
    }

    /// H4 per pair of schools.
    func pairTeams(_ plan: [Placement]) -> [PlanViolation] {
        var sizes: [[Int]: Int] = [:]
        for row in plan {
            sizes[[Int(instance.teachers[row.teacher].school), row.school], default: 0] += 1
        }
        let excused = parameters.smallSchools == .alone ? excusedSchools() : []
        return sizes.filter { pair, size in
            size < parameters.teamMin && !excused.contains(pair[0])
        }
        .sorted {
            $0.key.lexicographicallyPrecedes($1.key)
        }
        .map { pair, size in
            let other = instance.schools[pair[1]].code
            return at(
                pair[0], .team, "派往 \(other) 仅 \(size) 人，不足一个团队（\(parameters.teamMin) 人）。",
                "sends \(size) to \(other), fewer than a team of \(parameters.teamMin).")
        }
    }

    private func excusedSchools() -> Set<Int> {
        let staff = Dictionary(grouping: instance.teachers.indices) {
            Int(instance.teachers[$0].school)
        }
        return Set(staff.filter { isTeamExcused($0.value) }.keys)
    }

    private func at(
        _ school: Int, _ rule: PlanViolation.Rule, _ chinese: String, _ english: String
    ) -> PlanViolation {
        let code = instance.schools[school].code
        return PlanViolation(
            rule: rule, group: groupNames[school], school: code, teacher: nil,
            text: Wording("\(code)：\(chinese)", "\(code) \(english)"))
    }
}
