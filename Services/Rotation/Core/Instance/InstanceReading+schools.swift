import TaoliModels

extension InstanceReading {
    /// A school; one in several groups has a row in each.
    func readSchool(_ cells: Cells) throws(InstanceProblem) {
        let code = try cells.code(0)
        let group = groupNumber(try cells.code(1))
        let isStrong = try role(cells)
        let school = PlanSchool(
            code: code, stage: try cells.stage(2), places: try cells.count(4),
            isTeamAsked: cells.isEmpty(5) ? false : try cells.flag(5))
        let number = try schoolNumber(school, cells)
        let member = PlanMember(school: number, group: group, isStrong: isStrong)
        if !membersSeen.insert(member).inserted {
            throw cells.problem(
                0, "学校重复：第 \(schoolLines[number]) 行已有；请删除其中一行。",
                "The school stands there twice, first in line \(schoolLines[number]): remove one.")
        }
        instance.members.append(member)
        if isStrong { self.isStrong[number] = true } else { isReceiving[number] = true }
    }

    private func role(_ cells: Cells) throws(InstanceProblem) -> Bool {
        if cells.row.equals(3, "strong") { return true }
        if cells.row.equals(3, "receiving") { return false }
        throw cells.problem(
            3, "角色应为 strong（派出）或 receiving（接收）。", "A role is strong or receiving.")
    }

    private func groupNumber(_ code: String) -> Int {
        if let number = groupNumbers[code] { return number }
        groupNumbers[code] = instance.groups.count
        instance.groups.append(code)
        return instance.groups.count - 1
    }

    private func schoolNumber(
        _ school: PlanSchool, _ cells: Cells
    ) throws(InstanceProblem) -> Int {
        guard let number = schoolNumbers[school.code] else {
            schoolNumbers[school.code] = instance.schools.count
            instance.schools.append(school)
            schoolLines.append(cells.row.line)
            isStrong.append(false)
            isReceiving.append(false)
            return instance.schools.count - 1
        }
        guard instance.schools[number] == school else {
            throw cells.problem(
                0, "与第 \(schoolLines[number]) 行同一学校的学段、名额不一致；请统一。",
                "Stage or capacity differ from the same school's row in line "
                    + "\(schoolLines[number]): make them equal.")
        }
        return number
    }

    /// The number of the school that a cell names.
    func school(_ column: Int, _ cells: Cells) throws(InstanceProblem) -> Int {
        let bytes = cells.row.bytes(column)
        if bytes.elementsEqual(lastSchool.bytes) { return lastSchool.number }
        guard let number = schoolNumbers[try cells.code(column)] else {
            let near = NearestName.nearest(
                to: cells.row[column], in: Array(schoolNumbers.keys.sorted().prefix(400)))
            throw cells.problem(
                column,
                "schools.csv 中没有这所学校；请改正代码或补上学校。"
                    + (near.map { "是否应为“\($0)”？" } ?? ""),
                "schools.csv has no such school: correct the code or add the school."
                    + (near.map { " Is \"\($0)\" meant?" } ?? ""))
        }
        lastSchool = (Array(bytes), number)
        return number
    }

    func readNeed(_ cells: Cells) throws(InstanceProblem) {
        let school = try school(0, cells)
        let subject = subjectNumber(try cells.code(1), cells, 1)
        let need = PlanNeed(
            subject: subject, amount: try cells.count(2),
            weight: try cells.count(3, through: InstanceLimits.weightMax))
        guard isReceiving[school] else {
            return warn(
                cells.problem(
                    0, "这所学校不接收教师，其需求已忽略。",
                    "This school does not receive teachers; its need is ignored."))
        }
        needs.append(need)
        needSchools.append(Int32(school))
        needLines.append(Int32(cells.row.line))
    }

    func subjectNumber(_ name: String, _ cells: Cells, _ column: Int) -> Int {
        if let number = subjectNumbers[name] { return number }
        subjectNumbers[name] = instance.subjects.count
        instance.subjects.append(name)
        return instance.subjects.count - 1
    }
}
