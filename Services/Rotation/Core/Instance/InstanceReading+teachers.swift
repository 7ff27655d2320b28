import TaoliModels

extension InstanceReading {
    func readTeacher(_ cells: Cells) throws(InstanceProblem) {
        let code = try cells.code(0)
        let school = try school(1, cells)
        let subject = subjectNumber(try cells.code(2), cells, 2)
        let stage = try cells.stage(3)
        let isEligible = try cells.flag(5)
        let teacher = PlanTeacher(
            code: code, school: Int32(school), subject: Int32(subject), stage: stage,
            isKey: try cells.flag(4), isEligible: isEligible, isInHardship: try cells.flag(6),
            willing: Int8(try cells.count(7, from: -1, through: 1)),
            awayAt: try away(cells, isEligible),
            years: try cells.optionalCount(8).map(Int32.init))
        let number = Int32(instance.teachers.count)
        if let before = teacherNumbers.updateValue(number, forKey: code) {
            teacherNumbers[code] = before
            throw cells.problem(
                0, "教师重复出现；一位教师只能有一行，请删除多余的行。",
                "This teacher stands there twice; each has one row: remove the other.")
        }
        try warnAboutYears(cells, isEligible: isEligible)
        if stage != instance.schools[school].stage {
            warn(
                cells.problem(
                    3, "教师的学段与所在学校不同，不能派往本校学段的学校。",
                    "The teacher's stage is not that of the school, whose partners are of another "
                        + "stage: the teacher cannot be sent."))
        }
        instance.teachers.append(teacher)
        teacherLines.append(Int32(cells.row.line))
    }

    private func away(
        _ cells: Cells, _ isEligible: Bool
    ) throws(InstanceProblem) -> Int32? {
        if cells.isEmpty(10) { return nil }
        let school = try school(10, cells)
        if isEligible {
            throw cells.problem(
                10, "已在外校的教师不能再列为可交流；请将 eligible 改为 0。",
                "A teacher who is away already cannot be eligible: write 0 in `eligible`.")
        }
        return Int32(school)
    }

    /// The number of the teacher that a cell names.
    private func teacher(
        _ column: Int, _ cells: Cells
    ) throws(InstanceProblem) -> Int32 {
        let bytes = cells.row.bytes(column)
        if bytes.elementsEqual(lastTeacher.bytes) { return lastTeacher.number }
        guard let number = teacherNumbers[try cells.code(column)] else {
            throw cells.problem(
                column, "teachers.csv 中没有这位教师；请改正编号或补上教师。",
                "teachers.csv has no such teacher: correct the code or add the teacher.")
        }
        lastTeacher = (Array(bytes), number)
        return number
    }

    func readWish(_ cells: Cells) throws(InstanceProblem) {
        let teacher = try teacher(0, cells)
        let rank = try cells.count(1, from: 1)
        let school = try school(2, cells)
        wishes.append(PlanWish(school: Int32(school), rank: Int32(rank)))
        wishTeachers.append(teacher)
        wishLines.append(Int32(cells.row.line))
    }

    func readWay(_ cells: Cells) throws(InstanceProblem) {
        let teacher = try teacher(0, cells)
        let school = try school(1, cells)
        let minutes = try cells.count(2)
        let extra = try cells.count(3)
        ways.append(
            PlanWay(school: Int32(school), minutes: Int32(minutes), extraMinutes: Int32(extra)))
        wayTeachers.append(teacher)
        wayLines.append(Int32(cells.row.line))
    }
}
