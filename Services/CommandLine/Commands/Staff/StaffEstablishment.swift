import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli staff establishment …`
struct StaffEstablishment: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "establishment",
        abstract: "How many posts a school may have, and has.",
        discussion: """
            Examples:
              taoli staff establishment show 桃李小学
              taoli staff establishment set 桃李小学 --posts 86 --leaders 4 --middle-managers 8 \
            --from 2026-09-01
            """,
        subcommands: [EstablishmentSet.self, EstablishmentShow.self])
}

/// `taoli staff establishment set`
struct EstablishmentSet: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Sets a school's numbers of posts from a day on; earlier ones stay known.",
        discussion: """
            Examples:
              taoli staff establishment set 桃李小学 --posts 86 --leaders 4 --middle-managers 8 \
            --from 2026-09-01
              taoli staff establishment set 桃李小学 --posts 90 --leaders 4 --middle-managers 9 \
            --from 2027-09-01 --reference 编办〔2027〕6号
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The school: id, external id or full name.") var school: String
    @Option(help: "Persons on the establishment (编制).") var posts: Int32
    @Option(help: "Posts for leaders (校级领导职数).") var leaders: Int32
    @Option(help: "Posts for middle managers (中层职数).") var middleManagers: Int32
    @Option(help: "First day, YYYY-MM-DD.", transform: Parse.date) var from: CalendarDate
    @Option(help: "The paper's number.") var reference = ""
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let posts = try await context.connected(to: .registry) { [self] remote in
            let schools = Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc)
            let id = try await SchoolFinder(calls: schools, on: nil, rule: .full).school(
                named: school
            ).id
            return try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc)
                .setEstablishment(
                    .with {
                        $0.requestID = requestID
                        $0.schoolID = id
                        $0.from = from.description
                        $0.posts = self.posts
                        $0.leaders = leaders
                        $0.middleManagers = middleManagers
                        $0.reference = reference
                        $0.reason = reason
                    }
                ).schoolPosts
        }
        try context.show(posts)
    }
}

/// `taoli staff establishment show`
struct EstablishmentShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows what a school may have and has on a day, and every change.",
        discussion: """
            Examples:
              taoli staff establishment show 桃李小学
              taoli staff establishment show 桃李小学 --on 2025-09-01 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The school: id, external id or name.") var school: String
    @Option(help: "Day asked about, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let answer = try await context.connected(to: .registry) { [self] remote in
            let schools = Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc)
            let id = try await SchoolFinder(calls: schools, on: on, rule: .part(context)).school(
                named: school
            ).id
            return try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc)
                .getEstablishment(
                    .with {
                        $0.schoolID = id
                        $0.on = on?.description ?? ""
                    })
        }
        try context.show(answer.schoolPosts, sections: [context.section(answer.history)])
    }
}
