package import TaoliModels

/// Second pass over a `groups` file.
///
/// | found | outcome |
/// |---|---|
/// | malformed row, formula, bad name or id, id twice in the group (all rows that bear it) | refused |
/// | role, stage or a district's code not in the list; impossible date | refused |
/// | id empty | `no-id` |
/// | id not among the imported schools | `school` |
/// | stage empty or `unknown` | `stage` |
/// | a marker in the note or at the end of the school's name | its question |
/// | two legal names for one site, in the file or against the register | `school-name` |
/// | no lead row of the group can be taken, and the register has no lead of it either | `lead` |
/// | anything else | accepted |
///
/// An empty district code makes the group the city's. One accepted legal name settles all rows of
/// its site; two that differ settle none. `lead` accepted takes the row before the lead is known.
package struct GroupRowReader: Sendable {
    let facts: GroupFileFacts
    let answers: ImportAnswers
    let markers: NoteMarkers

    /// - Parameter facts: sealed.
    package init(
        facts: GroupFileFacts, answers: ImportAnswers, markers: NoteMarkers = .standard
    ) {
        self.facts = facts
        self.answers = answers
        self.markers = markers
    }

    /// For the first pass, which has no facts yet.
    init(answers: ImportAnswers, markers: NoteMarkers) {
        self.init(facts: GroupFileFacts(), answers: answers, markers: markers)
    }

    /// Reads one row against what the register holds.
    package func read(_ row: TableRow, register: RegisterSnapshot) -> RowReading<GroupRecord> {
        var findings = RowFindings(row, answers: answers)
        var record: GroupRecord?
        if findings.problems.isEmpty {
            let own = readAlone(row, register, &findings)
            record = own.flatMap { judgeInFile(row, $0, register, &findings) }
            if own == nil { askLead(row, register, &findings) }
        }
        let label = "\(row[GroupColumn.group]) / \(row[GroupColumn.schoolName])"
        return findings.reading(label: label) { record.map { ($0, $0.change(register)) } }
    }

    /// Whether nothing that the row itself says, with its answers, stands against it.
    func isClearInItself(_ row: TableRow, register: RegisterSnapshot) -> Bool {
        var findings = RowFindings(row, answers: answers)
        return readAlone(row, register, &findings) != nil && findings.isClear
    }

    /// The group a row belongs to; `nil` when its code or name cannot be one.
    static func key(_ row: TableRow, city: DistrictCode?) -> GroupKey? {
        let text = CodeText.plain(row[GroupColumn.districtCode])
        let name = row[GroupColumn.group]
        guard !name.isEmpty, let code = text.isEmpty ? city : DistrictCode(text) else { return nil }
        return GroupKey(name: name, district: code)
    }

    /// The id that an answer gives the row, to a missing one or in place of one not imported.
    static func answeredID(_ row: TableRow, _ answers: ImportAnswers) -> String? {
        for question in [DoubtQuestion.school, .noID] {
            if case .id(let given)? = answers[row.number, question]?.choice { return given }
        }
        return nil
    }
}
