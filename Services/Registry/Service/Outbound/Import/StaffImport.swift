import Foundation
import RegistryCore
import TaoliImports
import TaoliModels
import TaoliPostgres
import TaoliSheets

/// `staff` files: each row a person with a main post. What cells say of persons is stored sealed.
struct StaffImport: ImportSubject {
    let register: StaffRegister
    let now: @Sendable () -> Date

    var kind: String { ImportKind.staff.rawValue }
    var layout: TableLayout { ImportKind.staff.layout }
    var phaseMax: Int { 0 }

    func makeReader(_ job: ImportJob, answers: Data) async throws -> any ImportReader {
        StaffImportReader(
            register: register, job: job, today: CalendarDate(shanghai: now()))
    }

    func apply(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        let seal = register.seal
        let records = try rows.map { row in
            try StaffRecordFields.decode(row.record, of: job.id, row: Int(row.row), seal)
        }
        var batch = StaffBatch(
            job: job, records: records, seal: seal, today: CalendarDate(shanghai: now))
        try await batch.load(tx)
        return try await batch.applying(rows).work
            .save(job, reason: job.changeReason, seal: seal, in: tx)
    }

    func undo(
        _ rows: [ImportedRow], of job: ImportJob, in tx: PostgresTransaction, now: Date
    ) async throws -> AppliedBatch {
        try await StaffUndo(job: job, seal: register.seal, today: CalendarDate(shanghai: now))
            .run(rows, in: tx)
    }

    func dependent(on job: ImportJob, in tx: PostgresTransaction) async throws -> ImportProblem? {
        try await ImportDependents(job: job, only: nil).first(in: tx)
    }

    func stored(_ piece: Data, of job: UUID, at offset: Int64) throws -> Data {
        try register.seal.seal(chunk: piece, job: job, offset: offset)
    }

    func received(_ piece: Data, of job: UUID, at offset: Int64) throws -> Data {
        try register.seal.open(chunk: piece, job: job, offset: offset)
    }

    /// The name in clear, number and telephone masked.
    func shown(_ row: ReportedRow, of job: UUID) throws -> ReportedRow {
        var cells = row.cells
        for (column, name) in StaffRowReader.personal
        where cells.indices.contains(column) && !cells[column].isEmpty {
            let text = try register.seal.open(cells[column], job: job, row: Int(row.row), name)
            cells[column] = name == "name" ? text : IdentityNumber.mask(text)
        }
        return row.with(cells: cells)
    }

    /// A file without a header has a person in its first row, which the problem would quote.
    func told(_ problem: FileProblem) -> ImportProblem {
        guard ["wrong-header", "missing-column", "column-twice"].contains(problem.code) else {
            return ImportProblem(problem)
        }
        let columns = layout.columns.filter(\.isRequired).compactMap(\.aliases.first)
        return ImportProblem(
            problem.code,
            Wording(
                "表头缺少列或有重复的列；必须有：\(columns.joined(separator: "、"))，以及学校标识码或学校。请改正列名后重新上传。",
                "The header lacks columns, or has one twice. Needed: name, number, post, and "
                    + "school_code or school. Correct the names and upload the file again."))
    }
}

/// One batch of a `staff` file.
private struct StaffBatch: ImportBatch {
    let job: ImportJob
    let records: [StaffRecord]
    let seal: PersonSeal
    let today: CalendarDate
    var work = ImportWork()
    /// Known persons by their numbers.
    private var known: [IdentityNumber: PersonID] = [:]

    init(job: ImportJob, records: [StaffRecord], seal: PersonSeal, today: CalendarDate) {
        self.job = job
        self.records = records
        self.seal = seal
        self.today = today
    }

    mutating func load(_ tx: PostgresTransaction) async throws {
        let schools = Array(Set(records.map(\.school)))
        for school in try SchoolTable.decode(
            try await tx.query(SchoolTable.select(ids: schools, lock: .share)))
        {
            work.records.load(school)
        }
        let numbers = records.compactMap(\.facts.number)
        let select = PersonTable.select(
            indexes: numbers.flatMap { seal.candidates($0) }, lock: .update)
        for person in try await PersonTable.load(select, seal, tx) {
            work.records.load(person)
            if let number = person.facts.number { known[number] = person.id }
        }
    }

    mutating func take(_ row: ImportedRow, at index: Int) throws {
        let record = records[index]
        let person = record.facts.number.flatMap { known[$0] }
            .flatMap { work.records.persons[$0] }
        let (job, seal, today) = (job, seal, today)
        try work.row(row) { work in
            guard let school = work.records.schools[record.school], job.admits(school.district)
            else { throw StoreRefusals.notFound("school", "学校", "school") }
            if let person, !job.creator.scope.admits(person.districts) {
                throw StoreRefusals.notYourStaff
            }
            let outcome = try ApplyStaffRecord(
                record: record, school: school, effectiveOn: job.effectiveOn
            ).decide(person, ids: StaffBatch.newIDs(), on: today)
            work.records.apply(outcome.decision)
            work.steps = try outcome.steps.map { step in
                .staff(
                    outcome.person.id.rawValue,
                    try StoredStaffStep(step, job: job.id, row: Int(row.row), seal))
            }
            return person == nil
        }
    }

    static func newIDs() -> ApplyStaffRecord.NewIDs {
        ApplyStaffRecord.NewIDs(
            person: PersonID(UUID.version7()), employment: EmploymentID(UUID.version7()),
            award: AwardID(UUID.version7()))
    }
}
