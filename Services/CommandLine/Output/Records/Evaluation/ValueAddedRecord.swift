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
        if let three = threeLevels {
            spread.removeLast()
            spread.append(JSONValue.Member(key: method.rawValue, value: three.json))
        }
        members += spread
        members.append(JSONValue.Member(key: "fixed", value: fixed))
        members.append(JSONValue.Member(key: "units", value: .array(units.map(\.json))))
        if let three = figures.threeLevels {
            members += JSONValue.members([
                ("variance_level", .figure(threeLevels?.varianceLevel)),
                ("level_count", .integer(Int64(table.levels.names.count))),
                ("levels", .array(levels.map(\.json))),
            ])
            if case .failure(let reason) = three { members.append(JSONValue.why(reason)) }
        }
        members.append(
            JSONValue.Member(key: "empty", value: .object(figures.empty.members(method))))
        return members
    }

    /// The model with an upper level, where it was asked for and exists; otherwise that of two
    /// levels stands.
    private var threeLevels: ThreeLevels? { try? figures.threeLevels?.get() }

    private var coefficients: [RandomIntercept.Coefficient] {
        threeLevels?.coefficients ?? (try? figures.spread.likelihood.get().coefficients) ?? []
    }

    private var fixed: JSONValue {
        .array(
            coefficients.map { one in
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
        let effects = threeLevels?.levels ?? []
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

extension ThreeLevels {
    fileprivate var json: JSONValue {
        let interval = interval
        return [
            "icc": .number(icc), "low": .number(interval.low), "high": .number(interval.high),
            "variance_between": .number(varianceBetween),
            "variance_within": .number(varianceWithin), "criterion": .number(criterion),
            "icc_level": .number(iccLevel), "variance_level": .number(varianceLevel),
        ]
    }
}
