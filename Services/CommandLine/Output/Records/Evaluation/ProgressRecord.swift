import EvaluationCore
import TaoliModels

/// The progress scores of one file or key.
struct ProgressRecord: EvaluationRecord {
    let key: EvaluationKey
    let list: StudentList
    let scores: Result<ProgressScores, Undefined>

    private var units: [(name: String, score: ProgressScores.Score)] {
        ((try? scores.get().scores) ?? []).map { (list.units.names[$0.unit], $0) }
            .sorted { ByteOrder.isBefore($0.0, $1.0) }
    }

    var members: [JSONValue.Member] {
        var members = JSONValue.members([
            ("n", .integer(Int64(list.results.count))),
            ("unit_count", .integer(Int64(list.units.names.count))),
            ("dropped", .integer(Int64(list.dropped))),
            ("deviation", .figure(try? scores.get().deviation)),
            ("bands", .array(((try? scores.get().bands) ?? []).map(\.json))),
            ("units", .array(units.map { ProgressRecord.json($0.name, $0.score) })),
        ])
        if case .failure(let reason) = scores { members.append(JSONValue.why(reason)) }
        return members
    }

    private static func json(_ name: String, _ score: ProgressScores.Score) -> JSONValue {
        [
            "unit": .string(name), "n": .integer(Int64(score.count)),
            "progress": .number(score.score), "low": .number(score.low),
            "high": .number(score.high), "flag": .string(score.flag.rawValue),
        ]
    }

    func text(in language: Language, isBold: Bool) -> String {
        if case .failure(let reason) = scores { return reason.wording.text(in: language) + "\n" }
        let titles = [
            Wording("单位", "unit"), Wording("人数", "students"), Wording("进步分", "progress"),
            Wording("95% 区间", "95 % interval"), Wording("判断", "flag"),
        ]
        var table = TextTable(
            titles: titles.map { $0.text(in: language) },
            alignments: [.left, .right, .right, .left, .left])
        for (name, score) in units {
            table.append([
                name, "\(score.count)", FigureText.number(score.score),
                FigureText.interval(score.low, score.high), score.flag.wording.text(in: language),
            ])
        }
        return table.text(isBold: isBold)
    }
}

extension ProgressScores.Band {
    fileprivate var json: JSONValue {
        [
            "up_to": .figure(upTo), "n": .integer(Int64(count)), "expected": .figure(expected),
        ]
    }
}
