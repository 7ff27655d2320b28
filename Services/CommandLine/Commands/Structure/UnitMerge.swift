import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli unit merge`
struct UnitMerge: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Lets groups go into another on a day, with all their memberships.",
        discussion: """
            Their memberships end and begin in the successor on the same day. Leads become members \
            there unless --leads-stay.

            Examples:
              taoli unit merge 东山集团 --into 桃李教育集团 --on 2026-09-01 --reason 穗教〔2026〕3号
              taoli unit merge 东山集团 江南集团 --into-new 新桃李集团 --lead 东山小学 \
            --on 2026-09-01 --reason 调整
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "Groups that end: id or full name.") var groups: [String]
    @Option(help: "The group they go into: id or full name.") var into: String?
    @Option(help: "Or the name of a group that begins on the day.") var intoNew: String?
    @Option(
        help: ArgumentHelp(
            "With --into-new: a site that leads it; may be repeated.", valueName: "site"))
    var lead: [String] = []
    @Option(
        help: "First day on which the successor stands for them, YYYY-MM-DD (default: today).",
        transform: Parse.date)
    var on: CalendarDate?
    @Flag(help: "Leads of the groups that end lead the successor too.") var leadsStay = false
    @Option(help: "Why; kept in the history.") var reason: String

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard (into == nil) != (intoNew == nil) else {
            throw ValidationError("Give one of --into and --into-new.")
        }
        guard intoNew == nil || !lead.isEmpty else {
            throw ValidationError("A new group needs at least one --lead.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let merged = try await context.connected(to: .registry) { [self] remote in
            let finder = UnitFinder(remote: remote, on: nil, rule: .full)
            var request = Taoli_Registry_V1_MergeGroupsRequest()
            request.requestID = requestID
            request.on = (on ?? Parse.today).description
            request.leadsStay = leadsStay
            request.reason = reason
            for name in groups { request.groupIds.append(try await finder.groups.id(named: name)) }
            if let into {
                request.successorID = try await finder.groups.id(named: into)
            } else {
                request.newGroup.name = intoNew ?? ""
                request.newGroup.leadSiteIds = try await finder.sites(lead)
            }
            return try await finder.calls.mergeGroups(request).group
        }
        try context.show(merged)
    }
}
