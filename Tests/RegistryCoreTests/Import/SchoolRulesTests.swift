import RegistryCore
import TaoliModels
import Testing

@Suite struct SchoolRulesTests {
    static let head = "school_id,name,district_code,district,stage,ownership,longitude,latitude\n"

    func read(_ body: String, answers: ImportAnswers = ImportAnswers()) throws
        -> [RowReading<SchoolRecord>]
    {
        readSchools(
            try rows(Self.head + body, ImportKind.schools.layout), try smallRegister(),
            answers: answers)
    }

    @Test(
        "A school row alone is read by its rule",
        arguments: [
            ("a,真光中学,440104,越秀,complete,public,,", "new"),
            ("s1,第1小学,440104,越秀,primary,public,,", "unchanged"),
            ("s1,第1小学,440104,越秀,primary,,,", "unchanged"),
            ("s1,第1小学,440104,越秀,nine_year,public,,", "changed"),
            ("s1,第1小学,440104,越秀,primary,public,113.2,23.1", "changed"),
            ("a,真光中学,,越秀,完全中学,公办,,", "new"),
            ("a,真光中学,４４０１０４,,Junior,民办,113.26,23.13", "new"),
            (",真光中学,440104,越秀,junior,,,", "? no-id"),
            ("a,真光中学,440104,越秀,unknown,,,", "? stage"),
            ("a,真光中学,440104,越秀,,,,", "? stage"),
            ("a,连江中学,,英德市(outside Guangzhou),junior,,,", "? outside"),
            ("a,连江中学,,英德市,junior,,,", "? outside"),
            ("a,海珠区教育发展研究院,440105,海珠,junior,,,", "? not-a-school"),
            ("a,广东省教育研究院黄埔实验学校,440105,海珠,junior,,,", "new"),
            ("a,真光中学,440999,越秀,junior,,,", "! unknown-district"),
            ("a,真光中学,,,junior,,,", "! missing-value"),
            ("a,真光中学,440104,越秀,midle,,,", "! unknown-stage"),
            ("a,真光中学,440104,越秀,junior,state,,", "! unknown-ownership"),
            ("a,真光中学,440104,越秀,junior,,200,23", "! impossible-coordinates"),
            ("a,真光中学,440104,越秀,junior,,113,", "! impossible-coordinates"),
            ("a,,440104,越秀,junior,,,", "! bad-name"),
            ("a b,真光中学,440104,越秀,junior,,,", "! bad-id"),
            ("4.40105E+17,真光中学,440104,越秀,junior,,,", "! damaged-number"),
            ("=1,真光中学,440104,越秀,junior,,,", "! formula-cell"),
            ("a,真光中学,440104,越秀,junior", "! malformed-row"),
            (",真光中学,440999,越秀,unknown,,,", "! unknown-district"),
        ])
    func alone(row: String, expected: String) throws {
        #expect(try read(row + "\n").map(\.summary) == [expected])
    }

    /// The one reading of a row of s1 with that note and status.
    private func read(
        note: String, status: String, answers: ImportAnswers = ImportAnswers()
    ) throws -> RowReading<SchoolRecord> {
        let text =
            Self.head.replacing("latitude\n", with: "latitude,note,办学状态\n")
            + "s1,第1小学,440104,越秀,primary,public,,,\(note),\(status)\n"
        let readings = readSchools(
            try rows(text, ImportKind.schools.layout), try smallRegister(), answers: answers)
        return try #require(readings.first)
    }

    @Test(
        "JD-1: a file says that a school is planned, being built or open; empty, it says nothing",
        arguments: [
            ("planned", "changed", "planned"), ("规划", "changed", "planned"),
            ("在建", "changed", "under_construction"), ("Open", "unchanged", "open"),
            ("开办", "unchanged", "open"), ("", "unchanged", ""),
        ])
    func status(cell: String, change: String, status: String) throws {
        let reading = try read(note: "", status: cell)
        #expect(reading.summary == change)
        #expect((reading.value?.status?.rawValue ?? "") == status)
    }

