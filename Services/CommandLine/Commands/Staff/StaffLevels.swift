import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli staff award`
struct StaffAward: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "award",
        abstract: "Gives a person a level of key teacher.",
        discussion: """
            From the highest: special 特级教师, academic_leader 学术技术带头人, subject_leader \
            学科带头人, key_teacher 骨干教师, rising_star 学科新星.

            Examples:
              taoli staff award 0199c2f3-… key_teacher --from 2026-09-01
              taoli staff award 0199c2f3-… special --from 2026-09-01 --issuer 省教育厅
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The person's id.", transform: Parse.id) var id: String
    @Argument(help: "special, academic_leader, subject_leader, key_teacher or rising_star.")
    var level: String
    @Option(help: "First day, YYYY-MM-DD.", transform: Parse.date) var from: CalendarDate
    @Option(help: "First day on which it no longer holds.", transform: Parse.date)
    var until: CalendarDate?
    @Option(help: "Who gives it.") var issuer = ""
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc).awardLevel(
                .with {
                    $0.requestID = requestID
                    $0.personID = id
                    $0.level = level
                    $0.from = from.description
                    $0.until = until?.description ?? ""
                    $0.issuer = issuer
                    $0.reason = reason
                })
        }
        try context.show(answer.person)
    }
}

/// `taoli staff withdraw`
struct StaffWithdraw: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Takes a level of key teacher back, or ends it earlier.",
        discussion: """
            Examples:
              taoli staff withdraw 0199c2f3-… 0199c2f5-… --until 2026-09-01
              taoli staff withdraw 0199c2f3-… 0199c2f5-… --until 2026-09-01 --reason 考核不合格
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The person's id.", transform: Parse.id) var id: String
    @Argument(help: "The award's id, as `taoli staff show` has it.", transform: Parse.id)
    var award: String
    @Option(help: "First day on which it no longer holds.", transform: Parse.date)
    var until: CalendarDate
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_StaffService.Client(wrapping: remote.grpc).withdrawLevel(
                .with {
                    $0.requestID = requestID
                    $0.personID = id
                    $0.awardID = award
                    $0.until = until.description
                    $0.reason = reason
                })
        }
        try context.show(answer.person)
    }
}
