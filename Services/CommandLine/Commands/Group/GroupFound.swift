import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli group found`
struct GroupFound: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "found",
        abstract: "Founds a group with the sites that lead it.",
        discussion: """
            Examples:
              taoli group found 桃李教育集团 --district 440105 --lead 桃李小学
              taoli group found 东山学区 --kind school-zone --district 440104 --lead 440104-012 \
            --on 2026-09-01 --reason 穗教〔2026〕3号
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The group's name.") var name: String
    @Option(
        help: """
            education-group, school-zone, education-circle, education-community or \
            preschool-community.
            """, transform: Parse.groupKind)
    var kind = GroupKind.educationGroup
    @Option(help: "Code of its district, or of the city.") var district: String
    @Option(
        help: ArgumentHelp(
            "A school or site that leads it: id, external id or full name; may be repeated.",
            valueName: "site"))
    var lead: [String]
    @Option(help: "First day, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard !lead.isEmpty else { throw ValidationError("A group needs at least one --lead.") }
    }

    func perform(in context: CommandContext) async throws {
        let first = on ?? Parse.today
        let requestID = CommandContext.requestID()
        let group = try await context.connected(to: .registry) { [self] remote in
            let finder = SchoolFinder(
                calls: Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc), on: first,
                rule: .full)
            var leads: [String] = []
            for name in lead { leads += try await finder.sites(named: name).map(\.id) }
            let ids = leads.uniqued
            return try await Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc)
                .foundGroup(
                    .with {
                        $0.requestID = requestID
                        $0.name = name
                        $0.kind = .init(kind)
                        $0.district = district
                        $0.foundedOn = first.description
                        $0.leadSiteIds = ids
                        $0.reason = reason
                    }
                ).group
        }
        try context.show(group)
    }
}
