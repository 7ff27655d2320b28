import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli staff export`
struct StaffExport: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Lists persons with their numbers in clear; who exported them and why is kept.",
        discussion: """
            For officials of the bureau. Each person of the list is kept as a look at its numbers \
            (taoli staff reveals). A list without numbers, which needs no reason: taoli staff list.

            Examples:
              taoli staff export --school 桃李小学 --reason 职称申报 --format xlsx --output 教师.xlsx
              taoli staff export --level special --reason 核对名单 --format csv > special.csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Why you need the numbers; kept with every person.") var reason: String
    @Option(help: "Only of this school: id, external id or name.") var school: String?
    @Option(help: "Part of a name.") var name = ""
    @Option(help: "Only in this post, e.g. teacher.") var post = ""
    @Option(help: "Only of this subject, e.g. chinese.") var subject = ""
    @Option(help: "preschool, primary, junior or senior.") var stage = ""
    @Option(help: "Only of this level of key teacher, e.g. special.") var level = ""
    @Option(help: "Day asked about, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let persons = try await context.connected(to: .registry) { [self] remote in
            var request = Taoli_Registry_V1_ExportPersonsRequest.with {
                $0.reason = reason
                $0.name = name
                $0.post = post
                $0.subject = subject
                $0.stage = stage
                $0.level = level
                $0.on = on?.description ?? ""
            }
            if let school {
                let schools = Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc)
                request.schoolID =
                    try await SchoolFinder(calls: schools, on: on, rule: .part(context)).school(
                        named: school
                    ).id
            }
            let calls = Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc)
            let wanted = request
            return try await CommandContext.allPages { cursor in
                var page = wanted
                page.page = .at(cursor)
                let answer = try await calls.exportPersons(page)
                return (answer.persons, answer.nextCursor)
            }
        }
        try context.show(list: persons)
        context.console.note(
            context.text(
                "已登记对 \(persons.count) 人号码的查看。名单含个人信息，请妥善保管，用后删除。",
                "The look at the numbers of \(persons.count) persons is on record. Keep the list "
                    + "safe, and delete it after use."))
    }
}

/// `taoli staff keys`
struct StaffKeys: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "Shows with which keys numbers are sealed, and which key may be taken away.",
        discussion: """
            After a new key came into the keyring's folder and registry was started again, registry \
            seals everything anew by itself, in small batches. A key on which nothing depends any \
            more may be moved out of the folder.

            Examples:
              taoli staff keys
              taoli staff keys --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let status = try await context.connected(to: .registry) { remote in
            try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc)
                .getKeyStatus(.init())
        }
        if context.format == .json {
            return try context.console.data(status.json.indented)
        }
        try context.show(list: status.keys)
        let (persons, pieces) = (status.outdatedPersons, status.outdatedPieces)
        context.console.note(
            persons + pieces == 0
                ? context.text(
                    "全部号码都已用当前密钥加密。", "Everything is sealed with the current keys.")
                : context.text(
                    "还有 \(persons) 人、\(pieces) 份导入内容等待用当前密钥重新加密。",
                    "\(persons) persons and \(pieces) pieces of imports wait to be sealed anew."))
    }
}
