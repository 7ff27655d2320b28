import EvaluationCore
import Foundation
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// `evaluation.cycle` with its groups, members and objections ↔ `Cycle`.
enum CycleTable {
    static let columns: SQL = """
        c.id, c.district, c.pack, c.pack_version, c.kind, c.tree, c.name_chinese, c.name_english, \
        c.clause, c.period, c.members_on::text AS members_on, c.is_past, c.contest_days, \
        c.opened_on::text AS opened_on, c.status, c.computation, c.inputs_hash, c.hash, \
        c.result_count, c.contest_until::text AS contest_until, \
        c.published_on::text AS published_on, c.version
        """

    /// A cycle and its pack; with `locked`, until the transaction ends nobody else changes it.
    /// - Throws: `not-found`.
    static func load(
        _ id: CycleID, locked: Bool, _ shelf: PackShelf, _ tx: PostgresTransaction
    ) async throws -> LoadedCycle {
        let lock: SQL = locked ? " FOR UPDATE" : ""
        let rows = try await tx.query(
            """
            SELECT \(fragment: columns), c.pack_file FROM evaluation.cycle c \
            WHERE c.id = \(id.rawValue)
            """ + lock)
        guard let row = rows.first else {
            throw EvaluationRefusals.notFound("cycle_id", "评价周期", "cycle")
        }
        let parts = try await parts(of: [id], tx)
        return LoadedCycle(
            cycle: try decode(row, id, parts),
            pack: try shelf.pack(
                version: row.get("pack_version"), name: row.get("pack"), file: row.get("pack_file"))
        )
    }

    /// What stands in other tables, by cycle.
    struct Parts {
        var members: [CycleID: [CycleMember]] = [:]
        var objections: [CycleID: [CycleObjection]] = [:]
        var corrections: [CycleID: [CycleCorrection]] = [:]
    }

    /// What stands in other tables, for these cycles.
    static func parts(of ids: [CycleID], _ tx: PostgresTransaction) async throws -> Parts {
        let results = try await tx.pipeline([
            """
            SELECT * FROM evaluation.cycle_member WHERE cycle_id = any(\(ids.map(\.rawValue))) \
            ORDER BY cycle_id, position
            """,
            """
            SELECT id, cycle_id, group_id, school_id, computation, raised_on::text AS raised_on, \
            due_on::text AS due_on, reason, status, answered_on::text AS answered_on, answer \
            FROM evaluation.cycle_objection WHERE cycle_id = any(\(ids.map(\.rawValue))) \
            ORDER BY cycle_id, position
            """,
            """
            SELECT cycle_id, computation, replaces, corrected_on::text AS corrected_on, author, \
            role, reason FROM evaluation.cycle_correction \
            WHERE cycle_id = any(\(ids.map(\.rawValue))) ORDER BY cycle_id, computation
            """,
        ])
        var parts = Parts()
        for row in results[0].rows {
            parts.members[try row.id("cycle_id"), default: []].append(try member(row))
        }
        for row in results[1].rows {
            parts.objections[try row.id("cycle_id"), default: []].append(try objection(row))
        }
        for row in results[2].rows {
            parts.corrections[try row.id("cycle_id"), default: []].append(try correction(row))
        }
        return parts
    }

    /// - Parameter sees: objections that are shown.
    static func decode(
        _ row: PostgresRow, _ id: CycleID, _ parts: Parts,
        sees: (CycleObjection) -> Bool = { _ in true }
    ) throws -> Cycle {
        guard let kind = CycleKind(try row.get("kind"), tree: try row.get("tree")) else {
            throw StoredValueError(column: "kind")
        }
        guard let period = CyclePeriod(try row.get("period")) else {
            throw StoredValueError(column: "period")
        }
        return Cycle(
            id: id, district: try row.district("district"),
            pack: try row.get("pack"), packVersion: try row.get("pack_version"), kind: kind,
            name: try row.wording("name"), clause: try row.get("clause"), period: period,
            membersOn: try row.date("members_on"), isPast: try row.get("is_past"),
            contestDays: try row.int("contest_days"), openedOn: try row.date("opened_on"),
            members: parts.members[id] ?? [], status: try row.value("status"),
            computation: try row.int("computation"), inputsHash: try row.get("inputs_hash"),
            hash: try row.get("hash"),
            resultCount: Int(try row.get("result_count", as: Int64.self)),
            contestUntil: try row.optionalDate("contest_until"),
            publishedOn: try row.optionalDate("published_on"),
            objections: (parts.objections[id] ?? []).filter(sees),
            corrections: parts.corrections[id] ?? [], version: try row.get("version"))
    }

