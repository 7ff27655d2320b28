import Foundation
import RotationCore
import TaoliModels

/// A folder with, for each group without a plan, its report and two ready plans.
struct ReportFolder {
    private let path: String
    private let loaded: LoadedInstance

    /// Makes the folder if it is not there.
    init(_ path: String, _ loaded: LoadedInstance) throws {
        self.path = path
        self.loaded = loaded
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure(
                .dataInvalid, Wording("文件夹无法建立。", "The folder cannot be made."), place: path,
                next: Wording("请检查路径和权限。", "Check its path and permissions."))
        }
    }

    /// `GROUP.json`, `GROUP.txt`, `GROUP.quota_first.csv`, `GROUP.key_first.csv`.
    func write(
        _ report: InfeasibilityReport, _ facts: UnitFacts, _ context: CommandContext
    ) throws {
        let instance = loaded.instance
        let name = facts.unit.name(in: instance)
        let record = ReportRecord(
            report: report, facts: facts, instance: instance, citations: loaded.citations)
        // A code may hold anything; a file's name may not.
        let base = path + "/" + String(name.map { $0 == "/" || $0 == "\0" ? "_" : $0 })
        try write(record.json.indented + "\n", base + ".json")
        try write(record.text(.zh) + "\n" + record.text(.en), base + ".txt")
        guard let remedies = report.remedies else { return }
        try PlanFile.write(
            remedies.quotaFirst.answer.plan, of: instance, to: base + ".quota_first.csv")
        try PlanFile.write(
            remedies.keyFirst.answer.plan, of: instance, to: base + ".key_first.csv")
    }

    private func write(_ text: String, _ path: String) throws {
        let file = try OutputFile(path: path)
        try file.write(Data(text.utf8))
        try file.finish()
    }
}
