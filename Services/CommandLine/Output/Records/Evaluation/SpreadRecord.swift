import EvaluationCore
import TaoliModels

/// The spread of one file or key.
struct SpreadRecord: EvaluationRecord {
    let key: EvaluationKey
    let dropped: Int
    let figures: SpreadFigures
    let method: LikelihoodMethod

    var members: [JSONValue.Member] {
        JSONValue.members([
            ("n", .integer(Int64(figures.studentCount))),
            ("unit_count", .integer(Int64(figures.unitCount))),
            ("dropped", .integer(Int64(dropped))),
        ]) + figures.members(method)
    }

    func text(in language: Language, isBold: Bool) -> String {
        let counts = Wording(
            "学生 \(figures.studentCount) 名，学校 \(figures.unitCount) 所，因缺失未计 \(dropped) 行",
            "\(figures.studentCount) students in \(figures.unitCount) units; rows left out "
                + "because something is missing: \(dropped)")
        return counts.text(in: language) + "\n"
            + SpreadLine.table(figures.lines(method), in: language, isBold: isBold)
    }
}

extension SpreadFigures {
    /// `naive`, `anova` and `reml` (or `ml`).
    func members(_ method: LikelihoodMethod) -> [JSONValue.Member] {
        let naive = try? anova.get().naive
        return JSONValue.members([
            ("naive", .figure(naive)), ("anova", anova.json),
            (method.rawValue, likelihood.json),
        ])
    }

    /// The estimates as lines of a table.
    func lines(_ method: LikelihoodMethod) -> [SpreadLine] {
        let naive: SpreadLine
        let adjusted: SpreadLine
        switch anova {
        case .success(let anova):
            naive = SpreadLine("未校正", "unadjusted", share: anova.naive)
            adjusted = SpreadLine(
                "方差分析", "ANOVA", share: anova.icc, low: anova.low, high: anova.high)
        case .failure(let reason):
            naive = SpreadLine("未校正", "unadjusted", why: reason)
            adjusted = SpreadLine("方差分析", "ANOVA", why: reason)
        }
        let name = method.rawValue.uppercased()
        switch likelihood {
        case .success(let fit):
            return [
                SpreadLine(name, name, share: fit.icc, low: fit.low, high: fit.high), adjusted,
                naive,
            ]
        case .failure(let reason): return [SpreadLine(name, name, why: reason), adjusted, naive]
        }
    }
}

extension Result<OneWayAnova, Undefined> {
    fileprivate var json: JSONValue {
        switch self {
        case .success(let anova):
            var members = JSONValue.members([
                ("icc", .number(anova.icc)), ("raw", .number(anova.raw)),
                ("low", .figure(anova.low)), ("high", .figure(anova.high)),
                ("n0", .number(anova.typicalSize)),
            ])
            if anova.low == nil { members.append(JSONValue.why(.noVarianceWithin)) }
            return .object(members)
        case .failure(let reason):
            let names = ["icc", "raw", "low", "high", "n0"]
            return .object(JSONValue.members(names.map { ($0, .null) }) + [JSONValue.why(reason)])
        }
    }
}

extension Result<RandomIntercept, Undefined> {
    fileprivate var json: JSONValue {
        switch self {
        case .success(let fit):
            return [
                "icc": .number(fit.icc), "low": .number(fit.low), "high": .number(fit.high),
                "variance_between": .number(fit.varianceBetween),
                "variance_within": .number(fit.varianceWithin),
                "criterion": .number(fit.criterion),
            ]
        case .failure(let reason):
            let names = [
                "icc", "low", "high", "variance_between", "variance_within", "criterion",
            ]
            return .object(JSONValue.members(names.map { ($0, .null) }) + [JSONValue.why(reason)])
        }
    }
}

/// One estimate of a spread, as a line.
struct SpreadLine {
    let name: Wording
    let share: Double?
    let low: Double?
    let high: Double?
    let why: Undefined?

    init(
        _ chinese: String, _ english: String, share: Double? = nil, low: Double? = nil,
        high: Double? = nil, why: Undefined? = nil
    ) {
        name = Wording(chinese, english)
        self.share = share
        self.low = low
        self.high = high
        self.why = why
    }

    static var columns: [Column<Self>] {
        [
            Column("估计方法", "estimator") { $0.name.text(in: $1) },
            Column("校际差异率", "share between", alignment: .right) { line, _ in
                FigureText.number(line.share)
            },
            Column("95% 区间", "95 % interval") { line, _ in
                FigureText.interval(line.low, line.high)
            },
            Column("说明", "note") { $0.why?.wording.text(in: $1) ?? "" },
        ]
    }

    static func table(_ lines: [Self], in language: Language, isBold: Bool) -> String {
        var table = TextTable(
            titles: columns.map { $0.title.text(in: language) },
            alignments: columns.map(\.alignment))
        for line in lines { table.append(columns.map { $0.text(line, language) }) }
        return table.text(isBold: isBold)
    }
}
