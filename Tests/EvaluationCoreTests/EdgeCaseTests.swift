import EvaluationCore
import Testing

@Suite("Edge cases")
struct EdgeCaseTests {
    private func moments(_ units: [[Double]]) -> UnitMoments {
        var moments = UnitMoments(width: 1)
        for (unit, values) in units.enumerated() {
            moments.addUnit()
            for value in values { moments.add([value], to: unit) }
        }
        return moments
    }

    private func reason<Value>(_ result: Result<Value, Undefined>) -> Undefined? {
        if case .failure(let reason) = result { return reason }
        return nil
    }

    @Test("No students, one unit and one student each have no share, and say why")
    func undefined() {
        let cases: [([[Double]], Undefined)] = [
            ([], .noData), ([[], []], .noData), ([[1, 2, 3]], .oneUnit), ([[1, 2], []], .oneUnit),
            ([[1], [2], [3]], .oneStudentEach),
        ]
        for (units, expected) in cases {
            let figures = SpreadFigures(moments(units))
            #expect(reason(figures.anova) == expected)
            #expect(reason(figures.likelihood) == expected)
        }
    }

    @Test("Constant results have no share; constant inside units the naive one is 1")
    func constant() throws {
        let flat = SpreadFigures(moments([[650, 650], [650, 650, 650]]))
        #expect(reason(flat.anova) == .noVariance)
        #expect(reason(flat.likelihood) == .noVariance)
        let within = SpreadFigures(moments([[650.1, 650.1], [700.3, 700.3, 700.3]]))
        let anova = try within.anova.get()
        #expect(anova.icc == 1 && anova.naive == 1 && anova.low == nil && anova.high == nil)
        #expect(reason(within.likelihood) == .noVarianceWithin)
    }

    @Test("Units of one student count where others have more")
    func singletons() throws {
        let figures = SpreadFigures(moments([[1, 2, 4], [3], [7, 8], [5]]))
        let anova = try figures.anova.get()
        // By hand: N = 7, k = 4, Σn² = 15, n0 = (7 − 15/7)/3.
        #expect(abs(anova.typicalSize - (7 - 15.0 / 7) / 3) < 1e-14)
        #expect(figures.unitCount == 4)
        #expect(try figures.likelihood.get().icc > 0)
    }

    @Test("A column that depends on others is left out and named, the others stay as they were")
    func dependentColumns() throws {
        let data = try SchoolData("exam.csv")
        let columns = ModelColumns(
            ["prior", "twice", "constant"].map { ModelColumns.Column(name: $0) })
        var moments = UnitMoments(width: 4)
        for _ in data.units { moments.addUnit() }
        let (priors, results) = (data.file.numbers("prior"), data.file.numbers("outcome"))
        for (row, unit) in data.unitOfRow.enumerated() {
            moments.add([priors[row], 2 * priors[row] - 3, 7.7, results[row]], to: unit)
        }
        let fit = try ValueAddedFigures(moments, columns: columns).spread.likelihood.get()
        let plain = try ValueAddedFigures(
            data.moments(["prior"]), columns: data.columns(["prior"])
        ).spread.likelihood.get()
        #expect(fit.coefficients.map { $0.estimate == nil } == [false, false, true, true])
        #expect(abs(fit.icc - plain.icc) < 1e-12)
        #expect(abs(fit.criterion - plain.criterion) < 1e-8)
    }

    @Test(
        "A text has one term less than the values that occur, the first in byte order is the base")
    func levels() throws {
        let columns = ModelColumns([.init(name: "类型", levels: ["公办", "unused", "民办"].sorted())])
        var moments = UnitMoments(width: columns.width)
        var measures: [Double] = []
        var noise = Noise()
        for unit in 0..<6 {
            moments.addUnit()
            for _ in 0..<5 {
                let level = unit % 2 == 0 ? 1 : 2
                columns.encode([.level(level)], result: noise.next(), into: &measures)
                moments.add(measures, to: unit)
            }
        }
        let fit = try ValueAddedFigures(moments, columns: columns).spread.likelihood.get()
        let last = try #require(columns.columns[0].levels?[2])
        #expect(fit.coefficients.map(\.term) == ["(Intercept)", "类型=\(last)"])
    }

