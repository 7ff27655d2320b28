import ArgumentParser
import EvaluationCore
import TaoliModels
import TaoliPolicy

/// `taoli evaluation appraisal`
struct EvaluationAppraisal: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "appraisal",
        abstract: "Checks how much a unit's result counts in an appraisal; needs no service.",
        discussion: """
            A school's or a principal's yearly appraisal rests on the unit's result by some share, \
            written as 45% or 9/20. Below the pack's least share the rule is told with its clause; \
            exit code 65.

            Examples:
              taoli evaluation appraisal --pack SH --of principal --share 50%
              taoli evaluation appraisal --pack SH --of school --share 1/5 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: "A policy pack by id, or a file.") var pack: String
    @Option(help: "Whose appraisal, as the pack names it, e.g. principal or school.")
    var of: String
    @Option(help: "The share of the unit's result in it, e.g. 50% or 1/2.") var share: String

    var identityOption: String? { nil }

    func validate() throws {
        if EvaluationSubject(rawValue: of) == nil {
            let names = EvaluationSubject.allCases.map(\.rawValue)
            let near = NearestName.nearest(to: of, in: names) ?? names.joined(separator: ", ")
            throw ValidationError("'\(of)' is nobody that is appraised. Is this meant: \(near)?")
        }
        guard let part = ExactFraction(share), part.value <= 1 else {
            throw ValidationError("'\(share)' is no share such as 50% or 1/2.")
        }
    }

    func perform(in context: CommandContext) async throws {
        guard let subject = EvaluationSubject(rawValue: of), let part = ExactFraction(share) else {
            return
        }
        let policy = try PolicySource.pack(pack)
        let refusal = CycleRules(policy).refusal(appraising: subject, share: part)
        try context.show(refusals: refusal.map { [$0] } ?? [], of: policy, checked: 1)
        let floor = policy[EvaluationSection.self].appraisals
            .first { $0.subject == subject && $0.shareAtLeast != nil }?.shareAtLeast
        context.console.note(
            floor.map { context.text("占比不低于 \($0)%，符合要求。", "Enough: at least \($0) % is asked.") }
                ?? context.text(
                    "政策包 \(policy.id) 对此没有规定最低占比。",
                    "Pack \(policy.id) asks for no least share here."))
    }
}
