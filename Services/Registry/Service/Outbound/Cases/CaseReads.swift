import Foundation
import RegistryCore
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Which cases a caller may see: officials those that concern their district, others those at which
/// their unit acts or is concerned, and everybody those delegated to them. A case about a group
/// concerns the schools that led it when the case was opened.
struct CaseReader: Sendable {
    private let subject: String
    private let condition: SQL

    /// - Throws: `no-unit` for a role whose unit is no id.
    init(_ caller: Caller) throws(Refusal) {
        subject = caller.subject
        switch (try Reader(caller), caller.scope) {
        case (.official, .all): condition = "true"
        case (.official, .districts(let codes)):
            condition = "c.districts && \(codes.map(\.rawValue))::text[]"
        case (.group(let id), _):
            condition = CaseReader.acting("c.group_id = \(id.rawValue)", caller)
        case (.school(let id), _):
            condition = CaseReader.acting(
                """
                (c.school_id = \(id.rawValue) \
                OR c.facts->'parties'->'leads' @> to_jsonb(\(id.description)::text))
                """, caller)
        }
        unit = caller.unit?.description ?? ""
        role = caller.role
    }

    private let unit: String
    private let role: Role

    private static func acting(_ own: SQL, _ caller: Caller) -> SQL {
        """
        (\(fragment: own) OR EXISTS (SELECT FROM registry.case_step v \
        WHERE v.case_id = c.id AND \(caller.unit?.description ?? "") = any(v.units)))
        """
    }

    /// A condition on `registry.case_file AS c`.
    var cases: SQL {
        guard let account else { return condition }
        return """
            (\(fragment: condition) OR EXISTS (SELECT FROM registry.case_step d \
            WHERE d.case_id = c.id AND d.delegate = \(account)))
            """
    }

    /// A condition on `registry.case_step AS s`: the caller can act there.
    var mine: SQL {
        guard role != .auditor else { return "false" }
        guard let account else { return "s.units @> ARRAY[\(unit)]" }
        return "(s.units @> ARRAY[\(unit)] OR s.delegate = \(account))"
    }

    /// A condition on `registry.case_file AS c`: the caller may send it again when it comes back,
    /// as `CaseApplicant` in Core has it.
    ///
    /// - Parameter applying: the steps at which applicants apply, of the chains looked at.
    func mineToCorrect(_ applying: [ApplyingStep]) -> SQL {
        guard role != .auditor, !unit.isEmpty else { return "false" }
        return """
            (c.facts->'openedBy'->>'unit' = \(unit) OR EXISTS (SELECT FROM registry.case_step a \
            JOIN unnest(\(applying.map(\.packVersion)), \(applying.map(\.chain)), \
            \(applying.map(\.step))) AS w(pack_version, chain, step) ON w.step = a.step \
            WHERE a.case_id = c.id AND w.pack_version = c.pack_version AND w.chain = c.chain \
            AND a.units @> ARRAY[\(unit)]))
            """
    }

    /// `nil` for services.
    private var account: UUID? { UUID(uuidString: subject) }
}

/// What a list of cases is narrowed to.
struct CaseFilter: Sendable {
    let status: CaseStatus?
    let purpose: CasePurpose?
    let group: GroupID?
}

/// A step at which an applicant applies, of a chain of a pack's version.
struct ApplyingStep: Sendable {
    let packVersion: String
    let chain: String
    let step: String
}

/// A step at which it is the caller's turn: open, or returned to it as the applicant.
struct PendingStep: Sendable {
    let caseID: CaseID
    let chain: ChainRule
    let step: StepRule
    let groupName: String
    let schoolName: String
    let state: StepState
    /// What was answered last; `nil` while nothing was.
    let answer: StepOutcome?
    /// Since when it waits: the day on which it opened, or came back.
    let openedOn: CalendarDate
    let dueOn: CalendarDate?
}

/// Reads cases within a transaction that sees every district; the reader's condition narrows it.
struct CaseReads {
    let tx: PostgresTransaction
    let reader: CaseReader
    let policies: PolicyStore

