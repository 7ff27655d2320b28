import EvaluationCore
import Foundation
import TaoliHost
import TaoliModels
import TaoliPostgres

/// `evaluation.cycle_result` and `cycle_computation` ↔ `CycleJudgement`.
enum CycleResultTable {
    static let columns: SQL = """
        r.line, r.group_id, r.school_id, r.stage, r.course, r.respondent, r.item, r.name_chinese, \
        r.name_english, r.verdict, r.figure, r.low, r.high, r.threshold_chinese, \
        r.threshold_english, r.sample_count, r.sample_total, r.estimator, r.source, r.clause, \
        r.note_chinese, r.note_english, r.is_against, r.is_whole
        """

    /// All results of a computation, in their order.
    static func select(_ cycle: CycleID, computation: Int) -> SQL {
        """
        SELECT \(fragment: columns) FROM evaluation.cycle_result r \
        WHERE r.cycle_id = \(cycle.rawValue) AND r.computation = \(Int32(computation)) \
        ORDER BY r.line
        """
    }

    /// The frozen text of a computation, `frozen`.
    static func frozen(_ cycle: CycleID, computation: Int) -> SQL {
        """
        SELECT frozen FROM evaluation.cycle_computation \
        WHERE cycle_id = \(cycle.rawValue) AND computation = \(Int32(computation))
        """
    }

    static func decode(_ row: PostgresRow) throws -> CycleResult {
        let low = try row.get("low", as: Double?.self)
        let high = try row.get("high", as: Double?.self)
        let count = try row.get("sample_count", as: Int64?.self)
        let total = try row.get("sample_total", as: Int64?.self)
        let stage: String = try row.get("stage")
        return CycleResult(
            subject: CycleSubject(
                group: try row.id("group_id"), school: try row.optionalID("school_id")),
            stage: Stage(rawValue: stage), course: try row.get("course"),
            respondent: try row.get("respondent"), item: try row.get("item"),
            name: try row.wording("name"), verdict: try row.get("verdict"),
            figure: try row.get("figure"),
            interval: low.flatMap { low in high.map { low...max(low, $0) } },
            threshold: try optional(row, "threshold"),
            sample: count.flatMap { count in
                total.map { Rate(count: Int(count), total: Int($0)) }
            }, estimator: try row.get("estimator"), source: try row.get("source"),
            clause: try row.get("clause"), notes: try optional(row, "note"),
            isAgainst: try row.get("is_against"), isWhole: try row.get("is_whole"))
    }

    private static func optional(_ row: PostgresRow, _ name: String) throws -> Wording? {
        guard let chinese = try row.get("\(name)_chinese", as: String?.self),
            let english = try row.get("\(name)_english", as: String?.self)
        else { return nil }
        return Wording(chinese, english)
    }

    /// Writes what a computation came to.
    static func insert(_ judgement: CycleJudgement, of cycle: Cycle, on day: CalendarDate) -> [SQL]
    {
        let (id, districts) = (cycle.id.rawValue, cycle.districts.map(\.rawValue))
        let number = Int32(cycle.computation)
        let own: SQL = """
            INSERT INTO evaluation.cycle_computation (cycle_id, computation, computed_on, \
            inputs_hash, hash, frozen, districts) VALUES (\(id), \(number), \
            \(day.description)::date, \(judgement.inputsHash), \(judgement.hash), \
            \(judgement.text), \(districts))
            """
        let results = judgement.results
        let rows: SQL = """
            INSERT INTO evaluation.cycle_result (cycle_id, computation, line, group_id, school_id, \
            stage, course, respondent, item, name_chinese, name_english, verdict, figure, low, \
            high, threshold_chinese, threshold_english, sample_count, sample_total, estimator, \
            source, clause, note_chinese, note_english, is_against, is_whole, districts) \
            SELECT \(id), \(number), r.*, \(districts) FROM unnest(\(fragment: lists(results))) \
            AS r
            """
        return [own, rows]
    }

    private static func lists(_ results: [CycleResult]) -> SQL {
        let identity: SQL = """
            \(results.indices.map { Int64($0) + 1 }), \(results.map(\.subject.group.rawValue)), \
            \(results.map { $0.subject.school?.rawValue }), \
            \(results.map { $0.stage?.rawValue ?? "" }), \(results.map(\.course)), \
            \(results.map(\.respondent)), \(results.map(\.item)), \
            \(results.map(\.name.chinese)), \(results.map(\.name.english))
            """
        let figures: SQL = """
            \(results.map(\.verdict)), \(results.map(\.figure)), \
            \(results.map { $0.interval?.lowerBound }), \(results.map { $0.interval?.upperBound }), \
            \(results.map { $0.threshold?.chinese }), \(results.map { $0.threshold?.english }), \
            \(results.map { $0.sample.map { Int64($0.count) } }), \
            \(results.map { $0.sample.map { Int64($0.total) } })
            """
        let origin: SQL = """
            \(results.map(\.estimator)), \(results.map(\.source)), \(results.map(\.clause)), \
            \(results.map { $0.notes?.chinese }), \(results.map { $0.notes?.english }), \
            \(results.map(\.isAgainst)), \(results.map(\.isWhole))
            """
        return [identity, figures, origin].joined(separator: ", ")
    }
}
