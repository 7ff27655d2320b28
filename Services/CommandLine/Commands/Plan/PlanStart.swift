import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli plan start`
struct YearPlanStart: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Begins a year's plan of a group's stage; the service solves it.",
        discussion: """
            Without --pack the pack is taken that the group's district follows in that year. What \
            is missing for a plan is told, and nothing is begun. With --wait the command ends when \
            the plan is solved: exit code 75 if that takes longer than --patience.

            Examples:
              taoli plan start --group 桃李教育集团 --stage junior --school-year 2026-2027 --wait
              taoli plan start --group 0199c2f3-… --stage primary --school-year 2026-2027 \
            --pack SH --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var subject: PlanSubject

    @Option(help: "preschool, primary, junior or senior.", transform: Parse.stage)
    var stage: Stage
    @Option(help: "A policy pack by id, or a file of your own.") var pack: String?
    @Option(help: "Why; kept in the audit.") var reason = ""
    @Flag(help: "Wait until it is solved.") var wait = false
    @Option(help: "Seconds to wait with --wait.") var patience = 300

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard (1...86_400).contains(patience) else {
            throw ValidationError("--patience is 1 to 86400 seconds.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let group = try await subject.groupID(.full, context)
        let (id, file) = try ChosenPack.find(pack)
        let requestID = CommandContext.requestID()
        var plan = try await context.plans { [self] calls in
            try await calls.startPlan(
                .with {
                    $0.requestID = requestID
                    $0.groupID = group
                    $0.stage = stage.rawValue
                    $0.schoolYear = subject.schoolYear.description
                    $0.pack = id
                    $0.packFile = file
                    $0.reason = reason
                }
            ).plan
        }
        if wait { plan = try await solved(plan.id, context) }
        try context.show(plan)
        guard plan.state == "infeasible" else { return }
        context.console.note(
            context.text(
                "没有满足全部规则的方案。原因和备选方案：taoli plan show \(plan.id)",
                "No plan keeps every rule. The reasons and the ready plans: taoli plan show "
                    + plan.id))
    }

    private func solved(_ id: String, _ context: CommandContext) async throws
        -> Taoli_Rotation_V1_Plan
    {
        let end = ContinuousClock.now + .seconds(patience)
        while true {
            let plan = try await context.plans { calls in
                try await calls.getPlan(.with { $0.id = id }).plan
            }
            if plan.state != "queued" { return plan }
            guard ContinuousClock.now < end else { throw YearPlanStart.unfinished(id) }
            try await Task.sleep(for: .milliseconds(500))
        }
    }

    private static func unfinished(_ id: String) -> CommandFailure {
        CommandFailure(
            .tryAgain,
            Wording("方案 \(id) 尚未求解完。", "Plan \(id) is not solved yet."),
            next: Wording(
                "请稍后用 taoli plan show 查看。", "Look at it later with taoli plan show."))
    }
}
