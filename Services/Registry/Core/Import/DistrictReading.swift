package import TaoliModels

/// A district, or the city itself, as a `districts` file gives it.
package struct DistrictRecord: Hashable, Sendable {
    package let code: DistrictCode
    /// As the file writes it.
    package let name: String
    /// Whether the row is the city's.
    package let isCity: Bool
}

/// What must be known of a whole `districts` file before a row of it can be judged.
package struct DistrictFileFacts: Sendable {
    fileprivate var codes = FileIDs()
    /// The rows that are the city's.
    fileprivate var cities = FileIDs()

    package init() {}

    /// First pass: notes one row.
    package mutating func note(_ row: TableRow) {
        guard row.problems.isEmpty else { return }
        codes.note(Fingerprint.of(CodeText.plain(row[DistrictColumn.code])), row: row.number)
        if CodeText.plain(row[DistrictColumn.level]).lowercased() == "city" {
            cities.note(0, row: row.number)
        }
    }
}

/// Second pass over a `districts` file. Nothing in it is doubtful: a row is right or refused.
package struct DistrictRowReader: Sendable {
    private let facts: DistrictFileFacts

    package init(facts: DistrictFileFacts) { self.facts = facts }

    /// Reads one row against what the register holds.
    package func read(_ row: TableRow, register: RegisterSnapshot) -> RowReading<DistrictRecord> {
        var findings = RowFindings(row, answers: ImportAnswers())
        var record: DistrictRecord?
        if findings.isClear { record = read(row, register, &findings) }
        return findings.reading(label: row[DistrictColumn.name]) {
            record.map { ($0, change($0, register)) }
        }
    }

    private func read(
        _ row: TableRow, _ register: RegisterSnapshot, _ findings: inout RowFindings
    ) -> DistrictRecord? {
        let column = DistrictColumn.self
        let text = CodeText.plain(row[column.code])
        let code = DistrictCode(text)
        if code == nil {
            findings.refuse(
                "bad-district-code", column.code.rawValue,
                Wording(
                    "区代码只能用 1-32 个英文字母、数字、- 和 _；请改正。",
                    "A district's code has 1-32 ASCII letters, digits, - and _: correct it."))
        }
        if let other = facts.codes.other(Fingerprint.of(text), than: row.number) {
            findings.refuse("duplicate-id", column.code.rawValue, ReadingTexts.duplicate(other))
        }
        if let flaw = CodeText.flaw(inName: row[column.name]) {
            findings.refuse("bad-name", column.name.rawValue, flaw)
        }
        let levels: [String: DistrictLevel] = [
            "city": .city, "district": .district, "市": .city, "区": .district,
        ]
        guard let level = CodeText.value(row[column.level], in: levels) else {
            findings.refuse(
                "unknown-level", column.level.rawValue,
                CodeText.unknown(
                    row[column.level], what: Wording("层级", "level"), in: levels))
            return nil
        }
        let isCity = level == .city
        if isCity { checkCity(row, code, register, &findings) }
        return code.map { DistrictRecord(code: $0, name: row[column.name], isCity: isCity) }
    }

    private func checkCity(
        _ row: TableRow, _ code: DistrictCode?, _ register: RegisterSnapshot,
        _ findings: inout RowFindings
    ) {
        let known = register.city.map { $0 != code } ?? false
        if known || facts.cities.other(0, than: row.number) != nil {
            findings.refuse(
                "second-city", DistrictColumn.level.rawValue,
                Wording(
                    "一个部署只有一个市；请把这一行的层级改为 district，或删除。",
                    "A deployment has one city: make this row's level district, or remove it."))
        }
    }

    private func change(_ record: DistrictRecord, _ register: RegisterSnapshot) -> RowChange {
        guard let stored = register.districts[record.code] else { return .new }
        let same = stored.name == record.name && stored.isCity == record.isCity
        return same ? .unchanged : .changed
    }
}

/// What a district's row is.
private enum DistrictLevel: String, NamedCode {
    case city, district

    var chinese: String {
        switch self {
        case .city: "市"
        case .district: "区"
        }
    }
}
