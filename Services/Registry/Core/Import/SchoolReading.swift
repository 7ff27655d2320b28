package import TaoliModels

/// What must be known of a whole `schools` file before a row of it can be judged: which ids stand
/// in it twice.
package struct SchoolFileFacts: Sendable {
    private(set) var ids = FileIDs()

    package init() {}

    /// First pass: notes one row.
    package mutating func note(_ row: TableRow, answers: ImportAnswers) {
        let id = CodeText.plain(row[SchoolColumn.id])
        if !id.isEmpty {
            ids.note(Fingerprint.of(id), row: row.number)
        } else if case .id(let given)? = answers[row.number, .noID]?.choice {
            ids.noteAnswered(Fingerprint.of(given), row: row.number)
        }
    }
}

/// Second pass over a `schools` file.
///
/// | found | outcome |
/// |---|---|
/// | malformed row, formula, bad name or id, id twice in the file (all rows that bear it) | refused |
/// | stage, ownership, status or district code not in the list; impossible coordinates | refused |
/// | neither district code nor district | refused |
/// | id empty | `no-id` |
/// | stage empty or `unknown` | `stage` |
/// | no code, and the district's text is no district of the city, or a marker in it | `outside` |
/// | a marker in the note, or at the end of the name | its question |
/// | anything else | accepted: one school with one site |
///
/// A school accepted as `outside` the city, whose code is in no list, belongs to the city's code.
package struct SchoolRowReader: Sendable {
    let facts: SchoolFileFacts
    let answers: ImportAnswers
    let markers: NoteMarkers

    package init(
        facts: SchoolFileFacts, answers: ImportAnswers, markers: NoteMarkers = .standard
    ) {
        self.facts = facts
        self.answers = answers
        self.markers = markers
    }

    /// Reads one row against what the register holds.
    package func read(_ row: TableRow, register: RegisterSnapshot) -> RowReading<SchoolRecord> {
        var findings = RowFindings(row, answers: answers)
        var record: SchoolRecord?
        if findings.problems.isEmpty { record = read(row, register, &findings) }
        return findings.reading(label: row[SchoolColumn.name]) {
            record.map { ($0, $0.change(from: register.sites[$0.externalID])) }
        }
    }

    private func read(
        _ row: TableRow, _ register: RegisterSnapshot, _ findings: inout RowFindings
    ) -> SchoolRecord? {
        if let flaw = CodeText.flaw(inName: row[SchoolColumn.name]) {
            findings.refuse("bad-name", SchoolColumn.name.rawValue, flaw)
        }
        let id = id(row, &findings)
        let stated = status(row, &findings)
        let isPlanned = askMarked(
            row, isStated: stated == .planned || stated == .underConstruction, &findings)
        let district = district(row, register, &findings)
        let kind = kind(row, &findings)
        let ownership = ownership(row, &findings)
        let place = coordinates(row, &findings)
        guard let id, let district, let kind else { return nil }
        return SchoolRecord(
            externalID: id, name: row[SchoolColumn.name], district: district, kind: kind,
            ownership: ownership, longitude: place?.longitude, latitude: place?.latitude,
            status: stated ?? (isPlanned ? .planned : nil))
    }

    private func id(_ row: TableRow, _ findings: inout RowFindings) -> String? {
        let column = SchoolColumn.id.rawValue
        let id = CodeText.plain(row[column])
        guard id.isEmpty else {
            if let flaw = CodeText.flaw(inID: id) { findings.refuse("bad-id", column, flaw) }
            if let other = facts.ids.other(Fingerprint.of(id), than: row.number) {
                findings.refuse("duplicate-id", column, ReadingTexts.duplicate(other))
            }
            return id
        }
        let question = ReadingTexts.noID(row, column)
        if case .id(let given)? = answers[row.number, .noID]?.choice,
            let other = facts.ids.conflict(ofAnswered: Fingerprint.of(given), row: row.number)
        {
            findings.ask(question, inSpiteOf: "duplicate-id", ReadingTexts.idTaken(by: other))
            return nil
        }
        if case .id(let given)? = findings.ask(question) { return given }
        return nil
    }

    /// Asks what markers raise, but for the district's; whether the school is planned.
    ///
    /// - Parameter isStated: the row says itself that the school is not open: nothing to ask.
    private func askMarked(
        _ row: TableRow, isStated: Bool, _ findings: inout RowFindings
    ) -> Bool {
        let note = SchoolNote(row[SchoolColumn.note])
        let inNote = markers.questions(in: note.texts, at: .note)
            .map { ($0.0, $0.1, SchoolColumn.note) }
        let inName = markers.questions(in: [row[SchoolColumn.name]], at: .name)
            .map { ($0.0, $0.1, SchoolColumn.name) }
        var seen: Set<DoubtQuestion> = []
        for (question, phrase, column) in inNote + inName
        where question != .outside && !(isStated && question == .planned)
            && seen.insert(question).inserted
        {
            findings.ask(ReadingTexts.marked(question, phrase, row, column.rawValue))
        }
        return seen.contains(.planned)
    }

    private func district(
        _ row: TableRow, _ register: RegisterSnapshot, _ findings: inout RowFindings
    ) -> DistrictCode? {
        let text = CodeText.plain(row[SchoolColumn.districtCode])
        let name = row[SchoolColumn.district]
        let code =
            DistrictCode(text).flatMap { register.districts[$0] == nil ? nil : $0 }
            ?? (text.isEmpty ? register.district(named: name) : nil)
        let marked =
            markers.questions(in: [name], at: .district)
            + markers.questions(in: SchoolNote(row[SchoolColumn.note]).texts, at: .note)
        if let mark = marked.first(where: { $0.0 == .outside }) {
            findings.ask(
                ReadingTexts.marked(
                    .outside, mark.1, row, SchoolColumn.district.rawValue))
            return code ?? register.city
        }
        if let code { return code }
        if text.isEmpty, !name.isEmpty, !register.districts.isEmpty {
            findings.ask(
                ReadingTexts.marked(
                    .outside, name, row, SchoolColumn.district.rawValue))
            return register.city
        }
        findings.refuse(
            text.isEmpty && !register.districts.isEmpty ? "missing-value" : "unknown-district",
            SchoolColumn.districtCode.rawValue,
            text.isEmpty && !register.districts.isEmpty
                ? Wording("区代码为空；请填写。", "The district's code is empty: fill it in.")
                : ReadingTexts.unknownDistrict(text, register))
        return nil
    }
}
