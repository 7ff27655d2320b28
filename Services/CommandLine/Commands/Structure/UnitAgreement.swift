import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli unit agreement`
struct UnitAgreement: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement",
        abstract: "Puts a group's agreement on costs on record, with its parties.",
        discussion: """
            The policy names which agreements there are and between whom (funds.agreements).

            Examples:
              taoli unit agreement 桃李教育集团 founding --party lead=桃李小学 \
            --party government=城区人民政府 --party bureau=城区教育局 --reference 协议〔2026〕1号
              taoli unit agreement 桃李教育集团 across_counties --party lead=桃李小学 \
            --party county_government=东县人民政府 --yuan-a-year 50000 --reference 协议〔2026〕2号
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var time: TimeOptions

    @Argument(help: "The group: id or full name.") var group: String
    @Argument(help: "An id of the policy's funds.agreements.") var kind: String
    @Option(
        help: ArgumentHelp("A party; may be repeated.", valueName: "id=name"),
        transform: Party.init)
    var party: [Party]
    @Option(help: "Yuan a year, where agreed.", transform: Yuan.fen) var yuanAYear: Int64 = 0
    @Option(help: "The paper's number or address.") var reference: String
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    /// One who agreed, as it is written on the command line.
    struct Party: Hashable, Sendable {
        let id: String
        let name: String

        /// - Throws: `ValidationError` for a text of another shape.
        init(_ text: String) throws {
            let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2 else {
                throw ValidationError("'\(text)' is not ID=NAME, e.g. lead=桃李小学.")
            }
            (id, name) = (sides[0], sides[1])
        }
    }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let made = try await context.connected(to: .registry) { [self] remote in
            let id = try await UnitFinder(remote: remote, on: nil, rule: .full).groups.id(
                named: group)
            return try await Taoli_Registry_V1_FundService.Client(wrapping: remote.grpc)
                .recordAgreement(
                    .with {
                        $0.requestID = requestID
                        $0.groupID = id
                        $0.kind = kind
                        $0.parties = party.map { item in
                            .with {
                                $0.id = item.id
                                $0.name = item.name
                            }
                        }
                        $0.fenAYear = yuanAYear
                        $0.reference = reference
                        $0.from = time.from
                        $0.until = time.until
                        $0.reason = reason
                    }
                ).agreement
        }
        try context.show(made)
    }
}

/// `taoli unit agreements`
struct UnitAgreements: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreements",
        abstract: "Lists agreements on costs, by first day.",
        discussion: """
            Examples:
              taoli unit agreements --on 2026-09-01
              taoli unit agreements --group 桃李教育集团 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only of this group: id or name.") var group: String?
    @Option(help: "Only of this district.") var district = ""
    @Option(help: "Only those that hold on this day, YYYY-MM-DD.", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let items = try await context.connected(to: .registry) { [self] remote in
            let finder = UnitFinder(remote: remote, on: nil, rule: .part(context))
            var id = ""
            if let group { id = try await finder.groups.id(named: group) }
            let wanted = id
            let calls = Taoli_Registry_V1_FundService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listAgreements(
                    .with {
                        $0.page = .at(cursor)
                        $0.groupID = wanted
                        $0.district = district
                        $0.on = on?.description ?? ""
                    })
                return (page.agreements, page.nextCursor)
            }
        }
        try context.show(list: items)
    }
}
