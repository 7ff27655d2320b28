import TaoliModels

/// Why a job came to rest before its end.
enum ImportStop {
    /// A fault of ours; the log has it.
    static let fault = ImportProblem(
        "import-stopped",
        Wording(
            "处理时发生内部错误，任务已停止；已导入的行保留，可重新确认继续，或联系管理员查看日志。",
            "An internal error stopped the job. Rows applied stay applied; confirm again to go on, "
                + "or ask an operator to look at the log."))

    /// Nobody went on with it for a month.
    static let abandoned = ImportProblem(
        "import-abandoned",
        Wording(
            "\(ImportLimits.restDaysMax) 天内没有继续办理，文件和核对结果已删除；需要时请重新上传。",
            "Nobody went on with it for \(ImportLimits.restDaysMax) days: its file and what was read "
                + "of it are gone. Upload the file again when it is needed."))

    static func unknownKind(_ kind: String) -> ImportProblem {
        ImportProblem(
            "import-kind", value: kind,
            Wording("本服务不认识这种文件。", "This service does not know that kind of file."))
    }
}
