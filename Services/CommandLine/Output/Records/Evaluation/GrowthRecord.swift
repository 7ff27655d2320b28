import EvaluationCore
import TaoliModels

/// The growth percentiles of one file or key.
struct GrowthRecord: EvaluationRecord {
    let key: EvaluationKey
    let list: StudentList
    let growth: Result<GrowthPercentiles, Undefined>
    /// Whether every student's percentile is given.
    let showsEach: Bool

    private struct Unit {
        let name: String
        let count: Int
        let median: Double
        let mean: Double
    }

    private var units: [Unit] {
        guard case .success(let growth) = growth else { return [] }
        var percentiles = Array(repeating: [Double](), count: list.units.names.count)
        for (student, unit) in list.unitOfStudent.enumerated() {
            percentiles[unit].append(Double(growth.percentiles[student]))
        }
        return list.units.sorted.filter { !percentiles[$0].isEmpty }.map { unit in
            let own = percentiles[unit].sorted()
            return Unit(
                name: list.units.names[unit], count: own.count,
                median: SampleQuantile.value(0.5, of: own),
                mean: own.reduce(0, +) / Double(own.count))
        }
    }

    var members: [JSONValue.Member] {
        var members = JSONValue.members([
            ("n", .integer(Int64(list.results.count))),
            ("unit_count", .integer(Int64(list.units.names.count))),
            ("dropped", .integer(Int64(list.dropped))),
            ("optimality_gap", .figure(try? growth.get().largestGap)),
            (
                "units",
                .array(
                    units.map { unit in
                        [
                            "unit": .string(unit.name), "n": .integer(Int64(unit.count)),
                            "median": .number(unit.median), "mean": .number(unit.mean),
                        ]
                    })
            ),
        ])
        if showsEach {
            let each = (try? growth.get().percentiles) ?? []
            members += JSONValue.members([
                ("percentiles", .array(each.map { .integer(Int64($0)) }))
            ])
        }
        if case .failure(let reason) = growth { members.append(JSONValue.why(reason)) }
        return members
    }

    func text(in language: Language, isBold: Bool) -> String {
        if case .failure(let reason) = growth { return reason.wording.text(in: language) + "\n" }
        let titles = [
            Wording("单位", "unit"), Wording("人数", "students"),
            Wording("成长百分位中位数", "median percentile"), Wording("平均", "mean"),
        ]
        var table = TextTable(
            titles: titles.map { $0.text(in: language) },
            alignments: [.left, .right, .right, .right])
        for unit in units {
            table.append([
                unit.name, "\(unit.count)", FigureText.number(unit.median),
                FigureText.number(unit.mean),
            ])
        }
        return table.text(isBold: isBold)
    }
}
