import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli plan show`
struct YearPlanShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a plan: its search, its schools, objections, or why there is none.",
        discussion: """
            Examples:
              taoli plan show 0199c2f3-…
              taoli plan show 0199c2f3-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The plan's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let answer = try await context.plans { [id] calls in
            try await calls.getPlan(.with { $0.id = id })
        }
        for change in answer.stale {
            context.console.note(
                context.text("已变化：", "Changed since: ") + context.text(change))
        }
        let shown = ShownPlan(answer)
        try context.show(
            shown,
            sections: [
                context.section(answer.schools), Section(text: shown.report(context)),
                context.section(answer.objections),
            ])
    }
}

/// `taoli plan list`
struct YearPlanList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists plans, newest first.",
        discussion: """
            Examples:
              taoli plan list --school-year 2026-2027 --state infeasible
              taoli plan list --group 桃李教育集团 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only of this group: id or name.") var group: String?
    @Option(
        help: ArgumentHelp("Only of this school year.", valueName: "year"),
        transform: Parse.schoolYear)
    var schoolYear: SchoolYear?
    @Option(
        help:
            "queued, infeasible, failed, draft, checked, consulted, decided or withdrawn.")
    var state = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let groupID = try await UnitOptions.groupID(
            group, on: nil, .part(context), context)
        let plans = try await context.plans { [self] calls in
            try await CommandContext.allPages { cursor in
                let page = try await calls.listPlans(
                    .with {
                        $0.groupID = groupID
                        $0.schoolYear = schoolYear?.description ?? ""
                        $0.state = state
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                    })
                return (page.plans, page.nextCursor)
            }
        }
        try context.show(list: plans)
    }
}

/// `taoli plan moves`
struct YearPlanMoves: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "moves",
        abstract: "Lists who goes where in a plan, or in a plan that lies ready.",
        discussion: """
            Examples:
              taoli plan moves 0199c2f3-…
              taoli plan moves 0199c2f3-… --ready quota_first --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The plan's id.", transform: Parse.id) var id: String
    @Option(help: "quota_first or key_first, of a group without a plan.") var ready = ""
    @Option(help: "Only from or to this school: id, external id or name.") var school: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let schoolID = try await context.schoolID(school, inPlan: id)
        let (moves, schools) = try await context.plans { [self] calls in
            let schools = try await calls.getPlan(.with { $0.id = id }).schools
            let moves = try await CommandContext.allPages { cursor in
                let page = try await calls.listPlanMoves(
                    .with {
                        $0.planID = id
                        $0.readyPlan = ready
                        $0.schoolID = schoolID
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                    })
                return (page.moves, page.nextCursor)
            }
            return (moves, schools)
        }
        try context.show(list: moves.map { NamedMove($0, schools) })
    }
}

/// `taoli plan explain`
struct YearPlanExplain: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract:
            "Says why these teachers and not others; of one teacher, one school or the rules.",
        discussion: """
            Examples:
              taoli plan explain 0199c2f3-…
              taoli plan explain 0199c2f3-… --school 桃李中学
              taoli plan explain 0199c2f3-… --person 0199d001-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The plan's id.", transform: Parse.id) var id: String
    @Option(help: "A teacher: id.", transform: Parse.id) var person: String?
    @Option(help: "A school: id, external id or name.") var school: String?

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard person == nil || school == nil else {
            throw ValidationError("Name --person or --school, not both.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let schoolID = try await context.schoolID(school, inPlan: id)
        let reasons = try await context.plans(deadline: .seconds(60)) { [self] calls in
            try await calls.explainPlan(
                .with {
                    $0.planID = id
                    $0.personID = person ?? ""
                    $0.schoolID = schoolID
                }
            ).reasons
        }
        try context.show(list: reasons)
    }
}
