import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli unit end`
struct UnitEnd: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "Ends a grade, a limit, an emblem, a category or a town on a day.",
        discussion: """
            Ending a grade revokes the naming: the rights that it opened end with it.

            Examples:
              taoli unit end 桃李教育集团 grade --until 2026-05-01 --reason 违反规定，取消命名
              taoli unit end 东山小学 category --value weak --kind school --reason 已达标
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The unit: id or full name.") var unit: String
    @Argument(help: "grade, size_limit, emblem, category or town.") var what: String
    @Option(help: "group or school.") var kind = UnitKindOption.group
    @Option(help: "Of a category: which.") var value = ""
    @Option(help: "Of a category: its stage.", transform: Parse.stage) var stage: Stage?
    @Option(
        help: "First day on which it no longer holds, YYYY-MM-DD (default: today).",
        transform: Parse.date)
    var until: CalendarDate?
    @Option(help: "Why; kept in the history.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let ended = try await context.connected(to: .registry) { [self] remote in
            let finder = UnitFinder(remote: remote, on: nil, rule: .full)
            let id = try await finder.unit(unit, kind)
            return try await finder.calls.endDesignation(
                .with {
                    $0.requestID = requestID
                    $0.unit = id
                    $0.what = what
                    $0.value = value
                    $0.stage = stage?.rawValue ?? ""
                    $0.until = until?.description ?? ""
                    $0.reason = reason
                }
            ).unit
        }
        try context.show(ended)
    }
}
