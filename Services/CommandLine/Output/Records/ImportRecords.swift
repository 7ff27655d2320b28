import TaoliContracts
import TaoliModels

extension Taoli_Registry_V1_ImportJob: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("任务", "job") { job, _ in job.id },
            Column("种类", "kind") { $0.kind.term.text(in: $1) },
            Column("状态", "state") { $0.stateText(in: $1) },
            Column("文件", "file") { job, _ in job.fileName },
            Column("生效", "effective") { job, _ in job.effectiveOn },
            Column("进度", "progress") { job, _ in "\(job.rowsDone)/\(job.rowsTotal)" },
            Column("创建", "created") { job, _ in job.createdAt },
            Column("创建者", "by") { job, _ in job.createdBy },
        ]
    }

    private func stateText(in language: Language) -> String {
        let queued = isWaiting ? Wording("（排队等待）", " (waiting)") : Wording("", "")
        return state.term.text(in: language) + queued.text(in: language)
    }

    /// Rows of all verdicts.
    var rowCount: Int64 { counts.accepted + counts.doubtful + counts.refused }

    /// How many rows there are, by verdict. Scripts read the JSON.
    var summary: Wording {
        let isOfGroups = kind == .groups
        let chinese = isOfGroups ? "\(groupsTotal) 个（\(rowCount) 行）" : "\(rowCount) 行"
        let english = isOfGroups ? "\(groupsTotal) (\(rowCount) rows)" : "\(rowCount) rows"
        return Wording(
            "\(kind.term.chinese) \(chinese)：可导入 \(counts.accepted) 行，"
                + "存疑 \(counts.doubtful) 行，拒绝 \(counts.refused) 行",
            "\(kind.term.key) \(english): \(counts.accepted) accepted, "
                + "\(counts.doubtful) doubtful, \(counts.refused) refused")
    }

    /// What applying does, or did, with the accepted rows.
    var effects: Wording {
        Wording(
            "新增 \(counts.newRows) 行，变更 \(counts.changed) 行，无变化 \(counts.unchanged) 行，"
                + "跳过 \(counts.skipped) 行",
            "\(counts.newRows) new, \(counts.changed) changed, \(counts.unchanged) unchanged, "
                + "\(counts.skipped) skipped")
    }

    var json: JSONValue {
        [
            "id": .string(id), "kind": .string(kind.term.key), "state": .string(state.term.key),
            "file_name": .string(fileName), "sha256": .string(sha256),
            "size_bytes": .integer(sizeBytes), "received_bytes": .integer(receivedBytes),
            "effective_on": .optional(effectiveOn), "rows_done": .integer(rowsDone),
            "rows_total": .integer(rowsTotal), "groups_total": .integer(groupsTotal),
            "counts": counts.json, "report_hash": .optional(reportHash),
            "problems": .array(problems.map(\.json)),
            "applied_before_by": .optional(appliedBeforeBy), "created_at": .string(createdAt),
            "created_by": .string(createdBy), "is_waiting": .bool(isWaiting),
        ]
    }
}

extension Taoli_Registry_V1_ImportCounts {
    var json: JSONValue {
        [
            "accepted": .integer(accepted), "doubtful": .integer(doubtful),
            "refused": .integer(refused), "new_rows": .integer(newRows),
            "changed": .integer(changed), "unchanged": .integer(unchanged),
            "skipped": .integer(skipped),
        ]
    }
}

extension Taoli_Registry_V1_Problem {
    func text(in language: Language) -> String { language == .zh ? chinese : english }

    var json: JSONValue {
        [
            "slug": .string(slug), "column": .optional(column), "value": .optional(value),
            "chinese": .string(chinese), "english": .string(english),
        ]
    }
}

extension Taoli_Registry_V1_ImportRow {
    var json: JSONValue {
        [
            "row": .integer(row), "verdict": .string(verdict.term.key),
            "effect": .string(effect.term.key), "problems": .array(problems.map(\.json)),
            "cells": .array(cells.map(JSONValue.string)),
        ]
    }
}

/// One question or reason about one row, as a line of the report.
struct RowFinding: Presentable {
    let row: Taoli_Registry_V1_ImportRow
    let problem: Taoli_Registry_V1_Problem

    static var columns: [Column<Self>] {
        [
            Column("行", "row", alignment: .right) { finding, _ in "\(finding.row.row)" },
            Column("结论", "verdict") { $0.row.verdict.term.text(in: $1) },
            Column("问题", "question") { finding, _ in finding.problem.slug },
            Column("列", "column") { finding, _ in finding.problem.column },
            Column("内容", "value") { finding, _ in finding.problem.value },
            Column("说明", "text") { $0.problem.text(in: $1) },
        ]
    }

    var json: JSONValue { row.json }
}
