import EvaluationCore
import Foundation
import TaoliHost
import TaoliModels
import TaoliPostgres

/// `evaluation.cycle_input` ↔ `CycleInput`.
enum CycleInputTable {
    static let columns: SQL = """
        i.key, i.what, i.group_id, i.school_id, i.stage, i.subject, i.item, i.numbers, i.level, \
        i.evidence, i.source
        """

    /// What went into a computation; 0 for what people recorded so far.
    static func select(_ cycle: CycleID, computation: Int) -> SQL {
        """
        SELECT \(fragment: columns) FROM evaluation.cycle_input i \
        WHERE i.cycle_id = \(cycle.rawValue) AND i.computation = \(Int32(computation)) \
        ORDER BY i.key
        """
    }

    /// Recorded rows that tell of the same things as these.
    static func select(_ cycle: CycleID, like inputs: [CycleInput]) -> SQL {
        """
        SELECT \(fragment: columns) FROM evaluation.cycle_input i \
        WHERE i.cycle_id = \(cycle.rawValue) AND i.computation = 0 \
        AND i.key = any(\(inputs.map { key($0.key) }))
        """
    }

    /// Recorded rows of a cycle, `count`.
    static func count(_ cycle: CycleID) -> SQL {
        """
        SELECT count(*) AS count FROM evaluation.cycle_input \
        WHERE cycle_id = \(cycle.rawValue) AND computation = 0
        """
    }

    static func decode(_ row: PostgresRow) throws -> CycleInput {
        let numbers: String = try row.get("numbers")
        let stage: String = try row.get("stage")
        return CycleInput(
            CycleInput.Key(
                what: try row.value("what"), group: try row.optionalID("group_id"),
                school: try row.optionalID("school_id"), stage: Stage(rawValue: stage),
                subject: try row.get("subject"), item: try row.get("item")),
            values: numbers.split(separator: " ").compactMap { Double($0) },
            level: try row.get("level"), evidence: try row.get("evidence"),
            source: try row.get("source"))
    }

    /// Writes rows; one that tells of the same thing takes the place of an earlier one.
    static func save(_ inputs: [CycleInput], of cycle: Cycle, computation: Int) -> SQL {
        """
        INSERT INTO evaluation.cycle_input (cycle_id, computation, key, what, group_id, school_id, \
        stage, subject, item, numbers, level, evidence, source, districts) \
        SELECT \(cycle.id.rawValue), \(Int32(computation)), i.key, i.what, i.group_id, \
        i.school_id, i.stage, i.subject, i.item, i.numbers, i.level, i.evidence, i.source, \
        \(cycle.districts.map(\.rawValue)) FROM unnest(\(inputs.map { key($0.key) }), \
        \(inputs.map(\.key.what.rawValue)), \(inputs.map { $0.key.group?.rawValue }), \
        \(inputs.map { $0.key.school?.rawValue }), \(inputs.map { $0.key.stage?.rawValue ?? "" }), \
        \(inputs.map(\.key.subject)), \(inputs.map(\.key.item)), \
        \(inputs.map { $0.values.map { "\($0)" }.joined(separator: " ") }), \
        \(inputs.map(\.level)), \(inputs.map(\.evidence)), \(inputs.map(\.source))) \
        AS i(key, what, group_id, school_id, stage, subject, item, numbers, level, evidence, source) \
        ON CONFLICT (cycle_id, computation, key) DO UPDATE SET numbers = excluded.numbers, \
        level = excluded.level, evidence = excluded.evidence, source = excluded.source
        """
    }

    private static func key(_ key: CycleInput.Key) -> String {
        [
            key.what.rawValue, key.group?.description ?? "", key.school?.description ?? "",
            key.stage?.rawValue ?? "", key.subject, key.item,
        ].joined(separator: "|")
    }
}
