import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli unit split`
struct UnitSplit: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Makes new groups of parts of a group on a day.",
        discussion: """
            A part is written NAME=LEAD[+LEAD…][,MEMBER…]; schools are named by id, external id or \
            full name. With --closes the group ends and every site must be in a part.

            Examples:
              taoli unit split 桃李教育集团 --part 东山集团=东山小学,东山二小 --reason 调整
              taoli unit split 桃李教育集团 --closes --part 东集团=一小,二小 --part 西集团=三小 \
            --on 2026-09-01 --reason 穗教〔2026〕3号
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The group: id or full name.") var group: String
    @Option(help: "A part; may be repeated.", transform: Part.init) var part: [Part]
    @Flag(help: "The group ends.") var closes = false
    @Option(help: "First day of the parts, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?
    @Option(help: "Why; kept in the history.") var reason: String

    var identityOption: String? { identity.keyFile }

    /// A part as it is written on the command line.
    struct Part: Hashable, Sendable {
        let name: String
        let leads: [String]
        let members: [String]

        /// - Throws: `ValidationError` for a text of another shape.
        init(_ text: String) throws {
            let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
            let sites = sides.count == 2 ? sides[1].split(separator: ",").map(String.init) : []
            let leads = sites.first?.split(separator: "+").map(String.init) ?? []
            guard sides.count == 2, !leads.isEmpty else {
                throw ValidationError("'\(text)' is not NAME=LEAD[+LEAD…][,MEMBER…].")
            }
            name = sides[0]
            self.leads = leads
            members = Array(sites.dropFirst())
        }
    }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let made = try await context.connected(to: .registry) { [self] remote in
            let finder = UnitFinder(remote: remote, on: nil, rule: .full)
            var request = Taoli_Registry_V1_SplitGroupRequest()
            request.requestID = requestID
            request.groupID = try await finder.groups.id(named: group)
            request.closes = closes
            request.on = (on ?? Parse.today).description
            request.reason = reason
            for item in part {
                var message = Taoli_Registry_V1_SplitGroupRequest.Part()
                message.name = item.name
                message.leadSiteIds = try await finder.sites(item.leads)
                message.memberSiteIds = try await finder.sites(item.members)
                request.parts.append(message)
            }
            return try await finder.calls.splitGroup(request).groups
        }
        try context.show(list: made)
    }
}
