import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli unit show`
struct UnitShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a unit's names, links, designations and rights on a day.",
        discussion: """
            Examples:
              taoli unit show 桃李教育集团 --on 2024-03-01
              taoli unit show 东山小学 --kind school --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The unit: id or name.") var unit: String
    @Option(help: "group, school or site.") var kind = UnitKindOption.group
    @Option(help: "Day asked about, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let found = try await context.connected(to: .registry) { [self] remote in
            let finder = UnitFinder(remote: remote, on: on, rule: .part(context))
            let id = try await finder.unit(unit, kind)
            return try await finder.calls.getUnit(
                .with {
                    $0.unit = id
                    $0.on = on?.description ?? ""
                }
            ).unit
        }
        try context.show(found)
    }
}

extension CommandContext {
    /// A unit with its parts below.
    func show(_ unit: Taoli_Registry_V1_Unit) throws {
        try show(
            unit,
            sections: [
                section(unit.names, Wording("名称", "names")),
                section(unit.links, Wording("关系", "links")),
                section(unit.designations, Wording("认定", "designations")),
                section(unit.rights, Wording("权利", "rights")),
            ])
    }
}

/// `taoli unit designations`
struct UnitDesignations: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "designations",
        abstract: "Lists what is said of groups and schools, by first day.",
        discussion: """
            Examples:
              taoli unit designations --what category --value weak --on 2026-09-01 --format csv
              taoli unit designations --what grade --district 310114
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "grade, size_limit, emblem, category or town.") var what = ""
    @Option(help: "Only this value.") var value = ""
    @Option(help: "Only what holds at this stage.", transform: Parse.stage) var stage: Stage?
    @Option(help: "Only of this district.") var district = ""
    @Option(help: "Only what holds on this day, YYYY-MM-DD.", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let items = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_UnitService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listDesignations(
                    .with {
                        $0.page = .at(cursor)
                        $0.what = what
                        $0.value = value
                        $0.stage = stage?.rawValue ?? ""
                        $0.district = district
                        $0.on = on?.description ?? ""
                    })
                return (page.designations, page.nextCursor)
            }
        }
        try context.show(list: items)
    }
}

/// `taoli unit shares`
struct UnitShares: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "shares",
        abstract: "Shows how many groups have which grade, by district and school year.",
        discussion: """
            A year is looked at on its last day, the running one today.

            Examples:
              taoli unit shares
              taoli unit shares --first-year 2022-2023 --district 310114 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "The first school year, e.g. 2022-2023 (default: the current one).")
    var firstYear = ""
    @Option(help: "The last school year (default: the current one).") var lastYear = ""
    @Option(help: "Only this district.") var district = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let shares = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_UnitService.Client(wrapping: remote.grpc).listGradeShares(
                .with {
                    $0.firstYear = firstYear
                    $0.lastYear = lastYear
                    $0.district = district
                }
            ).shares
        }
        try context.show(list: shares)
    }
}
