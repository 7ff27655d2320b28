import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli plan repair`
struct YearPlanRepair: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "repair",
        abstract: "Plans again without teachers who withdrew, with as few changes as possible.",
        discussion: """
            A plan that is not decided is a draft again; of a decided one the placements follow. \
            Somebody whose placement ended after it began may be named too: a substitute is sent. \
            Where no plan keeps every rule, --ready says what is kept first.

            Examples:
              taoli plan repair 0199c2f3-… --without 0199d001-… --reason 病休
              taoli plan repair 0199c2f3-… --without 0199d001-… --without 0199d002-… \
                --ready quota_first
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The plan's id.", transform: Parse.id) var id: String
    @Option(help: "A teacher who cannot go: id. May be given several times.", transform: Parse.id)
    var without: [String]
    @Option(help: "Where no plan keeps every rule: quota_first or key_first.") var ready = ""
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard !without.isEmpty else { throw ValidationError("Name a teacher with --without.") }
    }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let (answer, schools) = try await context.plans(deadline: .seconds(60)) { [self] calls in
            let schools = try await calls.getPlan(.with { $0.id = id }).schools
            let answer = try await calls.repairPlan(
                .with {
                    $0.requestID = requestID
                    $0.planID = id
                    $0.withdrawnPersonIds = without
                    $0.readyPlan = ready
                    $0.reason = reason
                })
            return (answer, schools)
        }
        try context.show(
            RepairedPlan(answer),
            sections: [
                context.section(answer.removed.map { NamedMove($0, schools) }),
                context.section(answer.added.map { NamedMove($0, schools) }),
            ])
    }
}

/// `taoli plan decide`
struct YearPlanDecide: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "decide",
        abstract: "Decides a consulted plan: its placements begin.",
        discussion: """
            A plan whose facts have changed since it was solved is refused with what changed. \
            Before the time for objections is over a reason is needed.

            Examples:
              taoli plan decide 0199c2f3-…
              taoli plan decide 0199c2f3-… --seen 5 --years 3 --reason 各校均已回复
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The plan's id.", transform: Parse.id) var id: String
    @Option(help: "The plan's version that was looked at (default: whichever it is).")
    var seen: Int64 = 0
    @Option(help: "School years that placements last (default: as the pack asks).")
    var years: Int32 = 0
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let plan = try await context.plans { [self] calls in
            try await calls.decidePlan(
                .with {
                    $0.requestID = requestID
                    $0.planID = id
                    $0.version = seen
                    $0.years = years
                    $0.reason = reason
                }
            ).plan
        }
        try context.show(plan)
    }
}

/// `taoli plan withdraw`
struct YearPlanWithdraw: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Gives a plan up before it is decided.",
        discussion: """
            Examples:
              taoli plan withdraw 0199c2f3-…
              taoli plan withdraw 0199c2f3-… --reason 情况有变，重新求解
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The plan's id.", transform: Parse.id) var id: String
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let plan = try await context.plans { [self] calls in
            try await calls.withdrawPlan(
                .with {
                    $0.requestID = requestID
                    $0.planID = id
                    $0.reason = reason
                }
            ).plan
        }
        try context.show(plan)
    }
}
