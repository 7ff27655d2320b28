import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli placement notify`
struct PlacementNotify: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify",
        abstract: "Records that teachers and schools were notified.",
        discussion: """
            Of a decided plan every placement that was not yet; of a team, or of one placement, with \
            --team or --placement.

            Examples:
              taoli placement notify 0199c2f3-…
              taoli placement notify --team 0199c2f3-…
              taoli placement notify 0199c2f3-… --reason 区教〔2026〕12号
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The plan's id.", transform: Parse.id) var plan: String?
    @Option(help: "Instead: one placement's id.", transform: Parse.id) var placement: String?
    @Option(help: "Instead: a team's id.", transform: Parse.id) var team: String?
    @Option(help: "Why; kept in the audit.") var reason = ""

    func validate() throws {
        guard [plan, placement, team].compactMap({ $0 }).count == 1 else {
            throw ValidationError("Name a plan, --placement or --team: one of them.")
        }
    }

    var identityOption: String? { identity.keyFile }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let count = try await context.placements { [self] calls in
            try await calls.notifyPlacements(
                .with {
                    $0.requestID = requestID
                    $0.planID = plan ?? ""
                    $0.placementID = placement ?? ""
                    $0.teamID = team ?? ""
                    $0.reason = reason
                }
            ).notified
        }
        switch context.format {
        case .json:
            let answer: JSONValue = [
                "plan_id": .optional(plan ?? ""), "placement_id": .optional(placement ?? ""),
                "team_id": .optional(team ?? ""), "notified": .integer(Int64(count)),
            ]
            try context.console.data(answer.indented)
        case .table, .csv:
            try context.console.data(
                context.text("已通知派出 \(count) 人。", "Placements notified: \(count)."))
        }
    }
}

/// `taoli placement begin`
struct PlacementBegin: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "begin",
        abstract: "Confirms that a teacher has begun at the receiving school.",
        discussion: """
            Examples:
              taoli placement begin 0199c2f3-… --on 2026-09-01
              taoli placement begin 0199c2f3-… --on 2026-09-08 --reason 交接延后一周
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The placement's id.", transform: Parse.id) var id: String
    @Option(help: "The day on which the teacher began.", transform: Parse.date)
    var on: CalendarDate
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let placement = try await context.placements { [self] calls in
            try await calls.beginPlacement(
                .with {
                    $0.requestID = requestID
                    $0.placementID = id
                    $0.on = on.description
                    $0.reason = reason
                }
            ).placement
        }
        try context.show(placement)
    }
}

/// `taoli placement appraise`
struct PlacementAppraise: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "appraise",
        abstract: "Records a school year's appraisal by the school that appraises under the pack.",
        discussion: """
            Examples:
              taoli placement appraise 0199c2f3-… --school-year 2026-2027 --grade good
              taoli placement appraise 0199c2f3-… --school-year 2027-2028 --grade excellent \
            --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The placement's id.", transform: Parse.id) var id: String
    @Option(
        help: ArgumentHelp("The school year appraised.", valueName: "year"),
        transform: Parse.schoolYear)
    var schoolYear: SchoolYear
    @Option(help: "excellent, good, pass or fail.") var grade: String
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let placement = try await context.placements { [self] calls in
            try await calls.appraisePlacement(
                .with {
                    $0.requestID = requestID
                    $0.placementID = id
                    $0.schoolYear = schoolYear.description
                    $0.grade = grade
                    $0.reason = reason
                }
            ).placement
        }
        try context.show(placement)
    }
}

/// `taoli placement extend`
struct PlacementExtend: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "extend",
        abstract: "Lets a placement last longer.",
        discussion: """
            Examples:
              taoli placement extend 0199c2f3-… --until 2030-09-01 --reason 学校与本人同意
              taoli placement extend 0199c2f3-… --until 2030-09-01 --reason 延长一年 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The placement's id.", transform: Parse.id) var id: String
    @Option(help: "The new first day back at home.", transform: Parse.date)
    var until: CalendarDate
    @Option(help: "Why; needed, and kept in the audit.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let placement = try await context.placements { [self] calls in
            try await calls.extendPlacement(
                .with {
                    $0.requestID = requestID
                    $0.placementID = id
                    $0.until = until.description
                    $0.reason = reason
                }
            ).placement
        }
        try context.show(placement)
    }
}

/// `taoli placement end`
struct PlacementEnd: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "Ends a placement before its time; one that has not begun never was.",
        discussion: """
            Examples:
              taoli placement end 0199c2f3-… --on 2027-02-01 --ground health --reason 病休
              taoli placement end 0199c2f3-… --on 2026-09-01 --ground withdrawn --reason 本人退出
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The placement's id.", transform: Parse.id) var id: String
    @Option(help: "First day on which it no longer holds.", transform: Parse.date)
    var on: CalendarDate
    @Option(help: "withdrawn, health, family, transferred, retired or other.")
    var ground: String
    @Option(help: "Why, in words; needed.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.placements { [self] calls in
            try await calls.endPlacement(
                .with {
                    $0.requestID = requestID
                    $0.placementID = id
                    $0.on = on.description
                    $0.ground = ground
                    $0.reason = reason
                })
        }
        if answer.breaksYear {
            context.console.note(
                context.text(
                    "提前结束使该年名额不再由此派出满足（\(answer.placement.clause)）。",
                    "The year's quota is no longer kept by this placement "
                        + "(\(answer.placement.clause))."))
        }
        try context.show(answer.placement)
    }
}

/// `taoli placement complete`
struct PlacementComplete: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "complete",
        abstract: "Closes a placement that lasted its time and was appraised each year.",
        discussion: """
            Examples:
              taoli placement complete 0199c2f3-…
              taoli placement complete 0199c2f3-… --reason 三年期满
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The placement's id.", transform: Parse.id) var id: String
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let placement = try await context.placements { [self] calls in
            try await calls.completePlacement(
                .with {
                    $0.requestID = requestID
                    $0.placementID = id
                    $0.reason = reason
                }
            ).placement
        }
        try context.show(placement)
    }
}
