import EvaluationCore
import Foundation
import TaoliModels
import Testing

@Suite("Diagnosis (TC-14, JD-7)")
struct DiagnosisTests {
    @Test("A gap is split into intake and progress that add up to it")
    func gaps() throws {
        let section = try Self.section("exam.csv", group: "group")
        #expect(section.lines.count == 65)
        for line in section.lines {
            let toGroup = try #require(line.toGroup)
            for gap in [line.toAll, toGroup] {
                #expect(abs(gap.gap - gap.intake - gap.progress) < 1e-12)
            }
            // Both gaps have the same slope, so their difference is the group's own gap.
            #expect(line.group?.hasPrefix("D001-G") == true)
        }
        let weighted = section.lines.reduce(0) { $0 + $1.toAll.gap * Double($1.effect.size) }
        #expect(abs(weighted) < 1e-9)
        let estimates = section.lines.map(\.effect.estimate)
        #expect(estimates == estimates.sorted())
    }

    @Test("A school whose students came with less lies behind by intake, one that lost by progress")
    func parts() throws {
        var moments = CohortTable(width: 2)
        let columns = ModelColumns([.init(name: "prior")])
        var source = Noise()
        for school in 0..<20 {
            for _ in 0..<60 {
                let prior = source.next() + (school == 0 ? -2 : 0)
                let lost = school == 1 ? -1.5 : 0.02 * Double(school - 10)
                let result = prior + lost + 0.5 * source.next()
                #expect(moments.add([prior, result], unit: "学校\(school)", level: nil) == nil)
            }
        }
        let section = ReportSection(heading: "数学", table: moments, columns: columns)
        func line(_ name: String) throws -> ReportSection.Line {
            try #require(section.lines.first { $0.name == name })
        }
        #expect(try line("学校0").toAll.liesIn == .intake)
        #expect(try line("学校1").toAll.liesIn == .progress)
        #expect(try line("学校1").effect.flag == .below)
        #expect(try line("学校0").effect.flag != .below)
        let parts = PartDiagnosis.all(["学校1", "没有"], [section])
        #expect(parts.map(\.name) == ["学校1"])
        #expect(parts[0].diagnosis.parts.map(\.name) == ["数学"])
        #expect(parts[0].diagnosis.weakest == nil)
    }

    @Test("Of several subjects the one furthest behind is named, on one scale")
    func subjects() {
        func part(_ name: String, _ progress: Double) -> PartDiagnosis.Part {
            PartDiagnosis.Part(
                name: name, gap: progress - 0.1, intake: -0.1, progress: progress, flag: .same)
        }
        let diagnosis = PartDiagnosis([part("语文", 0.2), part("数学", -0.4), part("英语", 0.1)])
        #expect(diagnosis?.weakest?.name == "数学")
        #expect(diagnosis?.strongest?.name == "语文")
        #expect(abs((diagnosis?.meanGap ?? 0) + 0.4 / 3) < 1e-15)
    }

