import TaoliModels

extension InstanceReading {
    /// What can be seen only when all rows are there: rows that stand twice, and ways that are
    /// missing.
    func checkPairs() {
        findTwice(.needs, "学校和学科", "school and subject", needLines, zip(needSchools, needs)) {
            [Int($0.0), $0.1.subject]
        }
        findTwiceWishes()
        findTwice(.commute, "教师和学校", "teacher and school", wayLines, zip(wayTeachers, ways)) {
            [Int($0.0), Int($0.1.school)]
        }
        if problems.isEmpty { findMissingWays() }
    }

    private func findTwiceWishes() {
        let rows = zip(wishTeachers, wishes)
        findTwice(.preferences, "教师和志愿顺序", "teacher and rank", wishLines, rows) {
            [Int($0.0), Int($0.1.rank)]
        }
        findTwice(.preferences, "教师和学校", "teacher and school", wishLines, rows) {
            [Int($0.0), Int($0.1.school)]
        }
    }

    private func findTwice<Rows: Sequence>(
        _ table: InstanceTable, _ chinese: String, _ english: String, _ lines: [Int32],
        _ rows: Rows, key: (Rows.Element) -> [Int]
    ) {
        var first: [Pair: Int32] = [:]
        first.reserveCapacity(lines.count)
        for (row, line) in zip(rows, lines) {
            let parts = key(row)
            guard let before = first.updateValue(line, forKey: Pair(parts[0], parts[1])) else {
                continue
            }
            note(
                InstanceProblem(
                    table, line: Int(line), column: nil, value: "",
                    text: Wording(
                        "同一\(chinese)在第 \(before) 行已有；请删除其中一行。",
                        "The same \(english) stand in line \(before) already: remove one row.")))
            if isHopeless { return }
        }
    }

    private struct Pair: Hashable {
        let left: Int
        let right: Int

        init(_ left: Int, _ right: Int) {
            self.left = left
            self.right = right
        }
    }

    private func findMissingWays() {
        let partners = Partners(instance.members, instance.schools)
        for (number, teacher) in instance.teachers.enumerated() where teacher.isEligible {
            let schools = partners[Int(teacher.school)]
            if schools.isEmpty || teacher.stage != instance.schools[Int(teacher.school)].stage {
                continue
            }
            let known = instance.ways[number]
            for school in schools.sorted() where !known.contains(where: { $0.school == school }) {
                let code = instance.schools[school].code
                note(
                    InstanceProblem(
                        .teachers, line: Int(teacherLines[number]),
                        column: ColumnReference(letter: "", name: "teacher"), value: teacher.code,
                        text: Wording(
                            "commute.csv 缺少教师 \(teacher.code) 到学校 \(code) 的通勤时间；请补上一行。",
                            "commute.csv lacks the way of teacher \(teacher.code) to school "
                                + "\(code): add a row.")))
                if isHopeless { return }
            }
        }
    }
}
