import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli plan check`
struct YearPlanCheck: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks a draft by rules that share nothing with the search.",
        discussion: """
            Of a group without a plan --ready takes one of the two that lie ready; what it lacks \
            stays on its face.

            Examples:
              taoli plan check 0199c2f3-…
              taoli plan check 0199c2f3-… --ready quota_first --reason 区教育局会议决定
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The plan's id.", transform: Parse.id) var id: String
    @Option(help: "quota_first or key_first.") var ready = ""
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let plan = try await context.plans { [self] calls in
            try await calls.checkPlan(
                .with {
                    $0.requestID = requestID
                    $0.planID = id
                    $0.readyPlan = ready
                    $0.reason = reason
                }
            ).plan
        }
        try context.show(plan)
    }
}

/// `taoli plan consult`
struct YearPlanConsult: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "consult",
        abstract: "Lets schools see a checked plan and object until a day.",
        discussion: """
            Examples:
              taoli plan consult 0199c2f3-… --until 2026-07-10
              taoli plan consult 0199c2f3-… --until 2026-07-10 --reason 公示七天
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The plan's id.", transform: Parse.id) var id: String
    @Option(help: "First day on which nobody may object any more.", transform: Parse.date)
    var until: CalendarDate
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let plan = try await context.plans { [self] calls in
            try await calls.consultPlan(
                .with {
                    $0.requestID = requestID
                    $0.planID = id
                    $0.until = until.description
                    $0.reason = reason
                }
            ).plan
        }
        try context.show(plan)
    }
}

/// `taoli plan object`
struct YearPlanObject: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "object",
        abstract: "Objects to a plan, as a school of it or its group.",
        discussion: """
            Examples:
              taoli plan object 0199c2f3-… --text 毕业班教师不宜抽调 --person 0199d001-…
              taoli plan object 0199c2f3-… --text 接收名额偏多
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The plan's id.", transform: Parse.id) var id: String
    @Option(help: "What speaks against it.") var text: String
    @Option(help: "The teacher it is about: id.", transform: Parse.id) var person: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let objection = try await context.plans { [self] calls in
            try await calls.raiseObjection(
                .with {
                    $0.requestID = requestID
                    $0.planID = id
                    $0.personID = person ?? ""
                    $0.text = text
                }
            ).objection
        }
        try context.show(objection)
    }
}

/// `taoli plan answer`
struct YearPlanAnswer: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answers an objection: upheld, and the plan is to be repaired, or rejected.",
        discussion: """
            Examples:
              taoli plan answer 0199c2f3-… 0199c2f9-… rejected --text 已征得学校同意
              taoli plan answer 0199c2f3-… 0199c2f9-… upheld --text 同意调整
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The plan's id.", transform: Parse.id) var id: String
    @Argument(help: "The objection's id.", transform: Parse.id) var objection: String
    @Argument(help: "upheld or rejected.") var outcome: String
    @Option(help: "The answer.") var text: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answered = try await context.plans { [self] calls in
            try await calls.answerObjection(
                .with {
                    $0.requestID = requestID
                    $0.planID = id
                    $0.objectionID = objection
                    $0.outcome = outcome
                    $0.answer = text
                }
            ).objection
        }
        try context.show(answered)
    }
}
