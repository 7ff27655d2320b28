import EvaluationCore
import Foundation
import TaoliContracts
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// Reads what calls say of cycles.
enum CycleFields {
    static func open(
        _ request: Taoli_Evaluation_V1_OpenCycleRequest, by caller: Caller
    ) throws -> OpenCycle {
        let kind = CycleKind(request.kind, tree: request.tree)
        if kind == nil, CycleKind.names.contains(request.kind) {
            throw Input.invalid(
                "tree", "tree-or-not",
                Wording(
                    "kind 为 tree 时要写指标体系，其他时不写。",
                    "A tree is named for kind tree and for no other."))
        }
        return OpenCycle(
            id: CycleID(.version7()),
            district: try EvaluationFields.district(request.district, of: caller),
            kind: try Input.known("kind", kind, allowed: CycleKind.names),
            period: try EvaluationFields.period("year", request.year),
            membersOn: try EvaluationFields.day("members_on", request.membersOn),
            contestDays: request.contestDays == 0 ? nil : Int(request.contestDays),
            isPast: request.past, namesGroups: !request.groupIds.isEmpty,
            reason: try EvaluationFields.reason(request.reason))
    }

    /// - Returns: `nil` for the last computation.
    /// - Throws: `not-found` for one that was never published.
    static func computation(_ number: Int32, of cycle: Cycle) throws -> Int? {
        guard number != 0, Int(number) != cycle.computation else { return nil }
        guard cycle.corrections.contains(where: { $0.replaces == Int(number) }) else {
            throw EvaluationRefusals.notFound("computation", "公布过的这次核算", "published computation")
        }
        return Int(number)
    }

    static func inputs(_ messages: [Taoli_Evaluation_V1_CycleInput]) throws -> [CycleInput] {
        guard !messages.isEmpty, messages.count <= EvaluationLimits.inputsPerCallMax else {
            throw Input.invalid(
                "inputs", "bad-input-count",
                Wording(
                    "一次写 1 到 \(EvaluationLimits.inputsPerCallMax) 行。",
                    "One call takes 1 to \(EvaluationLimits.inputsPerCallMax) rows."),
                next: Wording("请分几次录入。", "Record them in several calls."))
        }
        return try messages.enumerated().map { try input($1, row: $0) }
    }

    private static func input(_ message: Taoli_Evaluation_V1_CycleInput, row: Int) throws
        -> CycleInput
    {
        func field(_ name: String) -> String { "inputs[\(row)].\(name)" }
        func text(_ name: String, _ value: String, max: Int) throws -> String {
            try Input.optionalText(field(name), value, max: max) ?? ""
        }
        let what = try Input.known(
            field("what"), CycleInput.What(rawValue: message.what),
            allowed: CycleInput.What.allCases.map(\.rawValue))
        let stage: Stage? =
            try message.stage.isEmpty
            ? nil
            : Input.known(
                field("stage"), Stage(rawValue: message.stage),
                allowed: Stage.allCases.map(\.rawValue))
        let item = try text("item", message.item, max: EvaluationLimits.nameMax)
        guard message.values.count <= EvaluationLimits.panelMax else {
            throw Input.invalid(
                field("values"), "too-many-values", Wording("数值过多。", "There are too many numbers."))
        }
        return CycleInput(
            CycleInput.Key(
                what: what,
                group: try EvaluationFields.optionalID(field("group_id"), message.groupID),
                school: try EvaluationFields.optionalID(field("school_id"), message.schoolID),
                stage: stage,
                subject: try text("subject", message.subject, max: EvaluationLimits.nameMax),
                item: what == .level ? "" : item),
            values: message.values, level: what == .level ? item : "",
            evidence: try text("evidence", message.evidence, max: EvaluationLimits.evidenceMax),
            source: try text("source", message.source, max: EvaluationLimits.nameMax))
    }
}
