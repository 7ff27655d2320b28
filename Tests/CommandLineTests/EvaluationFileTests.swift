import Foundation
import Testing

@testable import taoli

/// The evaluations that read a file; the figures themselves are tested in EvaluationCoreTests.
@Suite("Evaluations of a file")
struct EvaluationFileTests {
    private func run(_ arguments: [String], file text: String, more: [String] = []) async throws
        -> (status: Int32, data: String, notes: String)
    {
        try await withTemporaryFolder { folder in
            let path = folder + "/成绩.csv"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let console = TestConsole()
            let status = await Program.run(
                ["evaluation"] + arguments + ["--input", path] + more, environment: [:],
                console: console.console)
            return (status, console.data, console.notes)
        }
    }

    private func object(_ data: String) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(data.utf8))
        return try #require(value as? [String: Any])
    }

    private let spread = ["spread", "--unit", "school", "--value", "outcome", "--format", "json"]
    private let small = """
        district,school,student,prior,sex,outcome
        东区,一小,1,1,男,500
        东区,一小,2,2,女,520
        东区,一小,3,4,男,
        东区,二小,4,3,女,560
        东区,二小,5,5,男,590
        西区,三小,6,1,女,480
        西区,三小,7,2,男,510
        西区,四小,8,4,女,NA
        西区,四小,9,3,男,570
        西区,四小,10,6,女,-1.5e+01

        """

    @Test("Spread has the keys of the contract in their order, and counts what is missing")
    func shape() async throws {
        let result = try await run(spread, file: small)
        #expect(result.status == 0, "\(result.notes)")
        let figures = try object(result.data)
        #expect(figures["n"] as? Int == 8)
        #expect(figures["unit_count"] as? Int == 4)
        #expect(figures["dropped"] as? Int == 2)
        let keys = ["n", "unit_count", "dropped", "naive", "anova", "reml"]
        let places = keys.compactMap { result.data.range(of: "\"\($0)\"")?.lowerBound }
        #expect(places.count == keys.count && places == places.sorted())
        let anova = try #require(figures["anova"] as? [String: Any])
        #expect(Set(anova.keys) == ["icc", "raw", "low", "high", "n0"])
        let reml = try #require(figures["reml"] as? [String: Any])
        #expect(
            Set(reml.keys) == [
                "icc", "low", "high", "variance_between", "variance_within", "criterion",
            ])
    }

    @Test("Keys of --by stand first in their items, in byte order, each with its own figures")
    func byKey() async throws {
        let result = try await run(spread, file: small, more: ["--by", "district,sex"])
        #expect(result.status == 0, "\(result.notes)")
        let items = try #require(try object(result.data)["by"] as? [[String: Any]])
        let keys = items.compactMap { $0["key"] as? String }
        #expect(keys.count == 4 && keys.contains("东区,女"))
        #expect(
            keys == keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(items.compactMap { $0["n"] as? Int }.reduce(0, +) == 8)
        #expect(result.data.contains("{\n      \"key\": "))
    }

    @Test("Undefined figures are null with the reason")
    func undefined() async throws {
        let result = try await run(spread, file: "school,outcome\n一小,1\n一小,2\n")
        let figures = try object(result.data)
        #expect(result.status == 0 && figures["naive"] is NSNull)
        for name in ["anova", "reml"] {
            let part = try #require(figures[name] as? [String: Any])
            #expect(part["icc"] is NSNull)
            #expect(part["why"] as? String == "fewer than two units")
        }
    }

    @Test("Value added names its terms, and with --level both levels, and the empty model")
    func valueAdded() async throws {
        let text = EvaluationFileTests.generated(students: 900, schools: 30, districts: 5)
        let result = try await run(
            [
                "value-added", "--unit", "school", "--value", "outcome", "--prior", "prior",
                "--covariate", "sex", "--level", "district", "--format", "json",
            ], file: text)
        #expect(result.status == 0, "\(result.notes)")
        let figures = try object(result.data)
        let fixed = try #require(figures["fixed"] as? [[String: Any]])
        let last = ["女", "男"].max { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? ""
        #expect(
            fixed.compactMap { $0["term"] as? String } == ["(Intercept)", "prior", "sex=\(last)"])
        let units = try #require(figures["units"] as? [[String: Any]])
        #expect(units.count == 30)
        #expect(
            Set(units[0].keys) == ["unit", "n", "value_added", "se", "flag", "reliability"])
        let levels = try #require(figures["levels"] as? [[String: Any]])
        #expect(levels.count == 5 && figures["level_count"] as? Int == 5)
        #expect((figures["variance_level"] as? Double ?? -1) >= 0)
        let empty = try #require(figures["empty"] as? [String: Any])
        #expect(Set(empty.keys) == ["naive", "anova", "reml"])
    }

    @Test("With one upper unit the model of two levels stands, and the level's variance says why")
    func oneLevel() async throws {
        let text = EvaluationFileTests.generated(students: 200, schools: 10, districts: 1)
        let result = try await run(
            [
                "value-added", "--unit", "school", "--value", "outcome", "--prior", "prior",
                "--level", "district", "--format", "json",
            ], file: text)
        let figures = try object(result.data)
        #expect(figures["variance_level"] is NSNull && figures["why"] is String)
        #expect((figures["units"] as? [Any])?.count == 10)
        let reml = try #require(figures["reml"] as? [String: Any])
        #expect(reml["icc"] is Double)
    }

    @Test("Progress, growth and resources write what they say")
    func others() async throws {
        let text = EvaluationFileTests.generated(students: 400, schools: 8, districts: 2)
        let columns = ["--unit", "school", "--value", "outcome", "--prior", "prior"]
        let progress = try await run(["progress", "--format", "json"] + columns, file: text)
        let bands = try #require(try object(progress.data)["bands"] as? [[String: Any]])
        #expect(bands.count == 10)
        let growth = try await run(
            ["growth", "--each", "--format", "json"] + columns, file: text)
        let each = try #require(try object(growth.data)["percentiles"] as? [Int])
        #expect(each.count == 400 && each.allSatisfy { (1...99).contains($0) })
        let schools = "school,students,books\n甲,45,279\n乙,37,137\n丙,89,935\n丁,76,160\n戊,55,402\n"
        let resources = try await run(
            [
                "resources", "--students", "students", "--value", "books", "--limit", "0.50",
                "--lang", "zh",
            ], file: schools)
        #expect(resources.data.contains("0.5153") && resources.data.contains("未达到"))
    }

    @Test("A report is one page written to a file")
    func report() async throws {
        let text = EvaluationFileTests.generated(students: 300, schools: 10, districts: 2)
        try await withTemporaryFolder { folder in
            let result = try await run(
                [
                    "report", "--unit", "school", "--value", "outcome", "--prior", "prior",
                    "--group", "district", "--title", "期末联考", "--lang", "zh", "--format", "json",
                    "--output", folder + "/report.html",
                ], file: text)
            #expect(result.status == 0, "\(result.notes)")
            let page = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
            #expect(page.contains("<h1>期末联考</h1>") && page.contains("</svg>"))
            let units = try #require(try object(result.data)["units"] as? [[String: Any]])
            #expect(units.count == 10 && units[0]["to_group"] is [String: Any])
        }
    }

    @Test(
        "What is wrong in a file is told by line and column, with the fix, in both languages",
        arguments: [
            ("school,outcome\n一小,1\n一小,NaN\n", "line 3, column B (outcome): \"NaN\""),
            ("school,outcome\n一小,1\n一小,inf\n", "line 3, column B (outcome): \"inf\""),
            ("school,outcome\n一小,\"a\nb\"\n二小,优\n", "line 2, column B (outcome)"),
            ("school,outcome\n一小,\"1\n\"\n二小,优\n", "line 4, column B (outcome): \"优\""),
            ("school,outcome\n,1\n二小,2\n", "line 2, column A (school)"),
            ("school,student,outcome\nA,7,1\nB,8,2\nB,7,2\n", "line 4, column B (student): \"7\""),
            ("school,student,outcome\nA,7,1\nB,8,2\nA,7,2\n", "line 4, column B (student): \"7\""),
            ("school,result\nA,1\n", "row 1"),
        ])
    func problems(text: String, place: String) async throws {
        for (language, words) in [("zh", "错误"), ("en", "error")] {
            let result = try await run(spread, file: text, more: ["--lang", language])
            #expect(result.status == CommandExit.dataInvalid.rawValue)
            #expect(result.data.isEmpty)
            #expect(result.notes.contains(words), "\(result.notes)")
            #expect(result.notes.contains("成绩.csv, " + place), "\(result.notes)")
        }
    }

    @Test("A unit in two upper units is refused")
    func nested() async throws {
        let text = "district,school,prior,outcome\nD1,A,1,1\nD2,A,2,2\nD1,B,2,3\n"
        let result = try await run(
            [
                "value-added", "--unit", "school", "--value", "outcome", "--prior", "prior",
                "--level", "district",
            ], file: text)
        #expect(result.status == CommandExit.dataInvalid.rawValue)
        #expect(result.notes.contains("line 3, column A (district): \"D2\""))
    }

    @Test("A student may have several subjects with --by, but not two schools")
    func subjects() async throws {
        let text = "school,student,subject,outcome\nA,1,m,1\nA,1,e,3\nA,2,m,1\nB,3,e,3\n"
        #expect(try await run(spread, file: text, more: ["--by", "subject"]).status == 0)
        #expect(try await run(spread, file: text).status == CommandExit.dataInvalid.rawValue)
        // Who has no id cannot be found twice.
        let unknown = "school,student,outcome\nA,,1\nA,NA,3\nB,,1\nB,NA,2\n"
        #expect(try await run(spread, file: unknown).status == 0)
        let moved = text + "B,2,e,1\n"
        let result = try await run(spread, file: moved, more: ["--by", "subject"])
        #expect(result.status == CommandExit.dataInvalid.rawValue)
        #expect(result.notes.contains("line 6, column B (student): \"2\""))
    }

    @Test("A file that is not there, and a command line without a prior, end with their codes")
    func absent() async throws {
        let console = TestConsole()
        let status = await Program.run(
            ["evaluation"] + spread + ["--input", "nowhere.csv"], environment: [:],
            console: console.console)
        #expect(status == CommandExit.dataInvalid.rawValue)
        #expect(console.notes.contains("no such file"))
        let result = try await run(
            ["value-added", "--unit", "school", "--value", "outcome"], file: small)
        #expect(result.status == CommandExit.usage.rawValue)
    }

    @Test("Whatever bytes a file holds, the program ends with figures or with a reason")
    func fuzzed() async throws {
        var state: UInt64 = 11
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let pieces = Array(
            "school,outcome\r\n\"甲,1.5e-3;\tNaN-0,,\u{0}\u{FEFF}=+@A9".unicodeScalars)
        for _ in 0..<60 {
            var text = next(3) == 0 ? "" : "school,student,prior,outcome\n"
            for _ in 0..<next(200) { text.unicodeScalars.append(pieces[next(pieces.count)]) }
            if next(2) == 0 { text += "\nA,1,2,3\nB,2,3,4\nB,3,1,1\nA,9,1,2\n" }
            for command in [
                spread,
                [
                    "value-added", "--unit", "school", "--value", "outcome", "--prior", "prior",
                    "--covariate", "student", "--format", "json",
                ],
            ] {
                let result = try await run(command, file: text)
                let isTold = result.status == CommandExit.dataInvalid.rawValue
                #expect(result.status == 0 || isTold, "\(text.debugDescription)")
                #expect(isTold == result.data.isEmpty)
                if !isTold { _ = try object(result.data) }
                if isTold { #expect(result.notes.contains("error")) }
            }
        }
    }

    @Test("Numbers in JSON read back to the same bits")
    func roundTrip() {
        for number in [
            0.1, 1.0 / 3, Double.leastNonzeroMagnitude, 1.7976931348623157e308, -1e-5,
            123456789.123,
        ] {
            #expect(Double(JSONValue.number(number).compact) == number)
        }
    }

    /// Students with a fixed seed; never real ones.
    private static func generated(students: Int, schools: Int, districts: Int) -> String {
        var state: UInt64 = 3
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53) - 0.5
        }
        let effects = (0..<schools).map { _ in 60 * next() }
        var text = "district,school,student,prior,sex,outcome\n"
        for student in 0..<students {
            let school = student % schools
            let prior = 200 * next() + 400
            let result = 100 + prior + effects[school] + 80 * next()
            text +=
                "D\(school % districts),学校\(school),P\(student),\(prior),"
                + "\(next() < 0 ? "男" : "女"),\(result)\n"
        }
        return text
    }
}
