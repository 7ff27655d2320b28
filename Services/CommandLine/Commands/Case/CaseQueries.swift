import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli case list`
struct CaseList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists cases that concern your unit, newest first.",
        discussion: """
            Examples:
              taoli case list --status open
              taoli case list --group 桃李教育集团 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "open, returned, decided, completed, refused, dropped or withdrawn.")
    var status = ""
    @Option(help: "found, join, leave, expel, extend, expire or recommend.") var purpose = ""
    @Option(help: "Only of this group: id or name.") var group: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let cases = try await context.connected(to: .registry) { [self] remote in
            let groups = GroupFinder(
                calls: Taoli_Registry_V1_GroupService.Client(wrapping: remote.grpc), on: nil,
                rule: .part(context))
            var groupID = ""
            if let group { groupID = try await groups.id(named: group) }
            let calls = Taoli_Registry_V1_CaseService.Client(wrapping: remote.grpc)
            let wanted = groupID
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listCases(
                    .with {
                        $0.page = .at(cursor)
                        $0.status = status
                        $0.purpose = purpose
                        $0.groupID = wanted
                    })
                return (page.cases, page.nextCursor)
            }
        }
        try context.show(list: cases)
    }
}

/// `taoli case show`
struct CaseShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a case: its steps, who acts, what was answered and why.",
        discussion: """
            A workbook has a sheet for the case, its steps, their answers, and the rules set aside. \
            A file of CSV has room for one table: a line for each answer of a step, one for each \
            step without an answer, and one for each rule set aside.

            Examples:
              taoli case show 0199c2f3-…
              taoli case show 0199c2f3-… --format xlsx --output 事项.xlsx
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The case's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let item = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_CaseService.Client(wrapping: remote.grpc)
                .getCase(.with { $0.id = id }).case
        }
        try context.show(item)
    }
}

/// `taoli case pending`
struct CasePending: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "pending",
        abstract: "Lists the steps at which it is your turn, the most urgent first.",
        discussion: """
            A step that came back to you, the applicant, is sent again with \
            `taoli case resubmit`; every other is answered with `taoli case decide`.

            Examples:
              taoli case pending
              taoli case pending --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let steps = try await context.connected(to: .registry) { remote in
            let calls = Taoli_Registry_V1_CaseService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.pendingSteps(.with { $0.page = .at(cursor) })
                return (page.steps, page.nextCursor)
            }
        }
        try context.show(list: steps)
        if context.format == .table, let back = steps.first(where: { $0.state == "returned" }) {
            context.console.note(CaseTerms.sendAgain(back).text(in: context.language))
        }
    }
}

extension CommandContext {
    /// A case with its steps below, their answers, and the rules that were set aside.
    func show(_ item: Taoli_Registry_V1_Case) throws {
        try show(
            item,
            sections: [
                section(item.steps, Wording("步骤", "steps")),
                section(item.answerRows, Wording("办理记录", "answers")),
                section(item.exceptions, Wording("例外", "exceptions")),
            ], csv: CaseLine.csv(item.tableLines, in: language))
        if format == .table, let way = item.wayOn { console.note(way.text(in: language)) }
    }
}