    private static func member(_ row: PostgresRow) throws -> CycleMember {
        CycleMember(
            group: try row.id("group_id"), groupName: try row.get("group_name"),
            school: try row.id("school_id"), schoolName: try row.get("school_name"),
            leads: try row.get("leads"),
            stages: try row.get("stages", as: [String].self).compactMap(Stage.init),
            sites: try row.get("sites", as: [String].self).compactMap { SiteID($0) },
            membership: try row.get("membership_id"),
            districts: try row.districts("own_districts"))
    }

    private static func correction(_ row: PostgresRow) throws -> CycleCorrection {
        CycleCorrection(
            computation: try row.int("computation"), replaces: try row.int("replaces"),
            correctedOn: try row.date("corrected_on"), by: try row.get("author"),
            role: try row.value("role"), reason: try row.get("reason"))
    }

    private static func objection(_ row: PostgresRow) throws -> CycleObjection {
        CycleObjection(
            id: try row.id("id"),
            subject: CycleSubject(
                group: try row.id("group_id"), school: try row.optionalID("school_id")),
            computation: try row.int("computation"), raisedOn: try row.date("raised_on"),
            dueOn: try row.date("due_on"), reason: try row.get("reason"),
            status: try row.value("status"), answeredOn: try row.optionalDate("answered_on"),
            answer: try row.get("answer"))
    }
}

/// A cycle with the rules with which it began.
struct LoadedCycle: Sendable {
    let cycle: Cycle
    let pack: PolicyPack
}

// MARK: - Writing

extension CycleTable {
    /// A cycle that was just opened.
    static func insert(_ cycle: Cycle, file: Data) -> [SQL] {
        let districts = cycle.districts.map(\.rawValue)
        let own: SQL = """
            INSERT INTO evaluation.cycle (id, district, districts, pack, pack_version, pack_file, \
            kind, tree, name_chinese, name_english, clause, period, members_on, is_past, \
            contest_days, opened_on, status, computation, inputs_hash, hash, result_count, version) \
            VALUES (\(cycle.id.rawValue), \(cycle.district.rawValue), \(districts), \
            \(cycle.pack), \(cycle.packVersion), \(file), \(cycle.kind.name), \
            \(cycle.kind.tree), \(cycle.name.chinese), \(cycle.name.english), \(cycle.clause), \
            \(cycle.period.description), \(cycle.membersOn.description)::date, \(cycle.isPast), \
            \(Int32(cycle.contestDays)), \(cycle.openedOn.description)::date, \
            \(cycle.status.rawValue), 0, '', '', 0, \(cycle.version))
            """
        let groups: SQL = """
            INSERT INTO evaluation.cycle_group (cycle_id, group_id, pack, kind, tree, period, \
            is_counted, districts) SELECT \(cycle.id.rawValue), g.id, \(cycle.pack), \
            \(cycle.kind.name), \(cycle.kind.tree), \(cycle.period.description), true, \
            \(districts) FROM unnest(\(cycle.groups.map(\.rawValue))) AS g(id)
            """
        let members = cycle.members
        let rows: SQL = """
            INSERT INTO evaluation.cycle_member (cycle_id, position, group_id, group_name, \
            school_id, school_name, leads, stages, sites, membership_id, own_districts, districts) \
            SELECT \(cycle.id.rawValue), m.position, m.group_id, m.group_name, m.school_id, \
            m.school_name, m.leads, string_to_array(m.stages, ','), string_to_array(m.sites, ','), \
            m.membership, string_to_array(m.districts, ','), \(districts) \
            FROM unnest(\(members.indices.map { Int32($0) }), \(members.map(\.group.rawValue)), \
            \(members.map(\.groupName)), \(members.map(\.school.rawValue)), \
            \(members.map(\.schoolName)), \(members.map(\.leads)), \
            \(members.map { $0.stages.map(\.rawValue).joined(separator: ",") }), \
            \(members.map { $0.sites.map(\.description).joined(separator: ",") }), \
            \(members.map(\.membership)), \
            \(members.map { $0.districts.map(\.rawValue).joined(separator: ",") })) \
            AS m(position, group_id, group_name, school_id, school_name, leads, stages, sites, \
            membership, districts)
            """
        return [own, groups, rows]
    }

