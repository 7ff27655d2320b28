import Foundation
import RegistryCore
import TaoliModels
import TaoliSheets
import Testing

/// Reads a table's text into rows.
func rows(_ text: String, _ layout: TableLayout) throws -> [TableRow] {
    var reader = SheetReader(layout: layout)
    return try reader.feed(Array(text.utf8)) + reader.finish()
}

/// The rows of a file of deploy/demo.
func demoRows(_ name: String, _ kind: ImportKind) throws -> [TableRow] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = folder.appending(path: "deploy/demo/\(name)")
    return try rows(String(decoding: Data(contentsOf: file), as: UTF8.self), kind.layout)
}

let emptyRegister = RegisterSnapshot(districts: [:])

/// The register after a `districts` file.
func register(
    districts rows: [TableRow], sites: [String: SiteState] = [:],
    groups: [GroupKey: GroupState] = [:]
) -> RegisterSnapshot {
    var facts = DistrictFileFacts()
    for row in rows { facts.note(row) }
    let reader = DistrictRowReader(facts: facts)
    var districts: [DistrictCode: DistrictState] = [:]
    for row in rows {
        if case .accepted(let record, _) = reader.read(row, register: emptyRegister).outcome {
            districts[record.code] = DistrictState(name: record.name, isCity: record.isCity)
        }
    }
    return RegisterSnapshot(districts: districts, sites: sites, groups: groups)
}

func readSchools(
    _ rows: [TableRow], _ register: RegisterSnapshot, answers: ImportAnswers = ImportAnswers()
) -> [RowReading<SchoolRecord>] {
    var facts = SchoolFileFacts()
    for row in rows { facts.note(row, answers: answers) }
    let reader = SchoolRowReader(facts: facts, answers: answers)
    return rows.map { reader.read($0, register: register) }
}

func readGroups(
    _ rows: [TableRow], _ register: RegisterSnapshot, answers: ImportAnswers = ImportAnswers()
) -> [RowReading<GroupRecord>] {
    var facts = GroupFileFacts()
    for row in rows { facts.note(row, answers: answers, register: register) }
    facts.seal()
    let reader = GroupRowReader(facts: facts, answers: answers)
    return rows.map { reader.read($0, register: register) }
}

func answers(_ text: String) throws -> ImportAnswers {
    var answers = ImportAnswers()
    for row in try rows("row,question,answer\n" + text, ImportKind.answersLayout) {
        answers.add(row)
    }
    return answers
}

func tally<Value>(_ readings: [RowReading<Value>]) -> ReadingTally {
    readings.reduce(into: ReadingTally()) { $0.add($1) }
}

extension RowReading {
    /// `accepted`, the questions, or the reasons: short enough to compare.
    var summary: String {
        switch outcome {
        case .accepted(_, let change): change.rawValue
        case .doubtful(let asked, let isSkipped):
            isSkipped ? "skipped" : "? " + asked.map(\.question.rawValue).joined(separator: " ")
        case .refused(let problems): "! " + problems.map(\.code).joined(separator: " ")
        }
    }

    var value: Value? {
        if case .accepted(let value, _) = outcome { value } else { nil }
    }
}

/// A register with two districts, a city, and sites s1…s9 in the first.
func smallRegister(
    legalNames: [String: String] = [:], groups: [GroupKey: GroupState] = [:]
) throws -> RegisterSnapshot {
    let text =
        "district_code,name,level\n440100,广州市,city\n440104,越秀区,district\n440105,海珠区,district\n"
    let district = try #require(DistrictCode("440104"))
    var sites: [String: SiteState] = [:]
    for number in 1...9 {
        sites["s\(number)"] = SiteState(
            name: "第\(number)小学", district: district, kind: .primary, ownership: .public,
            status: .open, longitude: nil, latitude: nil, legalName: legalNames["s\(number)"])
    }
    return register(
        districts: try rows(text, ImportKind.districts.layout), sites: sites, groups: groups)
}

/// The register after accepted rows of `schools`.
func states(_ readings: [RowReading<SchoolRecord>]) -> [String: SiteState] {
    var sites: [String: SiteState] = [:]
    for record in readings.compactMap(\.value) {
        sites[record.externalID] = SiteState(
            name: record.name, district: record.district, kind: record.kind,
            ownership: record.ownership ?? .unknown, status: record.status ?? .open,
            longitude: record.longitude, latitude: record.latitude, legalName: nil)
    }
    return sites
}
