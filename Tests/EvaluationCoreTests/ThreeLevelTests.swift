import EvaluationCore
import Testing

/// Schools in groups; references by `Fixtures/threelevels/reference.py`.
@Suite("Three levels")
struct ThreeLevelTests {
    private struct Reference {
        let name: String
        /// Schools, groups, students.
        let variances: [Double]
        let criterion: Double
        let coefficients: [Double]
        let errors: [Double]
        /// Profile interval of the share between schools, by R's `optimize` and `uniroot` on lme4's
        /// deviance function.
        let interval: (low: Double, high: Double)
    }

    private static let references = [
        Reference(
            name: "exam",
            variances: [0.07837256992667571, 0.015874310038741894, 0.56599229522979128],
            criterion: 9365.7540743106654,
            coefficients: [0.0021680962946886826, 0.56302245442174699],
            errors: [0.058090726888401527, 0.012474850541096963],
            interval: (0.0800070883149, 0.177024690298)),
        Reference(
            name: "hsb82",
            variances: [3.7881550776966841, 1.024320610617726, 37.036225738230369],
            criterion: 46634.698724024047,
            coefficients: [12.636509039189804, 2.3852462036832971],
            errors: [0.28103502292331867, 0.10558412156689568],
            interval: (0.0683299317088, 0.11954673767)),
    ]

    private func figures(_ name: String) throws -> (SchoolData, [String], ValueAddedFigures) {
        let data = try SchoolData(name + ".csv")
        let groups = data.file.texts("group")
        var names: [String] = []
        var levelOfUnit = [Int](repeating: 0, count: data.units.count)
        for (row, unit) in data.unitOfRow.enumerated() {
            if !names.contains(groups[row]) { names.append(groups[row]) }
            levelOfUnit[unit] = names.firstIndex(of: groups[row]) ?? 0
        }
        let figures = ValueAddedFigures(
            data.moments(["prior"]), columns: data.columns(["prior"]), levelOfUnit: levelOfUnit)
        return (data, names, figures)
    }

    @Test("Variances, coefficients and the effects of both levels equal the references")
    func references() throws {
        for reference in Self.references {
            let (data, groups, figures) = try figures(reference.name)
            let fit = try #require(try figures.threeLevels?.get())
            var table = Differences(reference.name)
            let variances = [fit.varianceBetween, fit.varianceLevel, fit.varianceWithin]
            for (name, pair) in zip(
                ["school", "group", "student"], zip(variances, reference.variances))
            {
                table.relative("three levels \(name)", pair.0, pair.1, 1e-10)
            }
            table.relative("three levels criterion", fit.criterion, reference.criterion, 1e-10)
            for (one, pair) in zip(fit.coefficients, zip(reference.coefficients, reference.errors))
            {
                table.relative("three levels \(one.term)", one.estimate ?? .nan, pair.0, 1e-9)
                table.relative(
                    "three levels SE \(one.term)", one.standardError ?? .nan, pair.1, 1e-9)
            }
            try Self.compare(
                fit.units, data.units, "\(reference.name)_three_school.csv", "school", &table)
            try Self.compare(
                fit.levels, groups, "\(reference.name)_three_group.csv", "group", &table)
            table.absolute("share low", fit.interval.low, reference.interval.low, 1e-8)
            table.absolute("share high", fit.interval.high, reference.interval.high, 1e-8)
            #expect(fit.levels.reduce(0) { $0 + $1.size } == data.unitOfRow.count)
            table.show()
        }
    }

    private static func compare(
        _ effects: [ValueAdded], _ names: [String], _ file: String, _ column: String,
        _ table: inout Differences
    ) throws {
        let reference = try SchoolFile("threelevels/" + file)
        let places = Dictionary(
            uniqueKeysWithValues: zip(reference.texts(column), reference.rows.indices))
        let order = try effects.map { try #require(places[names[$0.unit]]) }
        let estimates = reference.numbers("blup")
        let errors = reference.numbers("cond_sd")
        table.largest(
            "\(column)s' effects", effects.map(\.estimate), order.map { estimates[$0] }, 1e-9)
        table.largest(
            "their SE", effects.map(\.standardError), order.map { errors[$0] }, 1e-9)
    }

    @Test("One upper unit, or one unit in each, is said to be undefined")
    func undefined() throws {
        let data = try SchoolData("exam.csv")
        func reason(_ levels: [Int]) -> Undefined? {
            let figures = ValueAddedFigures(
                data.moments(), columns: ModelColumns(), levelOfUnit: levels)
            guard case .failure(let reason)? = figures.threeLevels else { return nil }
            return reason
        }
        #expect(reason(data.units.map { _ in 0 }) == .oneLevel)
        #expect(reason(Array(data.units.indices)) == .oneUnitEach)
    }

    @Test("An upper level that explains nothing gets no variance, and the model is that of two")
    func noLevelVariance() throws {
        let data = try SchoolData("exam.csv")
        // Schools in no order at all: neighbours in the list share nothing.
        let levels = data.units.indices.map { ($0 * 7919) % 8 }
        let figures = ValueAddedFigures(
            data.moments(["prior"]), columns: data.columns(["prior"]), levelOfUnit: levels)
        let three = try #require(try figures.threeLevels?.get())
        let two = try figures.spread.likelihood.get()
        try #require(three.varianceLevel == 0)
        #expect(abs(three.varianceBetween / two.varianceBetween - 1) < 1e-9)
        #expect(abs(three.criterion - two.criterion) < 1e-8)
        #expect(three.levels.allSatisfy { $0.estimate == 0 && $0.flag == .same })
    }
}
