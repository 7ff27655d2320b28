import Foundation
import RegistryCore
import TaoliImports
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Reads a `staff` file; it raises no questions, so it takes no answers.
struct StaffImportReader: ImportReader {
    let register: StaffRegister
    let job: ImportJob
    let today: CalendarDate
    private var facts = StaffFileFacts()

    init(register: StaffRegister, job: ImportJob, today: CalendarDate) {
        self.register = register
        self.job = job
        self.today = today
    }

    var groupsTotal: Int64 { 0 }

    mutating func note(_ rows: [TableRow]) {
        for row in rows { facts.note(row) }
    }

    mutating func seal() {}

    mutating func judge(_ rows: [TableRow]) async throws -> [JudgedRow] {
        var lookups = StaffLookups()
        for row in rows { lookups.add(row) }
        let snapshot = try await register.snapshot(lookups, for: job.creator.scope)
        let reader = StaffRowReader(
            facts: facts, effectiveOn: job.effectiveOn, today: today,
            ids: ApplyStaffRecord.NewIDs(
                person: PersonID(job.id), employment: EmploymentID(job.id),
                award: AwardID(job.id)))
        return try rows.map { row in try judged(reader.read(row, register: snapshot), row) }
    }

    mutating func remarks(lastRow: Int) -> [ImportProblem] {
        facts.sameNames.map { [ImportProblem("same-name", $0)] } ?? []
    }

    private func judged(_ reading: RowReading<StaffRowReader.Read>, _ row: TableRow) throws
        -> JudgedRow
    {
        switch reading.outcome {
        case .accepted(let read, let change):
            if let problem = foreign(read, row) { return try refused(row, [problem]) }
            return JudgedRow(
                row: row.number, verdict: .accepted, effect: ImportEffect(change), problems: [],
                cells: try cells(row),
                record: try StaffRecordFields.encode(
                    read.record, of: job.id, row: row.number, register.seal))
        case .refused(let problems): return try refused(row, problems.map(ImportProblem.init))
        case .doubtful: return try refused(row, [])
        }
    }

    /// A row about another district's school or person.
    private func foreign(_ read: StaffRowReader.Read, _ row: TableRow) -> ImportProblem? {
        let isOwn =
            job.admits(read.school.district)
            && read.known.map { job.creator.scope.admits($0.districts) } ?? true
        if isOwn { return nil }
        return ImportProblem(
            "other-district",
            Wording(
                "学校或人员属于其他区；请由该区或市级人员导入。",
                "The school or person is another district's: that district or the city imports it.")
        )
    }

    private func refused(_ row: TableRow, _ problems: [ImportProblem]) throws -> JudgedRow {
        JudgedRow(
            row: row.number, verdict: .refused, effect: .none, problems: problems,
            cells: try cells(row), record: nil)
    }

    /// The row's cells, bounded; those about a person sealed.
    private func cells(_ row: TableRow) throws -> [String] {
        var cells = row.cells.map { String($0.prefix(ImportLimits.cellCharactersMax)) }
        for (column, name) in StaffRowReader.personal
        where cells.indices.contains(column) && !cells[column].isEmpty {
            cells[column] = try register.seal.seal(
                cells[column], job: job.id, row: row.number, name)
        }
        return cells
    }
}

/// What the register holds of what a batch of rows names, for reading a `staff` file. Sees every
/// district: whether a row may be taken by its importer is asked of the row.
struct StaffRegister: Sendable {
    let pool: PostgresPool
    let scope: DatabaseScope
    let seal: PersonSeal

