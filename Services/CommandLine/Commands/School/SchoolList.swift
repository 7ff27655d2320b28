import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli school list`
struct SchoolList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists schools within your scope.",
        discussion: """
            Examples:
              taoli school list --name 第一小学 --stage primary
              taoli school list --district 440105 --on 2025-09-01 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Part of a school's or site's name.") var name = ""
    @Option(help: "Code of a district.") var district = ""
    @Option(help: "preschool, primary, junior or senior.", transform: Parse.stage)
    var stage: Stage?
    @Option(help: "Day asked about, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let schools = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listSchools(
                    .with {
                        $0.page = .at(cursor)
                        $0.name = name
                        $0.district = district
                        $0.stage = stage?.rawValue ?? ""
                        $0.on = on?.description ?? ""
                    })
                return (page.schools, page.nextCursor)
            }
        }
        try context.show(list: schools)
    }
}
