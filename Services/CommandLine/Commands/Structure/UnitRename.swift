import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli unit rename`
struct UnitRename: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Gives a group, a school or a site another name from a day on.",
        discussion: """
            Names do not change as a rule, so a reason is needed; leaving a close-knit group is one.

            Examples:
              taoli unit rename 桃李教育集团 新桃李教育集团 --reason 穗教〔2026〕3号
              taoli unit rename 桃李小学（东校区） 东山小学 --kind site --on 2026-03-01 \
            --reason 退出紧密型集团
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The unit: id or full name.") var unit: String
    @Argument(help: "Its new name.") var name: String
    @Option(help: "group, school or site.") var kind = UnitKindOption.group
    @Option(
        help: "First day on which it bears the name, YYYY-MM-DD (default: today).",
        transform: Parse.date)
    var on: CalendarDate?
    @Option(help: "Why; kept in the history.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let renamed = try await context.connected(to: .registry) { [self] remote in
            let finder = UnitFinder(remote: remote, on: nil, rule: .full)
            let unit = try await finder.unit(self.unit, kind)
            return try await finder.calls.renameUnit(
                .with {
                    $0.requestID = requestID
                    $0.unit = unit
                    $0.name = name
                    $0.on = on?.description ?? ""
                    $0.reason = reason
                }
            ).unit
        }
        try context.show(renamed)
    }
}
