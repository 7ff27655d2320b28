// Literals of the tests themselves: one that cannot be read should end the run.
// swift-format-ignore-file: NeverForceUnwrap

import TaoliModels
import Testing

@testable import RegistryCore

@Suite("Reading files of staff")
struct StaffReadingTests {
    private static let titles = [
        "姓名", "证件号码", "电话", "学校标识码", "岗位", "学科", "学段", "骨干级别", "参加工作年月", "入校年月", "招聘渠道",
    ]

    private static func row(_ number: Int, _ cells: [String]) -> TableRow {
        let layout = ImportKind.staff.layout
        let places = layout.columns.map { column in
            titles.firstIndex { column.aliases.contains($0) }
        }
        let header = TableHeader(layout: layout, places: places, titles: titles)
        return TableRow(
            header: header, number: number, line: number,
            cells: places.map { $0.map { cells[$0] } ?? "" })
    }

    private static func plain(_ serial: Int = 1) throws -> [String] {
        [
            "张三", try Example.number(serial).value, "12000000001", "gz-1", "教师", "语文", "小学",
            "骨干教师", "2003-08", "2015.9", "定岗特选",
        ]
    }

    private static func read(
        _ rows: [TableRow], _ school: School, known: [Person] = []
    ) -> [RowReading<StaffRowReader.Read>] {
        var facts = StaffFileFacts()
        for row in rows { facts.note(row) }
        let reader = StaffRowReader(
            facts: facts, effectiveOn: Example.day("2026-09-01"), today: Example.today,
            ids: ApplyStaffRecord.NewIDs(
                person: PersonID(.version7()), employment: EmploymentID(.version7()),
                award: AwardID(.version7())))
        let snapshot = StaffSnapshot(
            schoolsByCode: ["gz-1": [school]], schoolsByName: [:],
            persons: Dictionary(uniqueKeysWithValues: known.map { ($0.facts.number!, $0) }))
        return rows.map { reader.read($0, register: snapshot) }
    }

    private static func slugs(_ reading: RowReading<StaffRowReader.Read>) -> [String] {
        guard case .refused(let problems) = reading.outcome else { return [] }
        return problems.map(\.code)
    }

    @Test("A row becomes a person with a post, a level and a channel (TC-31)")
    func accepted() throws {
        let school = try Example.school()
        let reading = Self.read([Self.row(2, try Self.plain())], school)[0]
        guard case .accepted(let read, let change) = reading.outcome else {
            Issue.record("\(reading.outcome)")
            return
        }
        #expect(change == .new)
        #expect(read.record.post == .teacher)
        #expect(read.record.subject == .chineseLanguage)
        #expect(read.record.channel == .designatedPost)
        #expect(read.record.level == .keyTeacher)
        #expect(read.record.schoolSince == Example.day("2015-09-01"))
        #expect(read.record.facts.workingSince == Example.day("2003-08-01"))
    }

    @Test("Wrong cells are refused column by column, and none about a person is quoted")
    func refused() throws {
        let school = try Example.school()
        var cells = try Self.plain()
        cells[0] = "张3"
        cells[1] = "990000198002290011"
        cells[2] = "99"
        cells[4] = "校长助理员"
        cells[8] = "去年"
        let reading = Self.read([Self.row(2, cells)], school)[0]
        guard case .refused(let problems) = reading.outcome else {
            Issue.record("\(reading.outcome)")
            return
        }
        let codes = Set(problems.map(\.code))
        #expect(codes.isSuperset(of: ["bad-person-name", "bad-identity-number", "bad-phone"]))
        for problem in problems {
            let text = "\(problem.value) \(problem.text)"
            #expect(!text.contains(cells[0]) && !text.contains(cells[1]))
        }
        var nowhere = try Self.plain()
        nowhere[3] = "gz-9"
        #expect(Self.slugs(Self.read([Self.row(2, nowhere)], school)[0]) == ["unknown-school"])
    }

    @Test("A short name of a school is answered with the full names that it may stand for")
    func shortName() throws {
        let layout = ImportKind.staff.layout
        let titles = ["姓名", "证件号码", "学校", "岗位"]
        let places = layout.columns.map { column in
            titles.firstIndex { column.aliases.contains($0) }
        }
        let cells = ["张三", try Example.number(1).value, "赤沙小学", "教师"]
        let row = TableRow(
            header: TableHeader(layout: layout, places: places, titles: titles), number: 2, line: 2,
            cells: places.map { $0.map { cells[$0] } ?? "" })
        let reader = StaffRowReader(
            facts: StaffFileFacts(), effectiveOn: Example.day("2026-09-01"), today: Example.today,
            ids: ApplyStaffRecord.NewIDs(
                person: PersonID(.version7()), employment: EmploymentID(.version7()),
                award: AwardID(.version7())))
        func said(_ near: [String: [String]]) -> Wording? {
            let reading = reader.read(
                row,
                register: StaffSnapshot(
                    schoolsByCode: [:], schoolsByName: [:], persons: [:], fullNames: near))
            guard case .refused(let problems) = reading.outcome else { return nil }
            return problems.first { $0.code == "unknown-school" }?.text
        }
        let near = said(["赤沙小学": ["广州市海珠区赤沙小学", "海珠区赤沙小学分校"]])
        #expect(near?.chinese == "没有这所学校；请写全称，是否为：广州市海珠区赤沙小学、海珠区赤沙小学分校？")
        #expect(near?.english.contains("海珠区赤沙小学分校?") == true)
        #expect(said([:])?.chinese == "没有这所学校；请核对，或先导入学校。")
    }