    @Test("Students are followed from school to school, on standard scales (TC-15, JD-7)")
    func cohorts() throws {
        typealias Record = CohortFollowing.Record
        let first = [
            Record(student: "1", unit: "小学甲", result: 60),
            Record(student: "2", unit: "小学甲", result: 70),
            Record(student: "3", unit: "小学甲", result: 80),
            Record(student: "4", unit: "小学乙", result: 90),
        ]
        let later = [
            Record(student: "1", unit: "初中丙", result: 500),
            Record(student: "2", unit: "初中丙", result: 600),
            Record(student: "4", unit: "初中丁", result: 400),
            Record(student: "5", unit: "初中丁", result: 700),
        ]
        let following = try CohortFollowing(first: first, later: later)
        #expect(following.lost == 1 && following.joined == 1)
        #expect(following.units.map(\.from) == ["小学乙", "小学甲"])
        #expect(following.units.map(\.started) == [1, 3])
        #expect(following.units.map(\.followed) == [1, 2])
        #expect(following.pairs.map(\.to) == ["初中丁", "初中丙"])
        let path = following.units[1]
        // Scales: means 75 and 550, standard deviations √(500/3) and √(50,000/3).
        #expect(abs(path.before - -10 / (500.0 / 3).squareRoot()) < 1e-12)
        #expect(abs(path.after) < 1e-12)
        #expect(abs(path.change - 0.7745966692414834) < 1e-12)
        #expect(path.changeError ?? 1 < 1e-12 && path.flag == .above)
        #expect(following.units[0].changeError == nil)
        #expect(throws: Undefined.noData) {
            try CohortFollowing(first: Array(first.prefix(3)), later: [later[2], later[3]])
        }
    }

    @Test("The spread before and after joining differs only where the intervals do not touch")
    func spreadChange() {
        func figures(_ between: Double) -> SpreadFigures {
            var source = Noise()
            var moments = UnitMoments(width: 1)
            for unit in 0..<40 {
                moments.addUnit()
                let mean = between * Double(unit % 8 - 4)
                for _ in 0..<50 { moments.add([mean + source.next()], to: unit) }
            }
            return SpreadFigures(moments)
        }
        #expect(SpreadChange(before: figures(0.5), after: figures(0.05)).narrowed == .met)
        #expect(SpreadChange(before: figures(0.05), after: figures(0.5)).narrowed == .notMet)
        let same = SpreadChange(before: figures(0.3), after: figures(0.31))
        #expect(same.narrowed == .cannotTell)
        #expect((same.difference ?? 0) > 0)
    }

    @Test("A page shows each school once in picture and table, and names cannot break it")
    func page() throws {
        let section = try Self.section("exam.csv", group: "group")
        let page = ReportPage(
            title: "<报告> & \"引号\"", source: "exam.csv", sections: [section], isChinese: true)
        let html = page.html
        #expect(html == page.html)
        #expect(html.contains("<title>&lt;报告&gt; &amp; &quot;引号&quot;</title>"))
        #expect(html.components(separatedBy: "<circle").count == 66)
        #expect(html.components(separatedBy: "<td>S0").count == 66)
        #expect(!html.contains("<script") && !html.contains("http://localhost"))
        #expect(!html.contains("nan") && !html.contains("inf"))
        let english = ReportPage(
            title: "Report", source: "exam.csv", sections: [section], isChinese: false)
        #expect(english.html.contains("lang=\"en\"") && english.html.contains("value added"))
    }

    @Test("Several subjects are laid side by side, with the weakest of each school (TC-14)")
    func subjectsOnAPage() throws {
        let maths = try Self.section("exam.csv", group: "group", heading: "数学")
        let other = try Self.section("exam.csv", group: "group", heading: "语文", column: "prior")
        let page = ReportPage(
            title: "t", source: "s", sections: [maths, other], isChinese: true)
        let html = page.html
        #expect(html.contains("<th>数学</th><th>语文</th>"))
        #expect(html.components(separatedBy: "<td>S0").count == 3 * 65 + 1)
        #expect(html.contains(" ▲") && html.contains(" ▼"))
        let one = ReportPage(title: "t", source: "s", sections: [maths], isChinese: true)
        #expect(!one.html.contains("最弱"))
    }

    @Test("A page of data without a model says why instead of a picture")
    func emptyPage() {
        var table = CohortTable(width: 2)
        _ = table.add([1, 2], unit: "唯一学校", level: nil)
        let section = ReportSection(
            heading: "", table: table, columns: ModelColumns([.init(name: "prior")]))
        let html = ReportPage(
            title: "t", source: "s", sections: [section], isChinese: true
        ).html
        #expect(html.contains(Undefined.oneUnit.wording.chinese))
        #expect(!html.contains("<svg"))
    }

    private static func section(
        _ name: String, group: String, heading: String = "", column: String = "outcome"
    ) throws -> ReportSection {
        let data = try SchoolData(name)
        let columns = data.columns(["prior"])
        var table = CohortTable(width: columns.width)
        var noise = Noise(seed: 4)
        let priors = data.file.numbers("prior")
        let results = data.file.numbers(column).map { $0 + 0.3 * noise.next() }
        for (row, level) in data.file.texts(group).enumerated() {
            let other = table.add(
                [priors[row], results[row]], unit: data.units[data.unitOfRow[row]], level: level)
            #expect(other == nil)
        }
        return ReportSection(heading: heading, table: table, columns: columns)
    }
}