    @Test("More terms than students leave no model, and say so")
    func tooFew() throws {
        let columns = ModelColumns((0..<3).map { ModelColumns.Column(name: "x\($0)") })
        var moments = UnitMoments(width: 4)
        var noise = Noise()
        for unit in 0..<2 {
            moments.addUnit()
            for _ in 0..<2 {
                moments.add((0..<4).map { _ in noise.next() }, to: unit)
            }
        }
        let figures = ValueAddedFigures(moments, columns: columns)
        #expect(reason(figures.spread.anova) != nil)
        #expect(reason(figures.units) != nil)
    }

    @Test("Cells: numbers, missing words, and what is neither")
    func cells() {
        for (text, expected) in [
            ("12.5", 12.5), ("-1.5e-05", -1.5e-05), ("+3", 3), ("0", 0), ("750", 750),
        ] {
            #expect(MeasureText.read(text) == .number(expected), "\(text)")
        }
        for text in ["", "NA", "缺考"] { #expect(MeasureText.read(text) == .missing, "\(text)") }
        for text in [
            "NaN", "nan", "inf", "-inf", "Infinity", "1e400", "0x1p3", "12分", "１２", "1,5", "--",
            "e5", ".", "-", "1 2", "缺",
        ] {
            #expect(MeasureText.read(text) == .wrong, "\(text)")
        }
    }

    @Test("A student in two units, and one met twice, are suspected; several subjects are not")
    func students() {
        var register = StudentRegister()
        for number in 0..<5000 { register.note(student: "P\(number)", unit: "U", key: "") }
        #expect(register.suspects.isEmpty && register.nextLow == nil)
        register.note(student: "P17", unit: "U", key: "")
        #expect(register.suspects == Set(StudentRegister.hashes(student: "P17", key: "")))
        var subjects = StudentRegister()
        for subject in ["数学", "语文"] {
            for number in 0..<500 {
                subjects.note(student: "P\(number)", unit: "U\(number % 7)", key: subject)
            }
        }
        #expect(subjects.suspects.isEmpty)
        subjects.note(student: "P3", unit: "elsewhere", key: "英语")
        #expect(subjects.suspects.count == 1)
    }

    @Test("With little memory every student is still looked at once, over several passes")
    func passes() {
        var rows = (0..<20_000).map { "P\($0)" }
        rows += ["P1", "P777", "P19999"]
        var suspects: Set<UInt64> = []
        var low: UInt64? = 0
        var passes = 0
        while let from = low {
            var register = StudentRegister(capacity: 1500, low: from)
            for row in rows { register.note(student: row, unit: "U", key: "") }
            suspects.formUnion(register.suspects)
            low = register.nextLow
            passes += 1
        }
        #expect(passes > 10)
        let expected = ["P1", "P777", "P19999"].flatMap {
            StudentRegister.hashes(student: $0, key: "")
        }
        #expect(suspects == Set(expected))
    }

    @Test("Few distinct priors make growth curves simpler, not impossible")
    func discretePriors() throws {
        var noise = Noise(seed: 9)
        for distinct in [1, 2, 3, 5] {
            let priors = (0..<400).map { Double($0 % distinct) }
            let results = priors.map { ($0 + noise.next() * 10).rounded() }
            let growth = try GrowthPercentiles(priors: priors, results: results)
            #expect(growth.largestGap < 1e-10)
            let mean = growth.percentiles.reduce(0, +) / growth.percentiles.count
            #expect((47...53).contains(mean), "\(distinct) \(mean)")
        }
        #expect(throws: Undefined.noVariance) {
            try GrowthPercentiles(
                priors: (0..<200).map(Double.init), results: Array(repeating: 5, count: 200))
        }
        #expect(throws: Undefined.tooFewStudents) {
            try GrowthPercentiles(priors: [1, 2], results: [1, 2])
        }
    }
}
