import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli group compare`
struct GroupCompare: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Shows in what the groups of two days differ.",
        discussion: """
            Examples:
              taoli group compare --from 2025-09-01 --to 2026-09-01
              taoli group compare --from 2025-09-01 --to 2026-09-01 --district 440105 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "The earlier day, YYYY-MM-DD.", transform: Parse.date) var from: CalendarDate
    @Option(help: "The later day, YYYY-MM-DD (default: today).", transform: Parse.date)
    var to: CalendarDate?
    @Option(help: "Only groups of this district.") var district = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let last = to ?? Parse.today
        let differences = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.compareDays(
                    .with {
                        $0.page = .at(cursor)
                        $0.from = from.description
                        $0.to = last.description
                        $0.district = district
                    })
                return (page.differences, page.nextCursor)
            }
        }
        try context.show(list: differences)
    }
}

/// `taoli group coverage`
struct GroupCoverage: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Shows how many open schools are in a group, by district and stage.",
        discussion: """
            A school counts in each of its stages. With --targets: what the districts' policy packs
            ask for, and whether it is met.

            Examples:
              taoli group coverage --district 440105
              taoli group coverage --targets --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Day asked about, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?
    @Option(help: "Only this district.") var district = ""
    @Flag(help: "Show the policies' targets instead.") var targets = false

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let answer = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc).getCoverage(
                .with {
                    $0.on = on?.description ?? ""
                    $0.district = district
                })
        }
        if targets {
            try context.show(list: answer.targets)
        } else {
            try context.show(list: answer.rows)
        }
    }
}
