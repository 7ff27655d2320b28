import Testing

@testable import taoli

@Suite("Widths and tables")
struct DisplayWidthTests {
    @Test(
        "A Han character takes two columns, a combining mark none, a letter one",
        arguments: [
            ("abc", 3), ("桃李小学", 8), ("（甲）", 6), ("e\u{301}", 1), ("𠮷", 2), ("👩‍👩‍👧", 2),
            ("ｱ", 1), ("·", 1), ("한", 2), ("", 0), ("\u{200B}", 0), ("第10中", 6), ("\u{323AF}", 2),
        ])
    func widths(text: String, width: Int) {
        #expect(text.displayWidth == width)
    }

    @Test("The width table's ranges ascend and do not overlap")
    func ranges() {
        for ranges in [EastAsianWidth.wide, EastAsianWidth.none] {
            for (left, right) in zip(ranges, ranges.dropFirst()) {
                #expect(left.first <= left.last && left.last < right.first)
            }
        }
    }

    @Test("Columns stand below one another when cells hold Han characters, numbers to the right")
    func alignment() {
        var table = TextTable(titles: ["名称", "n", "x"], alignments: [.left, .right, .left])
        table.append(["桃李", "7", "a"])
        table.append(["ab", "12345", ""])
        #expect(
            table.text() == """
                名称      n  x
                桃李      7  a
                ab    12345

                """)
    }

    @Test("Data cannot send escape sequences or break a line of the table")
    func harmless() {
        var table = TextTable(titles: ["a"], alignments: [.left])
        table.append(["x\u{1B}[2J\ny\u{202E}z\u{9B}"])
        #expect(table.text() == "a\nx [2J y z\n")
    }

    @Test("A styled table sets off its header, a plain one has no escape sequence")
    func styles() {
        var table = TextTable(titles: ["a"], alignments: [.left])
        table.append(["b"])
        #expect(table.text(isBold: true) == "\u{1B}[1ma\u{1B}[0m\nb\n")
        #expect(!table.text().contains("\u{1B}"))
    }
}
