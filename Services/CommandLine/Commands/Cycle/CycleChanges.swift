import ArgumentParser
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// `taoli cycle open`
struct CycleOpen: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "open",
        abstract: "Opens a cycle: pack, members of the day and what is assessed are frozen.",
        discussion: """
            Examples:
              taoli cycle open --kind standards --year 2024-2025 --group 桃李教育集团
              taoli cycle open --pack XN --kind levels --year 2023-2024 --past --reason 补录
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "A pack's id or a file of your own (default: what the district follows).")
    var pack: String?
    @Option(help: "standards, levels or tree.") var kind: String
    @Option(help: "The tree's id in the pack, for kind tree.") var tree = ""
    @Option(help: "2024-2025, or 2024 for what is assessed by calendar year.") var year: String
    @Option(
        help: "Only this group: id or full name; may be repeated (default: all of the district).")
    var group: [String] = []
    @Option(help: "The day whose membership counts (default: the year's last, or today).")
    var members: String = ""
    @Option(help: "Working days for objections (default: 10).") var contestDays: Int32 = 0
    @Flag(help: "What was decided before this program knew of it.") var past = false
    @Option(help: "Code of the district (default: your own).") var district = ""
    @Option(help: "Why; needed with --past.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let (id, file) = try ChosenPack.find(pack)
        let groups = try await context.groupIDs(group, .full)
        let requestID = CommandContext.requestID()
        let opened = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc).openCycle(
                .with {
                    $0.requestID = requestID
                    $0.pack = id
                    $0.file = file
                    $0.kind = kind
                    $0.tree = tree
                    $0.year = year
                    $0.groupIds = groups
                    $0.membersOn = members
                    $0.contestDays = contestDays
                    $0.past = past
                    $0.district = district
                    $0.reason = reason
                }
            ).cycle
        }
        try context.show(opened)
    }
}

/// `taoli cycle compute`
struct CycleCompute: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "compute",
        abstract: "Freezes what went in and judges it; those assessed see their own results first.",
        discussion: """
            Examples:
              taoli cycle compute 0199c2f3-…
              taoli cycle compute 0199c2f3-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The cycle's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let cycle = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc).computeCycle(
                .with {
                    $0.requestID = requestID
                    $0.cycleID = id
                }
            ).cycle
        }
        try context.show(cycle)
    }
}

/// `taoli cycle object`
struct CycleObject: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "object",
        abstract: "Objects to the result of your own school or group.",
        discussion: """
            Examples:
              taoli cycle object 0199c2f3-… --group 桃李教育集团 --school 桃李中学 --reason 人数有误
              taoli cycle object 0199c2f3-… --group 0199d001-… --reason 缺少佐证材料
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The cycle's id.", transform: Parse.id) var id: String
    @Option(help: "The group: id or full name.") var group: String
    @Option(help: "The school: id, external id or full name; without it the group objects.")
    var school: String?
    @Option(help: "What is wrong.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let units = try await context.unitIDs(group: group, school: school, .full)
        let requestID = CommandContext.requestID()
        let cycle = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc).objectToResult(
                .with {
                    $0.requestID = requestID
                    $0.cycleID = id
                    $0.groupID = units.group
                    $0.schoolID = units.school
                    $0.reason = reason
                }
            ).cycle
        }
        try context.show(cycle)
    }
}

/// `taoli cycle answer`
struct CycleAnswer: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Answers an objection; an upheld one lets inputs be corrected.",
        discussion: """
            Examples:
              taoli cycle answer 0199c2f3-… 0199e001-… --uphold --reason 已核对，人数更正
              taoli cycle answer 0199c2f3-… 0199e001-… --reason 数据无误
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The cycle's id.", transform: Parse.id) var id: String
    @Argument(help: "The objection's id.", transform: Parse.id) var objection: String
    @Flag(help: "The objection is right (default: it is not).") var uphold = false
    @Option(help: "Why.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let cycle = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc)
                .answerObjection(
                    .with {
                        $0.requestID = requestID
                        $0.cycleID = id
                        $0.objectionID = objection
                        $0.upheld = uphold
                        $0.reason = reason
                    }
                ).cycle
        }
        try context.show(cycle)
    }
}

/// `taoli cycle publish`
struct CyclePublish: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Makes results final and tells what follows: warnings, second failures.",
        discussion: """
            Examples:
              taoli cycle publish 0199c2f3-…
              taoli cycle publish 0199c2f3-… --on 2024-07-15
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The cycle's id.", transform: Parse.id) var id: String
    @Option(help: "Of a past cycle: the day on which it was published then.") var on = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc).publishCycle(
                .with {
                    $0.requestID = requestID
                    $0.cycleID = id
                    $0.publishedOn = on
                })
        }
        try context.show(answer.cycle, answer.consequences)
    }
}

/// `taoli cycle withdraw`
struct CycleWithdraw: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Gives a cycle up before it is published.",
        discussion: """
            Examples:
              taoli cycle withdraw 0199c2f3-… --reason 选错政策包
              taoli cycle withdraw 0199c2f3-… --reason 重复 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The cycle's id.", transform: Parse.id) var id: String
    @Option(help: "Why.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let cycle = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc).withdrawCycle(
                .with {
                    $0.requestID = requestID
                    $0.cycleID = id
                    $0.reason = reason
                }
            ).cycle
        }
        try context.show(cycle)
    }
}
