import EvaluationCore

/// Models of 31,000 students in 2,400 schools of 130 districts, after reading, against lme4.
struct ModelBench {
    let city: GeneratedStudents
    let peers: Peers
    let repeats: Int

    private let columns = ModelColumns([ModelColumns.Column(name: "prior")])

    func run() throws {
        var product: [String: [Double]] = [:]
        var yardstick: [String: [Double]] = [:]
        for _ in 0..<repeats {
            // One after the other, so that both see the same machine.
            for (name, value) in try trial() { product[name, default: []].append(value) }
            for (name, value) in peers.r() ?? [:] { yardstick[name, default: []].append(value) }
        }
        let names = [
            ("value-added", "random intercept with empty model, intervals and all schools"),
            ("three-levels", "schools in districts, both effects"),
            ("districts", "130 districts one by one"),
        ]
        for (name, what) in names {
            Report(
                name: name, what: "\(what); seconds of lme4 ÷ seconds from rows to effects",
                unit: "s", product: product[name] ?? [], yardstick: yardstick[name] ?? [], reach: 50
            ).write()
        }
    }

    private func trial() throws -> [String: Double] {
        let (two, first) = try seconds {
            try ValueAddedFigures(moments(), columns: columns).units.get().count
        }
        let (three, second) = try seconds {
            try ValueAddedFigures(
                moments(), columns: columns, levelOfUnit: city.districtOfSchool
            ).threeLevels?.get().levels.count
        }
        let (each, third) = seconds { districts() }
        precondition(first == city.schoolCount && second == 130 && third == 130)
        return ["value-added": two, "three-levels": three, "districts": each]
    }

    private func moments() -> UnitMoments {
        var moments = UnitMoments(width: 2)
        for _ in 0..<city.schoolCount { moments.addUnit() }
        var measures = [0.0, 0.0]
        for student in city.schools.indices {
            measures[0] = city.priors[student]
            measures[1] = city.results[student]
            moments.add(measures, to: city.schools[student])
        }
        return moments
    }

    private func districts() -> Int {
        var tables = [UnitMoments](repeating: UnitMoments(width: 2), count: 130)
        let places = (0..<city.schoolCount).map { tables[city.districtOfSchool[$0]].addUnit() }
        var measures = [0.0, 0.0]
        for student in city.schools.indices {
            let school = city.schools[student]
            measures[0] = city.priors[student]
            measures[1] = city.results[student]
            tables[city.districtOfSchool[school]].add(measures, to: places[school])
        }
        return tables.count { table in
            let figures = ValueAddedFigures(table, columns: columns)
            return (try? figures.units.get()) != nil
        }
    }
}
