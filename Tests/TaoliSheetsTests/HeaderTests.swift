import TaoliModels
import TaoliSheets
import Testing

@Suite struct HeaderTests {
    @Test("Columns may stand in any order, unknown ones are ignored with a notice")
    func order() throws {
        let (rows, reader) = try read(Array("备注列,Name,学校编号\nx,真光,a1\n".utf8))
        #expect(rows.first?.cells == ["a1", "真光", ""])
        #expect(reader.notices.map(\.code) == ["column-ignored"])
        #expect(reader.notices.first?.text.chinese.contains("A (备注列)") == true)
        #expect(reader.header?.reference(0).description == "C (学校编号)")
    }

    @Test("The two columns that a file of rejected rows adds are ignored without a word")
    func rejected() throws {
        let (rows, reader) = try read(Array("Name,学校编号,行号,错误信息\nx,a1,7,改正\n".utf8))
        #expect(rows.first?.cells == ["a1", "x", ""])
        #expect(reader.notices.isEmpty)
    }

    @Test("Full-width letters, no-break spaces and blanks in names are understood")
    func spelling() throws {
        let rows = try read("\u{A0}Ｓｃｈｏｏｌ　ＩＤ ,\u{3000}name\na,b\n")
        #expect(rows.first?.cells == ["a", "b", ""])
    }

    @Test("A missing column is named with what was expected, found and nearest")
    func missing() {
        let found = problem("schol_id,name,other\na,b,c\n")
        #expect(found?.code == "missing-column")
        #expect(found?.text.english.contains("lacks: school_id") == true)
        #expect(found?.text.english.contains("Expected: school_id,name") == true)
        #expect(found?.text.english.contains("found: schol_id,name,other") == true)
        #expect(found?.text.english.contains("\"schol_id\" meant as \"school_id\"") == true)
        #expect(found?.text.chinese.contains("“schol_id”是否应为“school_id”") == true)
    }

    @Test("A header without any known column is wrong, and tabs are pointed out")
    func wrong() {
        #expect(problem("foo,bar\n1,2\n")?.code == "wrong-header")
        #expect(problem("school_id\tname\n1\t2\n")?.text.english.contains("tabs") == true)
    }

    @Test("A column that stands there twice is refused")
    func twice() {
        #expect(problem("school_id,name,学校编号\na,b,c\n")?.code == "column-twice")
    }

    @Test("An empty file and a file with only a header say so")
    func empty() {
        #expect(problem("")?.code == "empty-file")
        #expect(problem("\n  ,\n")?.code == "empty-file")
        #expect(problem("school_id,name\n , \n")?.code == "no-rows")
        #expect(problem("school_id,name\n")?.text.chinese.contains("还没有数据行") == true)
    }

    @Test(
        "Column letters go on after Z",
        arguments: [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
    func letters(index: Int, letter: String) {
        #expect(ColumnReference(index: index, name: "n").letter == letter)
    }
}
