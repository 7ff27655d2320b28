import TaoliModels

extension GroupRowReader {
    /// What the row says by itself; `nil` when something needed is missing.
    func readAlone(
        _ row: TableRow, _ register: RegisterSnapshot, _ findings: inout RowFindings
    ) -> GroupRecord? {
        checkNames(row, &findings)
        let key = district(row, register, &findings)
        let role = role(row, &findings)
        let kind = kind(row, &findings)
        let joinedOn = joinedOn(row, &findings)
        let stated = statedKind(row, &findings)
        let note = SchoolNote(row[GroupColumn.note])
        askMarked(row, note, &findings)
        let id = id(row, register, &findings)
        guard let key, let role, let kind, let id else { return nil }
        return GroupRecord(
            group: key, groupKind: stated ?? GroupRecord.kind(ofName: key.name),
            statedKind: stated, groupType: note.groupType, groupLevel: note.groupLevel,
            groupNote: note.groupNote, siteExternalID: id, schoolName: row[GroupColumn.schoolName],
            role: role, kind: kind,
            relation: note.relation, legalName: note.legalName, joinedOn: joinedOn,
            remarks: note.remarks)
    }

    private func checkNames(_ row: TableRow, _ findings: inout RowFindings) {
        for column in [GroupColumn.group, .schoolName] {
            if let flaw = CodeText.flaw(inName: row[column]) {
                findings.refuse("bad-name", column.rawValue, flaw)
            }
        }
        if let legal = SchoolNote(row[GroupColumn.note]).legalName,
            let flaw = CodeText.flaw(inName: legal)
        {
            findings.refuse("bad-name", GroupColumn.note.rawValue, flaw)
        }
    }

    private func district(
        _ row: TableRow, _ register: RegisterSnapshot, _ findings: inout RowFindings
    ) -> GroupKey? {
        for column in [GroupColumn.districtCode, .schoolDistrict] {
            let text = CodeText.plain(row[column])
            let isKnown = DistrictCode(text).map { register.districts[$0] != nil } ?? false
            let mayBeEmpty = column == .schoolDistrict || register.city != nil
            if text.isEmpty ? !mayBeEmpty : !isKnown {
                findings.refuse(
                    "unknown-district", column.rawValue,
                    ReadingTexts.unknownDistrict(text, register))
            }
        }
        return GroupRowReader.key(row, city: register.city)
    }

    private func role(_ row: TableRow, _ findings: inout RowFindings) -> MembershipRole? {
        let column = GroupColumn.role.rawValue
        let role = CodeText.value(row[column], in: CodeText.roles)
        if role == nil {
            findings.refuse(
                "unknown-role", column,
                CodeText.unknown(
                    row[column], what: Wording("角色", "role"), in: CodeText.roles))
        }
        return role
    }

    private func kind(_ row: TableRow, _ findings: inout RowFindings) -> SchoolKind? {
        let column = GroupColumn.stage.rawValue
        let kind = row[column].isEmpty ? .unknown : CodeText.value(row[column], in: CodeText.kinds)
        if kind == .unknown {
            if case .stage(let given)? = findings.ask(ReadingTexts.stage(row, column)) {
                return given
            }
            return nil
        }
        if kind == nil {
            findings.refuse(
                "unknown-stage", column,
                CodeText.unknown(
                    row[column], what: Wording("学段", "stage"), in: CodeText.kinds))
        }
        return kind
    }

    private func statedKind(_ row: TableRow, _ findings: inout RowFindings) -> GroupKind? {
        let column = GroupColumn.groupKind.rawValue
        if row[column].isEmpty { return nil }
        let kind = CodeText.value(row[column], in: CodeText.groupKinds)
        if kind == nil {
            findings.refuse(
                "unknown-group-kind", column,
                CodeText.unknown(
                    row[column], what: Wording("集团类型", "kind of group"), in: CodeText.groupKinds))
        }
        return kind
    }

    private func joinedOn(_ row: TableRow, _ findings: inout RowFindings) -> CalendarDate? {
        let column = GroupColumn.joinedOn.rawValue
        if row[column].isEmpty { return nil }
        let date = ImportedDate.read(row[column])
        if date == nil {
            findings.refuse(
                "impossible-date", column,
                Wording(
                    "没有这个日期；请写成 2026-09-01 的样子。",
                    "There is no such date: write it like 2026-09-01."))
        }
        return date
    }

    private func askMarked(_ row: TableRow, _ note: SchoolNote, _ findings: inout RowFindings) {
        let inNote = markers.questions(in: note.texts, at: .note)
            .map { ($0.0, $0.1, GroupColumn.note) }
        let inName = markers.questions(in: [row[GroupColumn.schoolName]], at: .name)
            .map { ($0.0, $0.1, GroupColumn.schoolName) }
        var seen: Set<DoubtQuestion> = []
        for (question, phrase, column) in inNote + inName where seen.insert(question).inserted {
            findings.ask(ReadingTexts.marked(question, phrase, row, column.rawValue))
        }
    }

    private func id(
        _ row: TableRow, _ register: RegisterSnapshot, _ findings: inout RowFindings
    ) -> String? {
        let column = GroupColumn.schoolID.rawValue
        var id = CodeText.plain(row[column])
        if id.isEmpty {
            guard case .id(let given)? = findings.ask(ReadingTexts.noID(row, column)) else {
                return nil
            }
            id = given
        } else if let flaw = CodeText.flaw(inID: id) {
            findings.refuse("bad-id", column, flaw)
            return nil
        }
        if register.sites[id] != nil { return id }
        let question = RowQuestion(
            .school, row, column, value: id,
            Wording(
                "登记库中没有这所学校；先导入它，还是编号有误？",
                "The school is not imported: import it first, or is the id wrong?"))
        guard case .id(let given)? = answers[row.number, .school]?.choice else {
            findings.ask(question)
            return nil
        }
        guard register.sites[given] != nil else {
            findings.ask(
                question, inSpiteOf: "answer-school",
                Wording(
                    "登记库中也没有编号 \(given)；请核对。", "No school \(given) is imported either: check it."))
            return nil
        }
        findings.ask(question)
        return given
    }
}
