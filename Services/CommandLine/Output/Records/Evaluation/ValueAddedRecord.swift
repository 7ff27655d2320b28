import EvaluationCore
import TaoliModels

/// The value added of one file or key.
struct ValueAddedRecord: EvaluationRecord {
    let key: EvaluationKey
    let table: CohortTable
    let figures: ValueAddedFigures
    let method: LikelihoodMethod

    var members: [JSONValue.Member] {
        var members = JSONValue.members([
            ("n", .integer(Int64(figures.spread.studentCount))),
            ("unit_count", .integer(Int64(figures.spread.unitCount))),
            ("dropped", .integer(Int64(table.dropped))),
        ])
        var spread = figures.spread.members(method)
        if let three = figures.threeLevels {
            spread.removeLast()
            spread.append(JSONValue.Member(key: method.rawValue, value: three.json))
        }
        members += spread
        members.append(JSONValue.Member(key: "fixed", value: fixed))
        members.append(JSONValue.Member(key: "units", value: .array(units.map(\.json))))
        if figures.threeLevels != nil {
            members += JSONValue.members([
                ("variance_level", .figure(try? figures.threeLevels?.get().varianceLevel)),
                ("level_count", .integer(Int64(table.levels.names.count))),
                ("levels", .array(levels.map(\.json))),
            ])
        }
        members.append(
            JSONValue.Member(key: "empty", value: .object(figures.empty.members(method))))
        return members
    }

    /// Coefficients of the model that was asked for.
    private var coefficients: Result<[RandomIntercept.Coefficient], Undefined> {
        figures.threeLevels?.map(\.coefficients) ?? figures.spread.likelihood.map(\.coefficients)
    }

    private var fixed: JSONValue {
        .array(
            ((try? coefficients.get()) ?? []).map { one in
                var members = JSONValue.members([
                    ("term", .string(one.term)), ("estimate", .figure(one.estimate)),
                    ("se", .figure(one.standardError)),
                ])
                if one.estimate == nil { members.append(JSONValue.why(.dependentColumn)) }
                return .object(members)
            })
    }

    /// Units in the byte order of their names; none where the model does not exist.
    var units: [UnitEffect] {
        let effects = (try? figures.units.get()) ?? []
        return UnitEffect.sorted(effects, names: table.units.names, kind: "unit")
    }

    private var levels: [UnitEffect] {
        let effects = (try? figures.threeLevels?.get().levels) ?? []
        return UnitEffect.sorted(effects, names: table.levels.names, kind: "level")
    }

    func text(in language: Language, isBold: Bool) -> String {
        let spread = SpreadRecord(
            key: key, dropped: table.dropped, figures: figures.spread, method: method)
        var text = spread.text(in: language, isBold: isBold)
        if case .failure(let reason)? = figures.threeLevels {
            text += reason.wording.text(in: language) + "\n"
        }
        if !levels.isEmpty {
            text += "\n" + UnitEffect.table(levels, in: language, isBold: isBold)
        }
        if !units.isEmpty {
            text += "\n" + UnitEffect.table(units, in: language, isBold: isBold)
        }
        return text
    }
}

extension Result<ThreeLevels, Undefined> {
    fileprivate var json: JSONValue {
        switch self {
        case .success(let fit):
            return .object(
                JSONValue.members([
                    ("icc", .number(fit.icc)), ("icc_level", .number(fit.iccLevel)),
                    ("low", .null), ("high", .null),
                    ("variance_between", .number(fit.varianceBetween)),
                    ("variance_level", .number(fit.varianceLevel)),
                    ("variance_within", .number(fit.varianceWithin)),
                    ("criterion", .number(fit.criterion)),
                ]) + [JSONValue.why(.noInterval)])
        case .failure(let reason):
            let names = [
                "icc", "icc_level", "low", "high", "variance_between", "variance_level",
                "variance_within", "criterion",
            ]
            return .object(JSONValue.members(names.map { ($0, .null) }) + [JSONValue.why(reason)])
        }
    }
}
