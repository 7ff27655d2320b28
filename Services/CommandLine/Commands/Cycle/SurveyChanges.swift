import ArgumentParser
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli survey open`
struct SurveyOpen: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Opens a survey of some groups' schools.",
        discussion: """
            The table of --rolls has school_id, respondent (as the pack names it) and roll.

            Examples:
              taoli survey open 满意度 --year 2024-2025 --group 桃李教育集团 \
            --until 2025-06-30 --rolls rolls.csv
              taoli survey open 满意度 --pack SH --year 2024-2025 --group 0199d001-… \
            --from 2025-06-01 --until 2025-06-30 --rolls rolls.xlsx --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "Its title.") var title: String
    @Option(help: "A pack's id (default: the one that the district follows).") var pack = ""
    @Option(help: "The year it is about, e.g. 2024-2025.") var year: String
    @Option(help: "A group: id or full name; may be repeated.") var group: [String]
    @Option(help: "First day (default: today).") var from = ""
    @Option(help: "Last day on which answers are taken.") var until: String
    @Option(help: ArgumentHelp("How many could be asked (.csv, .xlsx).", valueName: "file"))
    var rolls: String
    @Option(help: "Code of the district (default: your own).") var district = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let groups = try await context.groupIDs(group, .full)
        let asked = try await Self.rolls(rolls)
        let requestID = CommandContext.requestID()
        let survey = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_SurveyService.Client(wrapping: remote.grpc).openSurvey(
                .with {
                    $0.requestID = requestID
                    $0.title = title
                    $0.pack = pack
                    $0.year = year
                    $0.groupIds = groups
                    $0.from = from
                    $0.until = until
                    $0.rolls = asked
                    $0.district = district
                }
            ).survey
        }
        try context.show(survey, sections: [context.section(survey.counts)])
    }

    private static func rolls(_ path: String) async throws -> [Taoli_Evaluation_V1_SurveyRoll] {
        var batches = try TableBatches(
            path: path,
            layout: TableLayout(
                name: "rolls",
                columns: [
                    TableColumn("school_id", aliases: ["学校编号"]),
                    TableColumn("respondent", aliases: ["调查对象"]),
                    TableColumn("roll", aliases: ["应答人数"]),
                ]))
        var rolls: [Taoli_Evaluation_V1_SurveyRoll] = []
        while let rows = try await batches.next() {
            for row in rows {
                guard let roll = Int64(row[2]) else {
                    throw CommandFailure(
                        .dataInvalid,
                        Wording("“\(row[2])”不是人数。", "'\(row[2])' is no number of people."),
                        place: "\(path), line \(row.line)",
                        next: Wording("请改正。", "Correct it."))
                }
                rolls.append(
                    .with {
                        $0.schoolID = row[0]
                        $0.respondent = row[1]
                        $0.roll = roll
                    })
            }
        }
        return rolls
    }
}

/// `taoli survey tokens`
struct SurveyTokens: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokens",
        abstract: "Issues tokens for one school and kind of respondent; they are told this once.",
        discussion: """
            Examples:
              taoli survey tokens 0199c2f3-… --school 0199d002-… --respondent parents --count 300 \
            --format csv > tokens.csv
              taoli survey tokens 0199c2f3-… --school 桃李中学 --respondent teachers --count 40
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The survey's id.", transform: Parse.id) var id: String
    @Option(help: "The school: id, external id or full name.") var school: String
    @Option(help: "As the pack names it, e.g. parents.") var respondent: String
    @Option(help: "How many; at most 5,000 at once.") var count: Int32

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let units = try await context.unitIDs(group: nil, school: school, .full)
        let requestID = CommandContext.requestID()
        let tokens = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_SurveyService.Client(wrapping: remote.grpc).issueTokens(
                .with {
                    $0.requestID = requestID
                    $0.surveyID = id
                    $0.schoolID = units.school
                    $0.respondent = respondent
                    $0.count = count
                }
            ).tokens
        }
        try context.show(list: tokens.map(TokenLine.init))
    }
}

/// One token as a line of a list.
struct TokenLine: Presentable {
    let token: String

    static var columns: [Column<Self>] { [Column("答卷编码", "token") { line, _ in line.token }] }

    var json: JSONValue { ["token": .string(token)] }
}

/// `taoli survey answer`
struct SurveySubmit: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answers with a token, without signing in; each answers once.",
        discussion: """
            Examples:
              taoli survey answer K7QF-2M9X-4T6B-W3RD 5
              taoli survey answer k7qf2m9x4t6bw3rd 3 --lang en
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The token.") var token: String
    @Argument(help: "1 (not at all satisfied) to 5 (very).") var answer: Int32

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let title = try await Remote.connect(
            .evaluation, context.endpoints[.evaluation], tokens: FixedToken(nil)
        ) { [self] remote in
            try await Taoli_Evaluation_V1_SurveyService.Client(wrapping: remote.grpc).submitAnswer(
                .with {
                    $0.token = token
                    $0.answer = answer
                }
            ).title
        }
        context.console.note(context.text("已计入：\(title)", "Counted: \(title)"))
    }
}

/// `taoli survey close`
struct SurveyClose: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Ends a survey: its counts go into cycles of its year.",
        discussion: """
            Examples:
              taoli survey close 0199c2f3-…
              taoli survey close 0199c2f3-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The survey's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let survey = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_SurveyService.Client(wrapping: remote.grpc).closeSurvey(
                .with {
                    $0.requestID = requestID
                    $0.surveyID = id
                }
            ).survey
        }
        try context.show(survey, sections: [context.section(survey.counts)])
    }
}

/// `taoli survey show`
struct SurveyShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract:
            "Shows a survey; how many were satisfied only where nobody can be guessed from it.",
        discussion: """
            Examples:
              taoli survey show 0199c2f3-…
              taoli survey show 0199c2f3-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The survey's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let survey = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_SurveyService.Client(wrapping: remote.grpc)
                .getSurvey(.with { $0.id = id }).survey
        }
        try context.show(survey, sections: [context.section(survey.counts)])
    }
}

/// `taoli survey list`
struct SurveyList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists surveys that concern you, newest first.",
        discussion: """
            Examples:
              taoli survey list --status open
              taoli survey list --year 2024-2025 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only of this year.") var year = ""
    @Option(help: "open or closed.") var status = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let surveys = try await context.connected(to: .evaluation) { [self] remote in
            let calls = Taoli_Evaluation_V1_SurveyService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listSurveys(
                    .with {
                        $0.page = .at(cursor)
                        $0.year = year
                        $0.status = status
                    })
                return (page.surveys, page.nextCursor)
            }
        }
        try context.show(list: surveys)
    }
}
