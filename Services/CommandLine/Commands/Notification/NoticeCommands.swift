import ArgumentParser
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli notice …`
struct NoticeCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice",
        abstract: "Who is told of what by which channel: the rules of a district's pack.",
        discussion: """
            Examples:
              taoli notice list --district 440105
              taoli notice bind XN --district 440105 --school-year 2026-2027
            """,
        subcommands: [NoticeList.self, NoticeBind.self])
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
        let answer = try await context.connected(to: .notification) { [district] remote in
            try await Taoli_Notification_V1_NoticeService.Client(wrapping: remote.grpc)
                .listNotices(.with { $0.district = district })
        }
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

/// `taoli notice bind`
struct NoticeBind: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "bind",
        abstract: "Lets a district's messages follow a pack from a school year on.",
        discussion: """
            Examples:
              taoli notice bind XN --district 440105 --school-year 2026-2027
              taoli notice bind --file mine.yaml --district 440105 --school-year 2026-2027
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "A shipped pack's id, e.g. XN; leave it out with --file.") var pack: String?
    @Option(help: "A pack of your own.") var file: String?
    @Option(help: "Code of the district, or of the city.") var district: String
    @Option(help: "First school year, e.g. 2026-2027.") var schoolYear: String
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard (pack == nil) != (file == nil) else {
            throw ValidationError("Give a pack's id or --file.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let bytes = try file.map { path in
            guard let data = FileManager.default.contents(atPath: path) else {
                throw CommandFailure(
                    .dataInvalid, Wording("文件无法读取。", "The file cannot be read."), place: path,
                    next: Wording("请检查路径和权限。", "Check its path and permissions."))
            }
            return data
        }
        let request = Taoli_Notification_V1_BindNoticesRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.district = district
            $0.schoolYear = schoolYear
            $0.pack = pack ?? ""
            $0.file = bytes ?? Data()
            $0.reason = reason
        }
        let binding = try await context.connected(to: .notification) { remote in
            try await Taoli_Notification_V1_NoticeService.Client(wrapping: remote.grpc)
                .bindNotices(request).binding
        }
        try context.show(binding)
    }
}