    @Test("JD-1: a status that no file can give is refused with those that it can")
    func unknownStatus() throws {
        for (cell, list) in [
            ("停办", "leave the cell empty"), ("closed", "leave the cell empty"),
            ("bulit", "planned, under_construction, open"),
        ] {
            guard case .refused(let problems) = try read(note: "", status: cell).outcome else {
                Issue.record("\(cell) is accepted")
                continue
            }
            #expect(problems.map(\.code) == ["unknown-status"])
            #expect(problems.first?.text.english.contains(list) == true)
        }
    }

    @Test("JD-1: a note of planning raises no question where the status says it already")
    func statedPlanning() throws {
        #expect(try read(note: "在建", status: "").summary == "? planned")
        #expect(try read(note: "在建", status: "open").summary == "? planned")
        let accepted = try answers("2,planned,accept\n")
        #expect(
            try read(note: "在建", status: "open", answers: accepted).value?.status == .open)
        #expect(try read(note: "在建", status: "", answers: accepted).value?.status == .planned)
        #expect(try read(note: "在建", status: "在建").value?.status == .underConstruction)
    }

    @Test("An id that stands twice refuses every row that bears it and names the other")
    func twice() throws {
        let readings = try read(
            """
            a,甲校,440104,越秀,junior,,,
            b,乙校,440104,越秀,junior,,,
            a,丙校,440104,越秀,junior,,,

            """)
        #expect(readings.map(\.summary) == ["! duplicate-id", "new", "! duplicate-id"])
        guard case .refused(let problems) = readings[0].outcome else { return }
        #expect(problems.first?.text.english.contains("Row 4") == true)
        #expect(problems.first?.column?.description == "A (school_id)")
    }

    @Test("Before the districts are imported every school is refused with what to do")
    func noDistricts() throws {
        let text = Self.head + "a,真光中学,440104,越秀,junior,,,\n"
        let reading = readSchools(try rows(text, ImportKind.schools.layout), emptyRegister)
        guard case .refused(let problems) = reading[0].outcome else {
            Issue.record("accepted")
            return
        }
        #expect(problems.first?.text.english.contains("districts file first") == true)
    }

    @Test("The nearest code is suggested")
    func nearest() throws {
        guard case .refused(let problems) = try read("a,真光,440104,越秀,primery,,,\n")[0].outcome
        else {
            Issue.record("accepted")
            return
        }
        #expect(problems.first?.text.english.contains("\"primary\"") == true)
        #expect(problems.first?.value == "primery")
    }

    @Test("Answers give the id and the stage, and place a school outside under the city")
    func answered() throws {
        let given = try answers("2,no-id,id=x1\n2,stage,stage=初中\n3,outside,accept\n4,no-id,skip\n")
        let readings = try read(
            """
            ,甲校,440104,越秀,unknown,,,
            y,乙校,,英德市,junior,,,
            ,丙校,440104,越秀,junior,,,

            """, answers: given)
        #expect(readings.map(\.summary) == ["new", "new", "skipped"])
        #expect(readings[0].value?.externalID == "x1")
        #expect(readings[0].value?.kind == .junior)
        #expect(readings[1].value?.district.rawValue == "440100")
    }

    @Test("An id given by an answer must not be in use in the file")
    func answeredTwice() throws {
        let given = try answers("2,no-id,id=b\n")
        let readings = try read(
            ",甲校,440104,越秀,junior,,,\nb,乙校,440104,越秀,junior,,,\n", answers: given)
        #expect(readings.map(\.summary) == ["? no-id", "new"])
        #expect(readings[0].answerProblems.map(\.code) == ["duplicate-id"])
        #expect(readings[0].answerProblems.first?.row == 2)
    }

    @Test("An answer to a question the row does not raise is reported")
    func idle() throws {
        let given = try answers("2,no-id,id=b\n9,no-id,skip\n")
        let readings = try read("a,甲校,440104,越秀,junior,,,\n", answers: given)
        #expect(readings[0].summary == "new")
        #expect(readings[0].answerProblems.map(\.code) == ["answer-without-question"])
        #expect(given.beyond(lastRow: 2).map(\.row) == [3])
    }
}