    /// A cycle after a change, with its objections.
    static func update(_ cycle: Cycle) -> [SQL] {
        var statements: [SQL] = [
            """
            UPDATE evaluation.cycle SET status = \(cycle.status.rawValue), \
            computation = \(Int32(cycle.computation)), inputs_hash = \(cycle.inputsHash), \
            hash = \(cycle.hash), result_count = \(Int64(cycle.resultCount)), \
            contest_until = \(cycle.contestUntil?.description)::date, \
            published_on = \(cycle.publishedOn?.description)::date, version = \(cycle.version) \
            WHERE id = \(cycle.id.rawValue)
            """
        ]
        if cycle.status == .withdrawn {
            statements.append(
                """
                UPDATE evaluation.cycle_group SET is_counted = false \
                WHERE cycle_id = \(cycle.id.rawValue)
                """)
        }
        if !cycle.objections.isEmpty { statements.append(objections(cycle)) }
        if let last = cycle.corrections.last { statements.append(correction(last, of: cycle)) }
        return statements
    }

    /// Earlier ones are there.
    private static func correction(_ last: CycleCorrection, of cycle: Cycle) -> SQL {
        """
        INSERT INTO evaluation.cycle_correction (cycle_id, computation, replaces, corrected_on, \
        author, role, reason, districts) VALUES (\(cycle.id.rawValue), \
        \(Int32(last.computation)), \(Int32(last.replaces)), \(last.correctedOn.description)::date, \
        \(last.by), \(last.role.rawValue), \(last.reason), \(cycle.districts.map(\.rawValue))) \
        ON CONFLICT (cycle_id, computation) DO NOTHING
        """
    }

    private static func objections(_ cycle: Cycle) -> SQL {
        let items = cycle.objections
        return """
            INSERT INTO evaluation.cycle_objection (id, cycle_id, position, group_id, school_id, \
            computation, raised_on, due_on, reason, status, answered_on, answer, districts) \
            SELECT o.id, \(cycle.id.rawValue), o.position, o.group_id, o.school_id, \
            o.computation, o.raised_on::date, o.due_on::date, o.reason, o.status, \
            o.answered_on::date, o.answer, \(cycle.districts.map(\.rawValue)) \
            FROM unnest(\(items.map(\.id.rawValue)), \(items.indices.map { Int32($0) }), \
            \(items.map(\.subject.group.rawValue)), \(items.map { $0.subject.school?.rawValue }), \
            \(items.map { Int32($0.computation) }), \(items.map(\.raisedOn.description)), \
            \(items.map(\.dueOn.description)), \(items.map(\.reason)), \
            \(items.map(\.status.rawValue)), \(items.map { $0.answeredOn?.description }), \
            \(items.map(\.answer))) AS o(id, position, group_id, school_id, computation, \
            raised_on, due_on, reason, status, answered_on, answer) \
            ON CONFLICT (id) DO UPDATE SET status = excluded.status, \
            answered_on = excluded.answered_on, answer = excluded.answer
            """
    }
}
