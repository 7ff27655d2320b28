import Foundation
import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// `registry.case_file` and `registry.case_step` ↔ `Case`.
enum CaseTable {
    private static let columns: SQL = """
        c.id, c.pack, c.pack_version, c.chain, c.purpose, c.status, \
        c.opened_on::text AS opened_on, c.effective_on::text AS effective_on, \
        c.facts::text AS facts, c.version
        """

    /// The cases of these ids, by id; none for an id that is unknown or hidden.
    static func select(ids: [CaseID], lock: RowLock = .none) -> SQL {
        """
        SELECT \(fragment: columns) FROM registry.case_file c \
        WHERE c.id = any(\(ids.map(\.rawValue))) ORDER BY c.id
        """ + lock.clause
    }

    /// The steps of these cases, in their order.
    static func steps(of ids: [CaseID]) -> SQL {
        """
        SELECT case_id, step, state, opened_on::text AS opened_on, due_on::text AS due_on, \
        delegate, answers::text AS answers FROM registry.case_step \
        WHERE case_id = any(\(ids.map(\.rawValue))) ORDER BY case_id, position
        """
    }

    /// Cases from rows of a `select`.
    /// - Parameter steps: rows of `steps(of:)`, for all of them.
    static func decode(_ rows: [PostgresRow], steps: [PostgresRow]) throws -> [Case] {
        var byCase: [CaseID: [CaseStep]] = [:]
        for row in steps { byCase[try row.id("case_id"), default: []].append(try step(row)) }
        return try rows.map { row in
            let id: CaseID = try row.id("id")
            let record: CaseRecord = try json(row.get("facts"))
            return Case(
                id: id, pack: try row.get("pack"), packVersion: try row.get("pack_version"),
                chain: try row.get("chain"), facts: try record.facts(row.value("purpose")),
                openedOn: try row.date("opened_on"), openedBy: try record.openedBy.value(),
                status: try row.value("status"), steps: byCase[id] ?? [],
                exceptions: try record.exceptions.map { try $0.value() },
                effectiveOn: try row.optionalDate("effective_on"),
                version: try row.get("version"),
                closing: try record.closing.map { try $0.value() })
        }
    }

    private static func step(_ row: PostgresRow) throws -> CaseStep {
        let answers: [AnswerRecord] = try json(row.get("answers"))
        return CaseStep(
            id: try row.get("step"), state: try row.value("state"),
            openedOn: try row.optionalDate("opened_on"), dueOn: try row.optionalDate("due_on"),
            delegate: try row.get("delegate", as: UUID?.self).map { AccountID($0) },
            answers: try answers.map { try $0.value() })
    }

    /// Writes a case with its steps.
    ///
    /// - Parameter faces: who can act at each step and when the product acts by itself, by step id.
    static func save(_ item: Case, faces: [String: StepFace]) throws -> [SQL] {
        let parties = item.facts.parties
        let districts = parties.districts.map(\.rawValue)
        let file: SQL = """
            INSERT INTO registry.case_file (id, district, districts, pack, pack_version, chain, \
            purpose, status, group_id, school_id, site_id, opened_on, effective_on, facts, version) \
            VALUES (\(item.id.rawValue), \(parties.groupDistrict.rawValue), \(districts), \
            \(item.pack), \(item.packVersion), \(item.chain), \
            \(item.facts.proposal.purpose.rawValue), \(item.status.rawValue), \
            \(parties.group.rawValue), \(parties.school.rawValue), \
            \(item.facts.proposal.sites.first?.rawValue), \
            \(item.openedOn.description)::date, \(item.effectiveOn?.description)::date, \
            \(try text(CaseRecord(item)))::jsonb, \(item.version)) \
            ON CONFLICT (id) DO UPDATE SET status = excluded.status, \
            effective_on = excluded.effective_on, facts = excluded.facts, \
            version = excluded.version
            """
        return [file, try saveSteps(item, faces, districts)]
    }

    private static func saveSteps(
        _ item: Case, _ faces: [String: StepFace], _ districts: [String]
    ) throws -> SQL {
        let steps = item.steps
        let answers = try steps.map { try text($0.answers.map(AnswerRecord.init)) }
        return """
            INSERT INTO registry.case_step AS old (case_id, position, step, districts, state, \
            opened_on, due_on, units, delegate, is_timed, answers) \
            SELECT \(item.id.rawValue), s.position, s.step, \(districts), s.state, \
            s.opened_on::date, s.due_on::date, string_to_array(s.units, ','), s.delegate, \
            s.is_timed, s.answers::jsonb \
            FROM unnest(\(steps.indices.map { Int32($0) }), \(steps.map(\.id)), \
            \(steps.map(\.state.rawValue)), \(steps.map { $0.openedOn?.description }), \
            \(steps.map { (faces[$0.id]?.actsOn ?? $0.dueOn)?.description }), \
            \(steps.map { (faces[$0.id]?.units ?? []).map(\.description).joined(separator: ",") }), \
            \(steps.map { $0.delegate?.rawValue }), \
            \(steps.map { faces[$0.id]?.isTimed ?? false }), \(answers)) \
            AS s(position, step, state, opened_on, due_on, units, delegate, is_timed, answers) \
            ON CONFLICT (case_id, position) DO UPDATE SET state = excluded.state, \
            opened_on = excluded.opened_on, due_on = excluded.due_on, \
            delegate = excluded.delegate, units = excluded.units, answers = excluded.answers \
            WHERE (old.state, old.opened_on, old.due_on, old.delegate, old.answers) \
            IS DISTINCT FROM (excluded.state, excluded.opened_on, excluded.due_on, \
            excluded.delegate, excluded.answers)
            """
    }

    private static func json<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

/// What the table keeps of a step's rule, so that steps can be found without the pack.
struct StepFace: Sendable {
    let units: [UnitReference]
    /// The product acts by itself when its day has come.
    let isTimed: Bool
    /// The day on which an automatic step happens.
    let actsOn: CalendarDate?
}
