import TaoliModels

/// The cells of a `staff` row that stand for themselves.
extension StaffRowReader {
    /// A value that a rule reads; what it refuses, the cell is refused for.
    func refusing<Value>(
        _ column: StaffColumn, _ findings: inout RowFindings, _ read: () throws(Refusal) -> Value
    ) -> Value? {
        do { return try read() } catch {
            findings.refuse(
                error.slug, column.rawValue,
                Wording(
                    error.what.chinese + error.next.chinese,
                    error.what.english + " " + error.next.english))
            return nil
        }
    }

    func number(_ row: TableRow, _ findings: inout RowFindings) -> IdentityNumber? {
        let text = row[StaffColumn.document]
        let kind =
            text.isEmpty
            ? IdentityDocument.residentCard : CodeText.value(text, in: StaffCodes.documents)
        guard let kind else {
            findings.refuse(
                "unknown-document", StaffColumn.document.rawValue,
                CodeText.unknown(
                    text, what: Wording("证件类型", "document"), in: StaffCodes.documents))
            return nil
        }
        let number = refusing(.number, &findings) { () throws(Refusal) in
            try IdentityNumber(kind, row[StaffColumn.number])
        }
        let key = Fingerprint.of(CodeText.plain(row[StaffColumn.number]).uppercased())
        if number != nil, let other = facts.numbers.other(key, than: row.number) {
            findings.refuse(
                "duplicate-number", StaffColumn.number.rawValue,
                Wording(
                    "同一证件号码也在第 \(other) 行；请只保留一行。",
                    "Row \(other) bears the same number: keep one."))
        }
        return number
    }

    func school(_ row: TableRow, _ register: StaffSnapshot, _ findings: inout RowFindings)
        -> School?
    {
        let code = CodeText.plain(row[StaffColumn.schoolCode])
        let name = row[StaffColumn.school]
        let column = code.isEmpty ? StaffColumn.school : .schoolCode
        let found =
            (code.isEmpty ? register.schoolsByName[name] : register.schoolsByCode[code]) ?? []
        if found.count == 1 { return found[0] }
        let text: (String, Wording)
        if code.isEmpty, name.isEmpty {
            text = (
                "missing-value",
                Wording("学校标识码和学校都为空；请填写一项。", "Neither the school's code nor its name is given.")
            )
        } else if found.isEmpty {
            let near = code.isEmpty ? register.fullNames[name] ?? [] : []
            text = ("unknown-school", StaffRowReader.unknownSchool(near))
        } else {
            text = (
                "ambiguous-school",
                Wording(
                    "有 \(found.count) 所学校符合；请填写学校标识码。",
                    "\(found.count) schools are of this name or code: give the official code.")
            )
        }
        findings.refuse(text.0, column.rawValue, text.1)
        return nil
    }

    /// - Parameter near: full names that may be meant.
    private static func unknownSchool(_ near: [String]) -> Wording {
        guard !near.isEmpty else {
            return Wording(
                "没有这所学校；请核对，或先导入学校。",
                "There is no such school: check it, or import schools first.")
        }
        return Wording(
            "没有这所学校；请写全称，是否为：\(near.joined(separator: "、"))？",
            "There is no such school: write its full name. Is this meant: "
                + "\(near.joined(separator: ", "))?")
    }

    /// The value of a code; `.some(nil)` for an empty cell, `nil` when it is not in the list.
    func code<Value: NamedCode>(
        _ column: StaffColumn, _ row: TableRow, _ table: [String: Value], _ what: Wording,
        _ findings: inout RowFindings
    ) -> Value?? {
        let text = row[column.rawValue]
        if text.isEmpty { return .some(nil) }
        if let value = CodeText.value(text, in: table) { return .some(value) }
        findings.refuse(
            "unknown-code", column.rawValue, CodeText.unknown(text, what: what, in: table))
        return nil
    }

    /// A date or a month; `nil` for an empty cell or one that is refused.
    func date(_ column: StaffColumn, _ row: TableRow, _ findings: inout RowFindings)
        -> CalendarDate?
    {
        let text = row[column.rawValue]
        if text.isEmpty { return nil }
        if let date = StaffCodes.month(text) { return date }
        findings.refuse(
            "bad-date", column.rawValue,
            Wording("不是日期；请写成 2019-09 或 2019-09-01。", "No date: write 2019-09 or 2019-09-01."))
        return nil
    }

    /// The reading without what cells about a person hold.
    static func cleaned(_ reading: RowReading<Read>, _ row: TableRow) -> RowReading<Read> {
        guard case .refused(let problems) = reading.outcome else { return reading }
        let hidden = Set(personal.map { row.header.reference($0.column) })
        return RowReading(
            row: reading.row, label: "",
            outcome: .refused(
                problems.map { problem in
                    let isShown = problem.column.map { !hidden.contains($0) } ?? false
                    return RowProblem(
                        problem.code, row: problem.row, column: problem.column,
                        value: isShown ? problem.value : "", text: problem.text)
                }), answerProblems: [])
    }
}

/// Codes of a `staff` file as people write them.
enum StaffCodes {
    static let documents: [String: IdentityDocument] = table(
        [
            "身份证": .residentCard, "港澳台居民居住证": .residentCard,
        ])
    static let posts: [String: StaffPost] = table(
        [
            "园长": .principal, "校长（园长）": .principal, "副园长": .vicePrincipal,
            "专任教师": .teacher, "中层": .middleManager, "党组织书记": .partySecretary,
            "教辅人员": .support, "工勤": .other,
        ])
    static let subjects: [String: TeachingSubject] = table(
        [
            "政治": .politics, "思想政治": .politics, "道法": .politics, "信息技术": .informationTechnology,
            "英文": .english, "体育与健康": .physicalEducation, "生物学": .biology,
            "幼儿教育": .preschoolEducation,
        ])
    static let stages: [String: Stage] = table(["幼儿园": .preschool])
    static let levels: [String: KeyTeacherLevel] = table(["学术带头人": .academicLeader])
    static let titles: [String: TeacherTitle] = table(
        [
            "三级": .third, "二级": .second, "一级": .first, "高级": .senior, "正高级": .professor,
            "正高": .professor,
        ])
    static let grades: [String: PrincipalGrade] = table(
        [
            "初级": .junior, "中级": .middle, "高级": .senior, "特级": .special,
        ])
    static let channels: [String: RecruitmentChannel] = table([:])

    /// The column that a refusal's field means.
    static func column(of field: String?) -> StaffColumn {
        switch field {
        case "number": .number
        case "phone": .phone
        case "working_since": .workingSince
        case "school_since", "from": .schoolSince
        case "school", "school_id": .school
        case "post": .post
        case "level": .keyLevel
        default: .name
        }
    }

    /// A date, or a month as its first day; also `201909`.
    static func month(_ text: String) -> CalendarDate? {
        let plain = CodeText.plain(text)
        if plain.count == 6, let number = Int(plain) {
            return CalendarDate(year: number / 100, month: number % 100, day: 1)
        }
        return ImportedDate.read(text)
    }

    private static func table<Value: NamedCode>(_ others: [String: Value]) -> [String: Value] {
        var table = others
        for value in Value.allCases {
            table[value.rawValue] = value
            table[value.chinese] = value
        }
        return table
    }
}
