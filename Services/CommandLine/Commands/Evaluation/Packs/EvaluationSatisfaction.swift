import ArgumentParser
import EvaluationCore
import TaoliModels
import TaoliPolicy

/// `taoli evaluation satisfaction`
struct EvaluationSatisfaction: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "satisfaction",
        abstract: "Satisfaction of each kind of respondent, weighted, by the pack's standard.",
        discussion: """
            One school and kind of respondent a row: school, respondent, roll, answered, \
            satisfied. The schools together are the unit that was asked about. Below the pack's \
            minimum sample there is no verdict.

            Examples:
              taoli evaluation satisfaction --pack SH --input survey.csv
              taoli evaluation satisfaction --pack CN --input survey.csv --format json
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: "A policy pack by id, or a file.") var pack: String
    @Option(help: ArgumentHelp("CSV file of answers.", valueName: "file"))
    var input: String

    var identityOption: String? { nil }

    func perform(in context: CommandContext) async throws {
        let policy = try PolicySource.pack(pack)
        let section = policy[EvaluationSection.self]
        guard section.standards.contains(where: { $0.measure == .satisfaction }) else {
            throw EvaluationSatisfaction.noStandard(policy)
        }
        let layout = TableLayout(
            name: "survey",
            columns: ["school", "respondent", "roll", "answered", "satisfied"]
                .map { TableColumn($0) } + [TableColumn("source", isRequired: false)])
        var answers: [SurveyAnswer] = []
        let respondents = section.respondents.map(\.id)
        let file = StudentFile(path: input, layout: layout)
        try file.read(Wording("读取调查", "reading answers"), in: context) { row in
            answers.append(try row.surveyAnswer(respondents))
        }
        // Whoever stands in the file is the unit; its dates and stages are not asked about here.
        let day = CalendarDate(daysSinceEpoch: 0)
        let members = Set(answers.map(\.school)).map {
            DatedMember(
                unit: "*", school: $0, stage: .primary, isWeak: false,
                validity: Validity(from: day))
        }
        let evidence = UnitEvidence(unit: "*", on: day, members: members, surveys: answers)
        let findings = StandardsCheck(policy).findings(evidence)
            .filter { $0.rule.measure == .satisfaction }
        try context.show(list: findings)
    }

    private static func noStandard(_ policy: PolicyPack) -> Refusal {
        Refusal(
            .precondition, "no-standards", clause: policy.document.source.clause, field: "pack",
            what: Wording(
                "政策包 \(policy.id) 没有满意度标准。",
                "Pack \(policy.id) states no standard of satisfaction."),
            next: Wording("请改用 SH 或 CN。", "Take SH or CN."))
    }
}