    @Test("A code that is not in its list is told in Chinese names with the codes, nearest first")
    func codes() throws {
        var cells = try Self.plain()
        cells[4] = "校长助理员"
        cells[7] = "骨干"
        let reading = Self.read([Self.row(2, cells)], try Example.school())[0]
        guard case .refused(let problems) = reading.outcome else {
            Issue.record("\(reading.outcome)")
            return
        }
        let post = try #require(problems.first { $0.code == "unknown-code" })
        #expect(
            post.text.chinese.hasPrefix(
                "岗位不在代码表中（可用：校长（principal）、书记（party_secretary）、执行校长（executive_principal）、"))
        #expect(!post.text.chinese.contains("：principal"))
        #expect(post.text.english.contains("(principal, party_secretary, executive_principal,"))
        let near = CodeText.unknown("骨干教", what: Wording("级别", "level"), in: StaffCodes.levels)
        #expect(near.chinese.hasSuffix("；是否应为骨干教师（key_teacher）？"))
        #expect(near.english.hasSuffix("is \"key_teacher\" meant?"))
    }

    @Test("All wrong codes and dates of a row are told at once")
    func allAtOnce() throws {
        var cells = try Self.plain()
        cells[4] = "校长助理员"
        cells[5] = "魔法"
        cells[7] = "骨干"
        cells[9] = "去年"
        let slugs = Self.slugs(Self.read([Self.row(2, cells)], try Example.school())[0])
        #expect(slugs.sorted() == ["bad-date", "unknown-code", "unknown-code", "unknown-code"])
    }

    @Test("A number that stands twice refuses both rows; names that do are only told")
    func twice() throws {
        let school = try Example.school()
        let rows = [
            Self.row(2, try Self.plain()), Self.row(3, try Self.plain()),
            Self.row(4, try Self.plain(7)),
        ]
        let readings = Self.read(rows, school)
        #expect(Self.slugs(readings[0]) == ["duplicate-number"])
        #expect(Self.slugs(readings[1]) == ["duplicate-number"])
        #expect(Self.slugs(readings[2]) == [])
        var facts = StaffFileFacts()
        for row in rows { facts.note(row) }
        #expect(facts.sameNameCount == 2)
        #expect(facts.sameNames?.english.contains("rows 3, 4") == true)
    }

    @Test("A file read again changes nothing; another post, title or school is told apart")
    func again() throws {
        let school = try Example.school()
        let row = Self.row(2, try Self.plain())
        guard case .accepted(let read, _) = Self.read([row], school)[0].outcome else {
            Issue.record("not accepted")
            return
        }
        let apply = ApplyStaffRecord(
            record: read.record, school: school, effectiveOn: Example.day("2026-09-01"))
        let ids = ApplyStaffRecord.NewIDs(
            person: PersonID(.version7()), employment: EmploymentID(.version7()),
            award: AwardID(.version7()))
        let made = try apply.decide(nil, ids: ids, on: Example.today)
        #expect(made.steps == [.registered, .awarded(ids.award)])
        let again = Self.read([row], school, known: [made.person])[0]
        guard case .accepted(_, .unchanged) = again.outcome else {
            Issue.record("\(again.outcome)")
            return
        }
        var promoted = try Self.plain()
        promoted[4] = "中层"
        let changed = Self.read([Self.row(2, promoted)], school, known: [made.person])[0]
        guard case .accepted(_, .changed) = changed.outcome else {
            Issue.record("\(changed.outcome)")
            return
        }
        var renamed = try Self.plain()
        renamed[0] = "李四"
        #expect(
            Self.slugs(Self.read([Self.row(2, renamed)], school, known: [made.person])[0])
                == ["name-differs"])
        let other = try Example.school("海珠二小")
        #expect(
            Self.slugs(Self.read([row], other, known: [made.person])[0]) == ["employed-elsewhere"])
    }

    @Test("What a row did is taken back step by step")
    func undone() throws {
        let school = try Example.school()
        let person = try Example.person(at: school)
        var cells = try Self.plain()
        cells[4] = "中层"
        guard
            case .accepted(let read, .changed) = Self.read(
                [Self.row(2, cells)], school, known: [person])[0].outcome
        else {
            Issue.record("not accepted")
            return
        }
        let ids = ApplyStaffRecord.NewIDs(
            person: PersonID(.version7()), employment: EmploymentID(.version7()),
            award: AwardID(.version7()))
        let outcome = try ApplyStaffRecord(
            record: read.record, school: school, effectiveOn: Example.day("2026-09-01")
        ).decide(person, ids: ids, on: Example.today)
        var back = outcome.person
        for step in outcome.steps.reversed() {
            back = try UndoStaffStep(step: step).decide(back, on: Example.today).state
        }
        #expect(back.facts == person.facts)
        let day = Example.day("2027-01-01")
        #expect(back.mainPost(on: day) == person.mainPost(on: day))
        #expect(back.keyLevel(on: day) == nil)
        let gone = WithdrawPerson().decide(back).state
        #expect(gone.isWithdrawn && gone.facts.number == nil && gone.mainPost(on: day) == nil)
    }
}
