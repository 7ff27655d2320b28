import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliRuntime

/// `taoli notice …`
struct NoticeCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice",
        abstract: "Who is told of what by which channel and in which words, by a district's pack.",
        discussion: """
            The pack is the one that the district follows: taoli policy bind.

            Examples:
              taoli notice list --district 440105
              taoli notice texts --district 440105
            """,
        subcommands: [NoticeList.self, NoticeTexts.self])
}

/// `taoli notice list`
struct NoticeList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the rules that hold in a district this school year.",
        discussion: """
            Examples:
              taoli notice list --district 440105
              taoli notice list --district 440105 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Code of the district, or of the city.") var district: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let answer = try await context.notices(of: district)
        try context.show(list: answer.notices)
        context.console.note(
            answer.hasBinding
                ? context.text(
                    "政策包 \(answer.binding.pack)，自 \(answer.binding.schoolYear) 学年起。",
                    "Pack \(answer.binding.pack), from \(answer.binding.schoolYear) on.")
                : context.text(
                    "该区未采用政策包，以上为默认规则。",
                    "The district follows no pack; these are the product's own rules."))
    }
}

/// `taoli notice texts`
struct NoticeTexts: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "texts",
        abstract: "Lists the texts that a district's pack has in the place of the product's.",
        discussion: """
            Examples:
              taoli notice texts --district 440105
              taoli notice texts --district 440105 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Code of the district, or of the city.") var district: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        try context.show(list: try await context.notices(of: district).texts)
    }
}

extension CommandContext {
    /// What a district's pack says of messages.
    fileprivate func notices(
        of district: String
    ) async throws -> Taoli_Notification_V1_ListNoticesResponse {
        try await connected(to: .notification) { remote in
            try await Taoli_Notification_V1_NoticeService.Client(wrapping: remote.grpc)
                .listNotices(.with { $0.district = district })
        }
    }
}