    /// A case with its steps. - Throws: `not-found`.
    func view(_ id: CaseID) async throws -> CaseView {
        try await Self.requireVisible(id, to: reader, field: "id", tx)
        guard let view = try await views([id]).first else {
            throw StoreRefusals.notFound("id", "事项", "case")
        }
        return view
    }

    /// A case that a caller may not see is not there for it, whatever it asks.
    /// - Throws: `not-found`, naming the field; `no-unit`.
    static func requireVisible(
        _ id: CaseID, to caller: Caller, field: String, _ tx: PostgresTransaction
    ) async throws {
        try await requireVisible(id, to: try CaseReader(caller), field: field, tx)
    }

    private static func requireVisible(
        _ id: CaseID, to reader: CaseReader, field: String, _ tx: PostgresTransaction
    ) async throws {
        let rows = try await tx.query(
            """
            SELECT 1 FROM registry.case_file c \
            WHERE c.id = \(id.rawValue) AND \(fragment: reader.cases)
            """)
        guard !rows.isEmpty else { throw StoreRefusals.notFound(field, "事项", "case") }
    }

    /// Cases, newest first. Ids are UUIDv7, so they are in the order of opening.
    func list(_ filter: CaseFilter, after: CaseID?, size: Int) async throws -> ListPage<CaseView> {
        var conditions: [SQL] = [reader.cases]
        if let status = filter.status { conditions.append("c.status = \(status.rawValue)") }
        if let purpose = filter.purpose { conditions.append("c.purpose = \(purpose.rawValue)") }
        if let group = filter.group { conditions.append("c.group_id = \(group.rawValue)") }
        if let after { conditions.append("c.id < \(after.rawValue)") }
        let rows = try await tx.query(
            """
            SELECT c.id FROM registry.case_file c \
            WHERE \(fragment: conditions.joined(separator: " AND ")) \
            ORDER BY c.id DESC LIMIT \(size + 1)
            """)
        let ids = try rows.prefix(size).map { try $0.id("id", as: CaseID.self) }
        let byID = Dictionary(try await views(ids).map { ($0.item.id, $0) }) { first, _ in first }
        let page = ids.compactMap { byID[$0] }
        let last = rows.count > size ? page.last : nil
        return ListPage(rows: page, next: last.map { [$0.item.id.description] })
    }

    /// Open steps at which the caller can act, and steps returned to it as the applicant: by
    /// deadline, those without one last.
    func pending(after: [String]?, size: Int) async throws -> ListPage<PendingStep> {
        let due: SQL = "coalesce(s.due_on, 'infinity'::date)"
        var condition: SQL = "true"
        if let after {
            condition = """
                (\(fragment: due), s.case_id::text, s.step) \
                > (\(after[0])::date, \(after[1]), \(after[2]))
                """
        }
        let turns = try await turns()
        let rows = try await tx.query(
            """
            SELECT s.case_id, s.step, s.state, s.due_on::text AS due_on, \
            CASE s.state WHEN 'returned' THEN s.answers -> -1 ->> 'on' \
            ELSE s.opened_on::text END AS opened_on, \
            coalesce(s.answers -> -1 ->> 'outcome', '') AS answer, \
            \(fragment: due)::text AS sort, c.pack_version, c.chain, \
            coalesce(g.name, c.facts->'proposal'->>'name', '') AS group_name, \
            coalesce(n.name, '') AS school_name \
            FROM (\(fragment: turns)) AS t JOIN registry.case_step s \
            ON s.case_id = t.case_id AND s.step = t.step \
            JOIN registry.case_file c ON c.id = s.case_id \
            LEFT JOIN registry.school_group g ON g.id = c.group_id \
            LEFT JOIN registry.school n ON n.id = c.school_id \
            WHERE \(fragment: condition) \
            ORDER BY \(fragment: due), s.case_id::text, s.step LIMIT \(size + 1)
            """)
        var steps: [PendingStep] = []
        for row in rows.prefix(size) { steps.append(try await pending(row)) }
        let last = rows.count > size ? rows[size - 1] : nil
        return ListPage(
            rows: steps,
            next: try last.map {
                [
                    try $0.get("sort"), try $0.id("case_id", as: CaseID.self).description,
                    try $0.get("step"),
                ]
            })
    }

