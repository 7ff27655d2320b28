import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli staff list`
struct StaffList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists persons who hold a post on a day, by name.",
        discussion: """
            --number-file finds whoever bears a number, without a post too.

            Examples:
              taoli staff list --school 桃李小学 --subject chinese
              taoli staff list --level special --on 2026-09-01 --format csv
              taoli staff list --number-file id.txt
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only of this school: id, external id or name.") var school: String?
    @Option(help: "Part of a name.") var name = ""
    @Option(help: "Only in this post, e.g. teacher.") var post = ""
    @Option(help: "Only of this subject, e.g. chinese.") var subject = ""
    @Option(help: "preschool, primary, junior or senior.") var stage = ""
    @Option(help: "Only of this level of key teacher, e.g. special.") var level = ""
    @Option(help: "Day asked about, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?
    @Option(help: "resident_card, passport or travel_permit.") var document = ""
    @Option(
        help: ArgumentHelp(
            "Read the number looked for from this file; - for input.", valueName: "file"))
    var numberFile: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let number = try SecretNumber.read(
            numberFile, isNeeded: false, prompt: ("证件号码：", "Number: "), in: context)
        let persons = try await context.connected(to: .registry) { [self] remote in
            var request = filter(number)
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
                let answer = try await calls.listPersons(page)
                return (answer.persons, answer.nextCursor)
            }
        }
        try context.show(list: persons)
    }

    private func filter(_ number: String) -> Taoli_Registry_V1_ListPersonsRequest {
        .with {
            $0.name = name
            $0.post = post
            $0.subject = subject
            $0.stage = stage
            $0.level = level
            $0.on = on?.description ?? ""
            $0.document = document
            $0.number = number
        }
    }
}

/// `taoli staff show`
struct StaffShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a person with all posts and levels; numbers masked.",
        discussion: """
            Examples:
              taoli staff show 0199c2f3-…
              taoli staff show 0199c2f3-… --on 2025-09-01 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The person's id.", transform: Parse.id) var id: String
    @Option(help: "Day for the years shown, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let person = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc).getPerson(
                .with {
                    $0.id = id
                    $0.on = on?.description ?? ""
                }
            ).person
        }
        try context.show(person)
    }
}

/// `taoli staff history`
struct StaffHistory: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Shows what happened to a person's record, oldest first.",
        discussion: """
            Examples:
              taoli staff history 0199c2f3-…
              taoli staff history 0199c2f3-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The person's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let changes = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.personHistory(
                    .with {
                        $0.id = id
                        $0.page = .at(cursor)
                    })
                return (page.changes, page.nextCursor)
            }
        }
        try context.show(list: changes)
    }
}

extension CommandContext {
    /// A person with posts and levels below.
    func show(_ person: Taoli_Registry_V1_Person) throws {
        try show(
            person,
            sections: [
                section(person.employments, Wording("任职", "posts")),
                section(person.levels, Wording("骨干级别", "levels")),
            ])
    }
}
