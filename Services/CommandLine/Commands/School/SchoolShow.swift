import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli school show`
struct SchoolShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one school with its sites and memberships, or its history.",
        discussion: """
            A school is named by its id, by a site's id in the source it was imported from, or by \
            its name or a part of it when no other has the same.

            Examples:
              taoli school show 桃李小学 --on 2024-03-01
              taoli school show 0199c2f1-… --history
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "Id, external id or name.") var school: String
    @Option(help: "Day asked about, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?
    @Flag(help: "Show what happened to it, oldest first.") var history = false

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let wantsHistory = history
        let (school, changes) = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc)
            let found = try await SchoolFinder(calls: calls, on: on, rule: .part(context)).school(
                named: self.school)
            guard wantsHistory else { return (found, [Taoli_Registry_V1_Change]()) }
            let changes = try await CommandContext.allPages { cursor in
                let page = try await calls.schoolHistory(
                    .with {
                        $0.id = found.id
                        $0.page = .at(cursor)
                    })
                return (page.changes, page.nextCursor)
            }
            return (found, changes)
        }
        if wantsHistory { return try context.show(list: changes) }
        try context.show(
            school,
            sections: [
                context.section(school.sites, Wording("校区", "sites")),
                context.section(school.memberships, Wording("所在集团", "groups")),
            ])
    }
}
