import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// Says something of a unit: what the commands of grades, limits, emblems, categories and towns
/// have in common.
struct Designating: Sendable {
    let unit: String
    let kind: UnitKindOption
    /// As the call names it, e.g. `size_limit`.
    let what: String
    let value: String
    var stage = ""
    let from: String
    let until: String
    let reason: String

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let unit = try await context.connected(to: .registry) { [self] remote in
            let finder = UnitFinder(remote: remote, on: nil, rule: .full)
            let id = try await finder.unit(self.unit, kind)
            return try await finder.calls.designate(
                .with {
                    $0.requestID = requestID
                    $0.unit = id
                    $0.what = what
                    $0.value = value
                    $0.stage = stage
                    $0.from = from
                    $0.until = until
                    $0.reason = reason
                }
            ).unit
        }
        try context.show(unit)
    }
}

/// `taoli unit grade`
struct UnitGrade: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "grade",
        abstract: "Gives a group a grade of the district's policy from a day on.",
        discussion: """
            The grade before ends on that day. What a grade opens is shown by `taoli unit show`.

            Examples:
              taoli unit grade 桃李教育集团 demonstration --from 2026-01-01 --reason 沪教〔2025〕9号
              taoli unit grade 东山学区 close_knit_unit --reason 区级评定
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var time: TimeOptions

    @Argument(help: "The group: id or full name.") var group: String
    @Argument(help: "An id of the policy's units.grades.") var grade: String
    @Option(help: "Why; kept in the history.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        try await Designating(
            unit: group, kind: .group, what: "grade", value: grade, from: time.from,
            until: time.until, reason: reason
        ).perform(in: context)
    }
}

/// `taoli unit limit`
struct UnitLimit: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "limit",
        abstract: "Limits one group to fewer schools than the policy allows.",
        discussion: """
            A campus counts one. Cases of joining are held against it from that day on.

            Examples:
              taoli unit limit 桃李教育集团 6 --reason 龙头学校质量评估
              taoli unit limit 0199c2f3-… 4 --from 2026-09-01 --until 2029-09-01 --reason 评估
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var time: TimeOptions

    @Argument(help: "The group: id or full name.") var group: String
    @Argument(help: "Schools (campuses) at most.") var schools: Int
    @Option(help: "Why; kept in the history.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        try await Designating(
            unit: group, kind: .group, what: "size_limit", value: "\(schools)", from: time.from,
            until: time.until, reason: reason
        ).perform(in: context)
    }
}

/// `taoli unit emblem`
struct UnitEmblem: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "emblem",
        abstract: "Says where a group's emblem is to be found.",
        discussion: """
            Examples:
              taoli unit emblem 桃李教育集团 https://example.edu.cn/emblem.svg
              taoli unit emblem 东山学区 档案室-2026-017 --from 2026-09-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var time: TimeOptions

    @Argument(help: "The group: id or full name.") var group: String
    @Argument(help: "An address or a file's number.") var reference: String
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        try await Designating(
            unit: group, kind: .group, what: "emblem", value: reference, from: time.from,
            until: time.until, reason: reason
        ).perform(in: context)
    }
}