    /// The steps at which it is the caller's turn, as rows of their case and id.
    private func turns() async throws -> SQL {
        let applying = try await applying()
        let open: SQL = """
            SELECT s.case_id, s.step FROM registry.case_step s \
            WHERE s.state = 'open' AND \(fragment: reader.mine)
            """
        guard !applying.isEmpty else { return open }
        return """
            \(fragment: open) UNION ALL \
            SELECT s.case_id, s.step FROM registry.case_file c \
            JOIN registry.case_step s ON s.case_id = c.id AND s.state = 'returned' \
            WHERE c.status IN ('returned', 'decided') \
            AND \(fragment: reader.mineToCorrect(applying))
            """
    }

    /// Where applicants apply, of the chains that returned cases follow; nothing when none came
    /// back, and one entry without a step for a chain at which nobody applies.
    private func applying() async throws -> [ApplyingStep] {
        let rows = try await tx.query(
            """
            SELECT DISTINCT c.pack_version, c.chain FROM registry.case_file c \
            JOIN registry.case_step s ON s.case_id = c.id AND s.state = 'returned' \
            WHERE c.status IN ('returned', 'decided')
            """)
        var applying: [ApplyingStep] = []
        for row in rows {
            let version: String = try row.get("pack_version")
            let chain = try await chain(row.get("chain"), of: version)
            let steps = chain.steps.filter { $0.act == .apply }.map(\.id)
            applying += (steps.isEmpty ? [""] : steps).map {
                ApplyingStep(packVersion: version, chain: chain.id, step: $0)
            }
        }
        return applying
    }

    private func pending(_ row: PostgresRow) async throws -> PendingStep {
        let chain = try await chain(row.get("chain"), of: row.get("pack_version"))
        let id: String = try row.get("step")
        guard let step = chain.step(id) else {
            throw UnreadableRow(description: "chain \(chain.id) has no step \(id)")
        }
        return PendingStep(
            caseID: try row.id("case_id"), chain: chain, step: step,
            groupName: try row.get("group_name"), schoolName: try row.get("school_name"),
            state: try row.value("state"), answer: StepOutcome(rawValue: try row.get("answer")),
            openedOn: try row.date("opened_on"), dueOn: try row.optionalDate("due_on"))
    }

    private func views(_ ids: [CaseID]) async throws -> [CaseView] {
        if ids.isEmpty { return [] }
        let items = try await CaseLoading(policies: policies).cases(ids, .none, tx)
        let groups = items.map(\.facts.parties.group.rawValue)
        let names = try await tx.query(
            "SELECT id, name FROM registry.school_group WHERE id = any(\(groups))")
        let byID: [UUID: String] = Dictionary(
            try names.map { (try $0.get("id"), try $0.get("name")) }
        ) { first, _ in first }
        let schools = try await Self.schoolNames(items, tx)
        var views: [CaseView] = []
        for item in items {
            let pack = try await policies.pack(tx, version: item.packVersion)
            let chain = try await chain(item.chain, of: item.packVersion)
            var name = byID[item.facts.parties.group.rawValue] ?? ""
            if name.isEmpty, case .found(let wanted, _, _) = item.facts.proposal { name = wanted }
            views.append(
                CaseView(
                    item: item,
                    rules: CaseRules(
                        pack: pack, chain: chain, workingDays: policies.workingDays),
                    groupName: name, schoolName: schools[item.facts.parties.school] ?? ""))
        }
        return views
    }

    /// What the schools of these cases are called today, by one query.
    static func schoolNames(_ items: [Case], _ tx: PostgresTransaction) async throws
        -> [SchoolID: String]
    {
        let ids = items.map(\.facts.parties.school.rawValue)
        let rows = try await tx.query(
            "SELECT id, name FROM registry.school WHERE id = any(\(ids))")
        return Dictionary(
            try rows.map { (try $0.id("id", as: SchoolID.self), try $0.get("name")) }
        ) { first, _ in first }
    }

    private func chain(_ id: String, of version: String) async throws -> ChainRule {
        let pack = try await policies.pack(tx, version: version)
        guard let chain = pack[ChainsSection.self].chains.first(where: { $0.id == id }) else {
            throw UnreadableRow(description: "pack \(version) has no chain \(id)")
        }
        return chain
    }
}
