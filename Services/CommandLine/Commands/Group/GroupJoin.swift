import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli group join`
struct GroupJoin: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Lets a site, or all open sites of a school, join a group.",
        discussion: """
            Sites that are in the group already are left as they are, so that the command may be \
            repeated after an interruption.

            Examples:
              taoli group join 桃李教育集团 东山小学 --reason 自愿加入
              taoli group join 0199c2f3-… 440104-012 --role lead --from 2026-09-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The group's id or full name.") var group: String
    @Argument(help: "The site or school: id, external id or full name.") var school: String
    @Option(help: "lead or member.", transform: Parse.role) var role = MembershipRole.member
    @Option(help: "First day, YYYY-MM-DD (default: today).", transform: Parse.date)
    var from: CalendarDate?
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let day = from ?? Parse.today
        let group = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
            var group = try await GroupFinder(calls: calls, on: day, rule: .full).group(
                named: self.group)
            let sites = try await SchoolFinder(
                calls: Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc), on: day,
                rule: .full
            ).sites(named: self.school)
            let present = Set(group.members.map(\.siteID))
            // When all are in already, registry is asked all the same: it says why not.
            let absent = sites.filter { !present.contains($0.id) }
            for site in absent.isEmpty ? sites : absent {
                group = try await begin(site.id, in: group.id, day, calls)
            }
            return group
        }
        try context.show(group)
    }

    private func begin(
        _ siteID: String, in groupID: String, _ day: CalendarDate,
        _ calls: some Taoli_Registry_V1_GroupService.ClientProtocol
    ) async throws -> Taoli_Registry_V1_Group {
        try await calls.beginMembership(
            .with {
                $0.requestID = CommandContext.requestID()
                $0.groupID = groupID
                $0.siteID = siteID
                $0.role = .init(role)
                $0.from = day.description
                $0.reason = reason
            }
        ).group
    }
}
