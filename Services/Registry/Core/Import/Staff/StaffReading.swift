package import TaoliModels

/// Second pass over a `staff` file.
///
/// | found | outcome |
/// |---|---|
/// | malformed row, bad name, number, phone or date | refused |
/// | a number twice in the file (all rows that bear it) | refused |
/// | no school of the code or name, or several | refused |
/// | post, subject, stage, level, title, grade or channel not in the list | refused |
/// | the number is registered under another name, or the person has a main post elsewhere | refused |
/// | anything else | accepted: a new person, changes of a known one, or nothing new |
///
/// No problem quotes a name, a number or a telephone.
package struct StaffRowReader: Sendable {
    let facts: StaffFileFacts
    let effectiveOn: CalendarDate
    let today: CalendarDate
    let ids: ApplyStaffRecord.NewIDs

    /// - Parameters:
    ///   - effectiveOn: the job's day.
    ///   - today: the day on which the file is read.
    ///   - ids: any; only whether a row is refused and whether anything changes counts.
    package init(
        facts: StaffFileFacts, effectiveOn: CalendarDate, today: CalendarDate,
        ids: ApplyStaffRecord.NewIDs
    ) {
        self.facts = facts
        self.effectiveOn = effectiveOn
        self.today = today
        self.ids = ids
    }

    /// Columns whose cells are about a person, by their place in the layout.
    package static let personal: [(column: Int, name: String)] = [
        (StaffColumn.name.rawValue, "name"), (StaffColumn.number.rawValue, "number"),
        (StaffColumn.phone.rawValue, "phone"),
    ]

    /// What a row says, and whose school it is.
    package struct Read: Hashable, Sendable {
        package let record: StaffRecord
        package let school: School
        /// Whoever bears the number; `nil` for nobody.
        package let known: Person?
    }

    /// Reads one row against what the register holds.
    package func read(_ row: TableRow, register: StaffSnapshot) -> RowReading<Read> {
        var findings = RowFindings(row, answers: ImportAnswers())
        var read: (Read, RowChange)?
        if findings.problems.isEmpty, let found = record(row, register, &findings),
            findings.problems.isEmpty
        {
            read = judged(found, row, &findings)
        }
        let outcome = findings.reading(label: "") { read }
        return StaffRowReader.cleaned(outcome, row)
    }

    /// The row's number, when it can be one.
    static func number(_ row: TableRow) -> IdentityNumber? {
        guard let document = document(row) else { return nil }
        return try? IdentityNumber(document, row[StaffColumn.number])
    }

    private static func document(_ row: TableRow) -> IdentityDocument? {
        let text = row[StaffColumn.document]
        return text.isEmpty ? .residentCard : CodeText.value(text, in: StaffCodes.documents)
    }

    /// Runs the row's change against the register: what it refuses, the row is refused for.
    private func judged(_ read: Read, _ row: TableRow, _ findings: inout RowFindings)
        -> (Read, RowChange)?
    {
        let apply = ApplyStaffRecord(
            record: read.record, school: read.school, effectiveOn: effectiveOn)
        do {
            let outcome = try apply.decide(read.known, ids: ids, on: today)
            let change: RowChange =
                read.known == nil ? .new : outcome.changes.isEmpty ? .unchanged : .changed
            return (read, change)
        } catch {
            findings.refuse(
                error.slug, StaffCodes.column(of: error.field).rawValue,
                Wording(
                    error.what.chinese + error.next.chinese,
                    error.what.english + " " + error.next.english))
            return nil
        }
    }

    private func record(
        _ row: TableRow, _ register: StaffSnapshot, _ findings: inout RowFindings
    ) -> Read? {
        let name = refusing(.name, &findings) { () throws(Refusal) in
            try PersonName.read(row[StaffColumn.name])
        }
        let number = number(row, &findings)
        let phone = row[StaffColumn.phone]
        let telephone =
            phone.isEmpty
            ? nil
            : refusing(.phone, &findings) { () throws(Refusal) in try PhoneNumber(phone) }
        let school = school(row, register, &findings)
        let post: StaffPost? =
            code(.post, row, StaffCodes.posts, Wording("岗位", "post"), &findings) ?? nil
        if row[StaffColumn.post].isEmpty {
            findings.refuse(
                "missing-value", StaffColumn.post.rawValue,
                Wording("岗位为空；请填写。", "The post is empty: fill it in."))
        }
        let details = details(row, &findings)
        guard let name, let number, let school, let post else { return nil }
        return Read(
            record: StaffRecord(
                facts: PersonFacts(
                    name: name, number: number, phone: telephone,
                    workingSince: details.workingSince, teachingSince: details.teachingSince,
                    title: details.title, principalGrade: details.grade),
                school: school.id, post: post, subject: details.subject, stage: details.stage,
                channel: details.channel, level: details.level,
                schoolSince: details.schoolSince),
            school: school, known: register.persons[number])
    }

    /// The cells that may be empty.
    private struct Details {
        let workingSince: CalendarDate?
        let teachingSince: CalendarDate?
        let title: TeacherTitle?
        let grade: PrincipalGrade?
        let subject: TeachingSubject?
        let stage: Stage?
        let channel: RecruitmentChannel?
        let level: KeyTeacherLevel?
        let schoolSince: CalendarDate?
    }

    /// Reads all of them, whatever is wrong with the row already: its mistakes are told at once.
    private func details(_ row: TableRow, _ findings: inout RowFindings) -> Details {
        Details(
            workingSince: date(.workingSince, row, &findings),
            teachingSince: date(.teachingSince, row, &findings),
            title: code(.title, row, StaffCodes.titles, Wording("职称", "title"), &findings) ?? nil,
            grade: code(
                .principalGrade, row, StaffCodes.grades, Wording("职级", "grade"), &findings)
                ?? nil,
            subject: code(
                .subject, row, StaffCodes.subjects, Wording("学科", "subject"), &findings) ?? nil,
            stage: code(.stage, row, StaffCodes.stages, Wording("学段", "stage"), &findings) ?? nil,
            channel: code(
                .channel, row, StaffCodes.channels, Wording("渠道", "channel"), &findings) ?? nil,
            level: code(.keyLevel, row, StaffCodes.levels, Wording("级别", "level"), &findings)
                ?? nil,
            schoolSince: date(.schoolSince, row, &findings))
    }
}
