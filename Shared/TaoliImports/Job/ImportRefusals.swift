import TaoliModels

/// What the life of a job refuses.
enum ImportRefusals {
    static let notFound = Refusal(
        .notFound, "import-not-found", field: "job_id",
        what: Wording("没有这个导入任务。", "There is no such import."),
        next: Wording("请核对任务编号。", "Check the job's id."))

    static func busy(_ state: ImportState) -> Refusal {
        Refusal(
            .precondition, "import-busy", field: "job_id",
            what: Wording("任务正在进行（\(state.chinese)）。", "The job is at work (\(state.rawValue))."),
            next: Wording("请等它结束：taoli import status。", "Wait for it: taoli import status."))
    }

    static func state(_ state: ImportState, wanted: [ImportState]) -> Refusal {
        let chinese = wanted.map { "“\($0.chinese)”" }.joined(separator: "或")
        let english = wanted.map(\.rawValue).joined(separator: " or ")
        return Refusal(
            .precondition, "import-state", field: "job_id",
            what: Wording("任务的状态是“\(state.chinese)”。", "The job is \(state.rawValue)."),
            next: Wording(
                "这一步需要状态\(chinese)；请用 taoli import status 查看，或开始新的任务。",
                "This needs a job that is \(english): see taoli import status, or begin a new job."
            ))
    }

    static func incomplete(_ job: ImportJob) -> Refusal {
        Refusal(
            .precondition, "upload-incomplete", field: "job_id",
            what: Wording(
                "文件还没有收完：\(job.receivedBytes) / \(job.sizeBytes) 字节。",
                "The file is not complete: \(job.receivedBytes) of \(job.sizeBytes) bytes."),
            next: Wording(
                "请从第 \(job.receivedBytes) 字节起继续上传。",
                "Go on uploading from byte \(job.receivedBytes)."))
    }

    static let confirmation = Refusal(
        .precondition, "import-confirmation", field: "report_hash",
        what: Wording(
            "确认的行数或报告与最近一次检查不同；没有任何改动。",
            "The counts or the hash confirmed differ from the last check; nothing was changed."),
        next: Wording(
            "请重新查看报告（taoli import status），确认后再导入。",
            "Look at the report again (taoli import status) and confirm what it shows."))

    static let nothingAccepted = Refusal(
        .precondition, "nothing-accepted", field: "job_id",
        what: Wording("没有可导入的行。", "No row is accepted."),
        next: Wording(
            "请改正文件，或用 --answers 回答问题后重新检查。",
            "Correct the file, or answer the questions (--answers) and check again."))

    static func dependent(_ problem: ImportProblem) -> Refusal {
        Refusal(
            .precondition, problem.slug, field: "job_id",
            what: Wording(problem.chinese, problem.english),
            next: Wording(
                "请先撤销后来的改动（后来的导入先撤销）。",
                "Take the later change back first; later imports are undone first."))
    }

    static func fileSize(_ field: String) -> Refusal {
        let max = ImportLimits.fileBytesMax / 1024 / 1024
        return Refusal(
            .invalid, "file-size", field: field,
            what: Wording("文件大小须为 0 到 \(max) MiB。", "A file has 0 to \(max) MiB."),
            next: Wording("请拆成几个文件。", "Split it into several files."))
    }

    static let digest = Refusal(
        .invalid, "bad-digest", field: "sha256",
        what: Wording(
            "sha256 须为 64 个小写十六进制字符。", "sha256 has 64 lower-case hexadecimal digits."),
        next: Wording("请重新计算文件的 SHA-256。", "Compute the file's SHA-256 again."))

    static let chunk = Refusal(
        .invalid, "chunk-size", field: "data",
        what: Wording(
            "每块须为 1 到 \(ImportLimits.chunkBytesMax) 字节，且不超出文件大小。",
            "A chunk has 1 to \(ImportLimits.chunkBytesMax) bytes and ends within the file."),
        next: Wording("请按 256 KiB 分块，从返回的位置继续。", "Send 256 KiB at a time from the offset told."))
}
