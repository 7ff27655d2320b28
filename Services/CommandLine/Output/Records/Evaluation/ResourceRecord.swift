import EvaluationCore
import TaoliModels

/// The spread of resources of one file or key.
struct ResourceRecord: EvaluationRecord {
    let key: EvaluationKey
    let names: [String]
    /// For each resource its schools.
    let schools: [[ResourceSpread.School]]
    /// For each resource the rows without it.
    let dropped: [Int]
    let limit: ExactShare?

    private var lines: [(name: String, dropped: Int, spread: Result<ResourceSpread, Undefined>)] {
        names.indices.map { index in
            let own = schools[index]
            return (
                names[index], dropped[index],
                Result { () throws(Undefined) in try ResourceSpread(own) }
            )
        }
    }

    var members: [JSONValue.Member] {
        let items = lines.map { line -> JSONValue in
            let spread = try? line.spread.get()
            var members = JSONValue.members([
                ("resource", .string(line.name)),
                ("school_count", .integer(Int64(spread?.schoolCount ?? 0))),
                ("dropped", .integer(Int64(line.dropped))),
                ("students", .figure(spread?.students)), ("mean", .figure(spread?.mean)),
                ("cv", .figure(spread?.coefficient)), ("unweighted", .figure(spread?.unweighted)),
            ])
            if let limit {
                members += JSONValue.members([
                    ("limit", .number(limit.value)),
                    (
                        "verdict",
                        .string(Verdict.atMost(limit, figure: spread?.coefficient).rawValue)
                    ),
                ])
            }
            if case .failure(let reason) = line.spread { members.append(JSONValue.why(reason)) }
            return .object(members)
        }
        return JSONValue.members([("resources", .array(items))])
    }

    func text(in language: Language, isBold: Bool) -> String {
        let titles = [
            Wording("资源", "resource"), Wording("学校数", "schools"), Wording("生均", "per student"),
            Wording("差异系数", "CV"), Wording("判断", "verdict"), Wording("说明", "note"),
        ]
        var table = TextTable(
            titles: titles.map { $0.text(in: language) },
            alignments: [.left, .right, .right, .right, .left, .left])
        for line in lines {
            let spread = try? line.spread.get()
            var note = ""
            if case .failure(let reason) = line.spread { note = reason.wording.text(in: language) }
            table.append([
                line.name, "\(spread?.schoolCount ?? 0)", FigureText.number(spread?.mean),
                FigureText.number(spread?.coefficient),
                limit.map {
                    Verdict.atMost($0, figure: spread?.coefficient).wording.text(in: language)
                } ?? "", note,
            ])
        }
        return table.text(isBold: isBold)
    }
}
