import ArgumentParser
import EvaluationCore
import TaoliModels
import TaoliPolicy

/// `taoli evaluation check`
struct EvaluationCheck: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Judges units by every standard of a pack; works on files alone.",
        discussion: """
            The folder has members.csv and any of counts.csv, regions.csv, published.csv, \
            survey.csv, progress.csv, resources.csv (see evaluation.md). Members of the day count. \
            Each standard is told with figure, interval, threshold, sample, source, clause and \
            verdict; what is not reported is no data, never met.

            Examples:
              taoli evaluation check --pack SH --data zone --on 2025-06-30
              taoli evaluation check --pack SH --data zone --on 2025-06-30 --unit Z1 --format json
              taoli evaluation check --pack CN --data district --on 2025-06-30
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: "A policy pack by id, or a file.") var pack: String
    @Option(help: ArgumentHelp("Folder with the tables.", valueName: "folder"))
    var data: String
    @Option(help: "The day whose members count, e.g. 2025-06-30.") var on: String
    @Option(help: "Only this unit.") var unit: String?

    var identityOption: String? { nil }

    func validate() throws {
        if CalendarDate(on) == nil { throw ValidationError("'\(on)' is no date like 2025-06-30.") }
    }

    func perform(in context: CommandContext) async throws {
        guard let day = CalendarDate(on) else { return }
        let policy = try PolicySource.pack(pack)
        let section = policy[EvaluationSection.self]
        if section.standards.isEmpty, section.resources.isEmpty { throw noStandards(policy) }
        let folder = EvidenceFolder(path: data, policy: policy, context: context)
        let tables = try folder.read()
        let all = Set(tables.members.map(\.unit)).sorted(by: ByteOrder.isBefore)
        if let unit, !all.contains(unit) { throw noUnit(unit, all) }
        let check = StandardsCheck(policy)
        let answers = all.filter { unit == nil || $0 == unit }.map { unit in
            UnitVerdicts(unit: unit, findings: check.findings(tables.evidence(unit, on: day)))
        }
        let resources = ResourceCheck(policy)
        let record = CheckedStandards(
            policy: policy, day: day, units: answers,
            resources: resources.levels(tables.resources) + resources.spreads(tables.resources))
        try record.show(in: context)
    }

    private func noStandards(_ policy: PolicyPack) -> Refusal {
        Refusal(
            .precondition, "no-standards", clause: policy.document.source.clause, field: "pack",
            what: Wording(
                "政策包 \(policy.id) 没有标准。", "Pack \(policy.id) states no standards."),
            next: Wording(
                "请用 taoli evaluation tree 按指标体系评分，或改用 SH、CN。",
                "Score its trees with taoli evaluation tree, or take SH or CN."))
    }

    private func noUnit(_ unit: String, _ all: [String]) -> CommandFailure {
        let near = NearestName.nearest(to: unit, in: all) ?? all.prefix(5).joined(separator: ", ")
        return CommandFailure(
            .dataInvalid, Wording("数据中没有单位 \(unit)。", "The tables have no unit \(unit)."),
            place: data + "/members.csv",
            next: Wording("是否为：\(near)？", "Is this meant: \(near)?"))
    }
}
