import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli placement duties`
struct PlacementDuties: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "duties",
        abstract: "Lists what people who came back take up at their home school (SH-4).",
        discussion: """
            A duty opens for somebody whom a weak school sent, when the placement is completed and \
            each school year was appraised as the pack asks. The home school sees its people's.

            Examples:
              taoli placement duties --state open
              taoli placement duties --school 桃李中学 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only of this home school: id, external id or name.") var school: String?
    @Option(help: "open or taken_up (default: both).") var state = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let wanted = try await context.schoolID(school, .part(context))
        let found = try await context.entitlements { [self] calls in
            try await CommandContext.allPages { cursor in
                let page = try await calls.listReturnDuties(
                    .with {
                        $0.schoolID = wanted
                        $0.state = state
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                    })
                return (page.placements.map(DutyRow.init), page.nextCursor)
            }
        }
        try context.show(list: found)
    }
}

/// `taoli placement take-up`
struct PlacementTakeUp: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "take-up",
        abstract: "Records that somebody has taken up a duty at the home school (SH-4).",
        discussion: """
            Examples:
              taoli placement take-up 0199c2f3-… --task research_guidance --on 2027-09-01
              taoli placement take-up 0199c2f3-… --task teaching_management --on 2027-09-01 \
            --reason 任教导处副主任
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The placement's id.", transform: Parse.id) var id: String
    @Option(help: "What is taken up, as the pack names it.") var task: String
    @Option(help: "Since when, YYYY-MM-DD.", transform: Parse.date) var on: CalendarDate
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let placement = try await context.entitlements { [self] calls in
            try await calls.takeUpDuty(
                .with {
                    $0.requestID = requestID
                    $0.placementID = id
                    $0.task = task
                    $0.on = on.description
                    $0.reason = reason
                }
            ).placement
        }
        try context.show(DutyRow(placement: placement))
    }
}
