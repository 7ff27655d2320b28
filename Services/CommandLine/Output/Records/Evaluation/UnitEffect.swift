import EvaluationCore
import TaoliModels

/// What a unit or an upper unit adds, with its name.
struct UnitEffect: Presentable {
    let name: String
    /// `unit` or `level`: the name's key in JSON.
    let kind: String
    let effect: ValueAdded

    /// In the byte order of names.
    static func sorted(_ effects: [ValueAdded], names: [String], kind: String) -> [UnitEffect] {
        effects.map { UnitEffect(name: names[$0.unit], kind: kind, effect: $0) }
            .sorted { ByteOrder.isBefore($0.name, $1.name) }
    }

    static var columns: [Column<Self>] {
        [
            Column("单位", "unit") { one, _ in one.name },
            Column("人数", "students", alignment: .right) { one, _ in "\(one.effect.size)" },
            Column("增值", "value added", alignment: .right) { one, _ in
                FigureText.number(one.effect.estimate)
            },
            Column("95% 区间", "95 % interval") { one, _ in
                let reach = NormalDistribution.twoSided95 * one.effect.standardError
                return FigureText.interval(
                    one.effect.estimate - reach, one.effect.estimate + reach)
            },
            Column("判断", "flag") { $0.effect.flag.wording.text(in: $1) },
            Column("信度", "reliability", alignment: .right) { one, _ in
                FigureText.number(one.effect.reliability)
            },
        ]
    }

    var json: JSONValue {
        .object(
            JSONValue.members([
                (kind, .string(name)), ("n", .integer(Int64(effect.size))),
                ("value_added", .number(effect.estimate)), ("se", .number(effect.standardError)),
                ("flag", .string(effect.flag.rawValue)),
                ("reliability", .number(effect.reliability)),
            ]))
    }
}
