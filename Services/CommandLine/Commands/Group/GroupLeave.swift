import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli group leave`
struct GroupLeave: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave",
        abstract: "Ends the membership of a site, or of all sites of a school, in a group.",
        discussion: """
            Examples:
              taoli group leave 桃李教育集团 东山小学 --reason 调整
              taoli group leave 0199c2f3-… 440104-012 --until 2026-09-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The group's id or full name.") var group: String
    @Argument(help: "The site or school: id, external id or full name.") var school: String
    @Option(
        help: "First day on which it no longer belongs, YYYY-MM-DD (default: today).",
        transform: Parse.date)
    var until: CalendarDate?
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let day = until ?? Parse.today
        let group = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
            var group = try await GroupFinder(calls: calls, on: day, rule: .full).group(
                named: self.group)
            for siteID in try GroupLeave.sites(named: school, in: group) {
                group = try await end(siteID, in: group.id, day, calls)
            }
            return group
        }
        try context.show(group)
    }

    /// The members that are meant; the narrowest meaning of the name decides.
    static func sites(named name: String, in group: Taoli_Registry_V1_Group) throws -> [String] {
        let found = MemberFinder.meant(by: name, among: group.members)
        if !found.isEmpty { return found.map(\.siteID) }
        throw CommandFailure(
            .dataInvalid,
            Wording(
                "“\(name)”当日不在集团“\(group.name)”中。",
                "\"\(name)\" is not in the group \"\(group.name)\" on that day."),
            next: Wording(
                "请用 taoli group show \(group.id) 查看成员。",
                "See its members with taoli group show \(group.id)."))
    }

    private func end(
        _ siteID: String, in groupID: String, _ day: CalendarDate,
        _ calls: some Taoli_Registry_V1_GroupService.ClientProtocol
    ) async throws -> Taoli_Registry_V1_Group {
        try await calls.endMembership(
            .with {
                $0.requestID = CommandContext.requestID()
                $0.groupID = groupID
                $0.siteID = siteID
                $0.until = day.description
                $0.reason = reason
            }
        ).group
    }
}