    /// - Parameter importer: the districts of which full names may be proposed.
    func snapshot(_ lookups: StaffLookups, for importer: DataScope = .all) async throws
        -> StaffSnapshot
    {
        let options = TransactionOptions(readOnly: true, preamble: scope.preamble(.all))
        let (codes, names) = (Array(lookups.codes), Array(lookups.names))
        let indexes = lookups.numbers.flatMap { seal.candidates($0) }
        return try await pool.transaction(options) { tx in
            let keys = try await tx.pipeline([
                StaffRegister.coded(codes), StaffRegister.named(names),
            ])
            let ids = try Set(
                (keys[0].rows + keys[1].rows).map { row in
                    try row.id("school_id", as: SchoolID.self)
                })
            let schools = try SchoolTable.decode(
                try await tx.query(SchoolTable.select(ids: Array(ids))))
            let known = try Set(keys[1].rows.map { try $0.get("key", as: String.self) })
            let unknown = names.filter { name in
                !known.contains(name) && StaffRegister.shortName.contains(name.count)
            }.prefix(StaffRegister.unknownNamesMax)
            let near =
                unknown.isEmpty
                ? [] : try await tx.query(StaffRegister.fullNames(Array(unknown), of: importer))
            let byID = Dictionary(schools.map { ($0.id, $0) }) { first, _ in first }
            let persons =
                indexes.isEmpty
                ? [] : try await PersonTable.load(PersonTable.select(indexes: indexes), seal, tx)
            return StaffSnapshot(
                schoolsByCode: try StaffRegister.group(keys[0].rows, byID),
                schoolsByName: try StaffRegister.group(keys[1].rows, byID),
                persons: Dictionary(
                    persons.compactMap { person in person.facts.number.map { ($0, person) } }
                ) { first, _ in first },
                fullNames: try near.reduce(into: [:]) { names, row in
                    names[try row.get("key"), default: []].append(try row.get("name"))
                })
        }
    }

    /// Names of one batch for which full names are looked up.
    private static let unknownNamesMax = 100
    /// Characters of a name for which full names are looked up: fewer say nothing.
    private static let shortName = 2...60
    /// Full names proposed for one that no school bears.
    private static let proposedMax = 3

    /// Full names of the importer's schools and sites that have a name's characters in its order,
    /// as 赤沙小学 stands in 广州市海珠区赤沙小学, the shortest first.
    private static func fullNames(_ names: [String], of importer: DataScope) -> SQL {
        let districts: [String]? =
            switch importer {
            case .all: nil
            case .districts(let codes): codes.map(\.rawValue)
            }
        let patterns = names.map { name in
            "%" + name.map { "\\\($0)%" }.joined()
        }
        return """
            SELECT n.key, c.name FROM unnest(\(names)::text[], \(patterns)::text[]) \
            AS n(key, pattern) CROSS JOIN LATERAL (SELECT f.name FROM (\
            SELECT s.name, s.district FROM registry.school s \
            WHERE s.name LIKE n.pattern AND s.closed_on IS NULL \
            UNION SELECT i.name, i.district FROM registry.site i \
            WHERE i.name LIKE n.pattern AND NOT i.is_withdrawn) AS f \
            WHERE \(districts)::text[] IS NULL OR f.district = any(\(districts)::text[]) \
            GROUP BY f.name ORDER BY length(f.name), f.name \
            LIMIT \(StaffRegister.proposedMax)) AS c \
            ORDER BY n.key, length(c.name), c.name
            """
    }

    /// Schools by an official code that holds, or by a site's id in its source.
    private static func coded(_ codes: [String]) -> SQL {
        """
        SELECT c.value AS key, c.school_id FROM registry.school_code c \
        WHERE c.value = any(\(codes)) AND c.valid_until IS NULL \
        UNION SELECT i.external_id, i.school_id FROM registry.site i \
        WHERE i.external_id = any(\(codes)) AND NOT i.is_withdrawn
        """
    }

    /// Schools by their own names or a site's.
    private static func named(_ names: [String]) -> SQL {
        """
        SELECT s.name AS key, s.id AS school_id FROM registry.school s \
        WHERE s.name = any(\(names)) AND s.closed_on IS NULL \
        UNION SELECT i.name, i.school_id FROM registry.site i \
        WHERE i.name = any(\(names)) AND NOT i.is_withdrawn
        """
    }

    private static func group(_ rows: [PostgresRow], _ schools: [SchoolID: School]) throws
        -> [String: [School]]
    {
        var found: [String: [School]] = [:]
        for row in rows {
            if let school = schools[try row.id("school_id")] {
                found[try row.get("key"), default: []].append(school)
            }
        }
        return found
    }
}
