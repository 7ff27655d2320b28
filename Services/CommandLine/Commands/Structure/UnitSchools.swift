import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli unit category`
struct UnitCategory: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "category",
        abstract: "Designates a school, e.g. as newly built or relatively weak, by stage and year.",
        discussion: """
            A school may have several categories at once. Cases of joining are held against them.

            Examples:
              taoli unit category 东山小学 weak --reason 穗教〔2026〕3号
              taoli unit category 东山实验学校 weak --stage junior --school-year 2026-2027 \
            --reason 区局认定
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var time: TimeOptions

    @Argument(help: "The school: id, external id or full name.") var school: String
    @Argument(help: "An id of the policy's units.categories, e.g. new, weak, quality.")
    var category: String
    @Option(help: "Only at this stage.", transform: Parse.stage) var stage: Stage?
    @Option(help: "For one school year, instead of --from and --until.") var schoolYear: String?
    @Option(help: "Why; kept in the history.") var reason: String

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard let schoolYear else { return }
        guard SchoolYear(schoolYear) != nil else {
            throw ValidationError("'\(schoolYear)' is no school year such as 2026-2027.")
        }
        guard time.from.isEmpty, time.until.isEmpty else {
            throw ValidationError("Give --school-year, or --from and --until.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let year = schoolYear.flatMap { SchoolYear($0) }
        try await Designating(
            unit: school, kind: .school, what: "category", value: category,
            stage: stage?.rawValue ?? "",
            from: year.map { "\($0.startYear)-09-01" } ?? time.from,
            until: year.map { "\($0.startYear + 1)-09-01" } ?? time.until, reason: reason
        ).perform(in: context)
    }
}

/// `taoli unit town`
struct UnitTown: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "town",
        abstract: "Says in which town or subdistrict (街镇) a school lies.",
        discussion: """
            Examples:
              taoli unit town 东山小学 江南街道
              taoli unit town 440104-012 嘉定镇街道 --from 2026-09-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var time: TimeOptions

    @Argument(help: "The school: id, external id or full name.") var school: String
    @Argument(help: "The town's name.") var town: String
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        try await Designating(
            unit: school, kind: .school, what: "town", value: town, from: time.from,
            until: time.until, reason: reason
        ).perform(in: context)
    }
}
