import TaoliModels

extension GroupRowReader {
    /// What the file as a whole says of the row.
    func judgeInFile(
        _ row: TableRow, _ record: GroupRecord, _ register: RegisterSnapshot,
        _ findings: inout RowFindings
    ) -> GroupRecord? {
        checkTwice(row, record, &findings)
        if facts.hasTwoKinds(record.group) {
            findings.refuse(
                "group-kind-differs", GroupColumn.groupKind.rawValue,
                Wording(
                    "同一集团的各行写了不同的集团类型；请只写一种。",
                    "Rows of one group name two kinds: name one."))
        }
        let legalName = legalName(row, record, register, &findings)
        askLead(row, register, &findings)
        return GroupRecord(
            group: record.group, groupKind: record.groupKind, statedKind: record.statedKind,
            groupType: record.groupType, groupLevel: record.groupLevel, groupNote: record.groupNote,
            siteExternalID: record.siteExternalID, schoolName: record.schoolName,
            role: record.role, kind: record.kind, relation: record.relation,
            legalName: legalName, joinedOn: record.joinedOn, remarks: record.remarks)
    }

    private func checkTwice(
        _ row: TableRow, _ record: GroupRecord, _ findings: inout RowFindings
    ) {
        let key = GroupFileFacts.siteInGroup(record.group, record.siteExternalID)
        if GroupRowReader.answeredID(row, answers) != nil {
            guard let other = facts.ids.conflict(ofAnswered: key, row: row.number) else { return }
            let noID = row[GroupColumn.schoolID].isEmpty
            let question = RowQuestion(
                noID ? .noID : .school, row, GroupColumn.schoolID.rawValue,
                value: record.siteExternalID,
                Wording("学校编号是什么？", "Which is the school's id?"))
            findings.ask(question, inSpiteOf: "duplicate-id", ReadingTexts.idTaken(by: other))
        } else if let other = facts.ids.other(key, than: row.number) {
            findings.refuse(
                "duplicate-id", GroupColumn.schoolID.rawValue, ReadingTexts.duplicate(other))
        }
    }

    private func legalName(
        _ row: TableRow, _ record: GroupRecord, _ register: RegisterSnapshot,
        _ findings: inout RowFindings
    ) -> String? {
        guard let given = record.legalName else { return nil }
        let site = Fingerprint.of(record.siteExternalID)
        let stored = register.sites[record.siteExternalID]?.legalName
        guard facts.names.isDisputed(site: site) else { return given }
        if let choice = facts.names.choice(site: site) { return choice }
        let question = RowQuestion(
            .schoolName, row, GroupColumn.note.rawValue, value: given,
            stored == nil || stored == given
                ? Wording(
                    "文件给同一校区两个法定校名；“\(given)”正确吗？",
                    "The file gives this site two legal names: is \"\(given)\" right?")
                : Wording(
                    "登记库中的法定校名是“\(stored ?? "")”；应改为“\(given)”吗？",
                    "The register has the legal name \"\(stored ?? "")\": is \"\(given)\" right?"))
        if facts.names.answersDisagree(site: site) {
            findings.ask(
                question, inSpiteOf: "answers-disagree",
                Wording(
                    "对同一校区的两个校名都回答了 accept；请只保留一个。",
                    "Both names of one site are accepted: accept one."))
        } else {
            findings.ask(question)
        }
        return given
    }

    /// A group none of whose lead rows can be taken waits, with all its other rows. The lead rows
    /// themselves are not asked about this: their own questions are the cause.
    func askLead(
        _ row: TableRow, _ register: RegisterSnapshot, _ findings: inout RowFindings
    ) {
        guard let key = GroupRowReader.key(row, city: register.city),
            CodeText.value(row[GroupColumn.role], in: CodeText.roles) == .member,
            !facts.hasLead(key), register.groups[key]?.hasLead != true
        else { return }
        findings.ask(
            RowQuestion(
                .lead, row, GroupColumn.group.rawValue,
                Wording(
                    "该集团没有一所可以确认的牵头校，整个集团暂缓；先回答牵头校的问题，或仍要登记这一行？",
                    "No lead of this group is certain, so the group waits: answer the lead rows "
                        + "first, or take this row all the same?")))
    }
}
