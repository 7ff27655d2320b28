import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli placement establishment`
struct PlacementEstablishment: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "establishment",
        abstract:
            "Shows how many dispatched teachers each school's establishment supports (XN-25).",
        discussion: """
            Per sending school and school year: the people who are away, those of them for their whole \
            working time, and the posts that they leave: days by share of the working time, over the \
            days of the year.

            Examples:
              taoli placement establishment --school-year 2026-2027
              taoli placement establishment --school-year 2026-2027 --kind management_dispatch \
            --kind rotation --format xlsx --output 编制.xlsx
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(
        help: ArgumentHelp("The school year.", valueName: "year"), transform: Parse.schoolYear)
    var schoolYear: SchoolYear
    @Option(help: "Only this group: id or name.") var group: String?
    @Option(help: "Only placements of this kind; may be given several times.")
    var kind: [String] = []

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let groupID = try await UnitOptions.groupID(
            group, on: nil, .part(context), context)
        let found = try await context.entitlements { [self] calls in
            try await CommandContext.allPages { cursor in
                let page = try await calls.listEstablishmentSupport(
                    .with {
                        $0.schoolYear = schoolYear.description
                        $0.groupID = groupID
                        $0.kinds = kind
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                    })
                return (page.schools, page.nextCursor)
            }
        }
        try context.show(list: found)
    }
}
