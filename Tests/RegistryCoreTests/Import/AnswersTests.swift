import RegistryCore
import TaoliModels
import Testing

@Suite struct AnswersTests {
    @Test(
        "An answer that cannot be taken is refused with its reason",
        arguments: [
            ("x,no-id,skip", "answer-row"), ("2,noid,skip", "answer-question"),
            ("2,no-id,accept", "answer-kind"), ("2,stage,id=a", "answer-kind"),
            ("2,planned,yes", "answer-kind"), ("2,stage,stage=midle", "unknown-stage"),
            ("2,stage,stage=unknown", "unknown-stage"), ("2,no-id,id=a b=", "bad-id"),
            ("2,school,accept", "answer-kind"), ("2,no-id,id=", "answer-kind"),
        ])
    func refused(line: String, code: String) throws {
        let given = try answers(line + "\n")
        #expect(given.problems.map(\.code) == [code])
        #expect(given.problems.map(\.row) == [2])
        #expect(given.count == 0)
    }

    @Test("Blank answers of a template are no answers, and each question takes one")
    func blank() throws {
        let given = try answers("2,no-id,\n3,lead,accept\n3,lead,skip\n3,disputed,ACCEPT\n")
        #expect(given.count == 2)
        #expect(given.problems.map(\.code) == ["answer-twice"])
        #expect(given[3, .lead]?.choice == .accept)
        #expect(given[2, .noID] == nil)
    }

    @Test("Dates are read in the forms people write")
    func dates() {
        let day = CalendarDate("2025-09-01")
        for text in [
            "2025-09-01", "2025/9/1", "2025.9", "20250901", "2025年9月1日", "2025年9月", "45901",
            "２０２５-9-1",
        ] {
            #expect(ImportedDate.read(text) == day, "\(text)")
        }
        for text in ["2026-02-30", "20260230", "9/1/2025", "soon", "2025", "", "2025-13-01"] {
            #expect(ImportedDate.read(text) == nil, "\(text)")
        }
    }

    @Test("District rows are read by their rules, one city at most")
    func districts() throws {
        let text =
            "district_code,name,level\n1,甲市,city\n2,乙区,district\n2,丙区,district\n区,丁区,district\n5,戊区,town\n"
        var facts = DistrictFileFacts()
        let table = try rows(text, ImportKind.districts.layout)
        for row in table { facts.note(row) }
        let reader = DistrictRowReader(facts: facts)
        #expect(
            table.map { reader.read($0, register: emptyRegister).summary } == [
                "new", "! duplicate-id", "! duplicate-id", "! bad-district-code", "! unknown-level",
            ])
        let other = try smallRegister()
        #expect(reader.read(table[0], register: other).summary == "! second-city")
    }

    @Test("The lookups of a batch name sites, groups and answered ids")
    func lookups() throws {
        let text = GroupRulesTests.head + "甲,,,lead,某校,,primary,,,\n甲,,,member,第2小学,s2,primary,,,\n"
        var lookups = ImportLookups()
        let city = DistrictCode("440100")
        let given = try answers("2,no-id,id=s9\n")
        for row in try rows(text, ImportKind.groups.layout) {
            lookups.addGroup(row, city: city, answers: given)
        }
        #expect(lookups.siteIDs == ["s2", "s9"])
        #expect(lookups.groups.map(\.name) == ["甲"])
    }
}
