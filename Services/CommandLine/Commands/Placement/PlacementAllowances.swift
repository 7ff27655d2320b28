import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli placement allowances`
struct PlacementAllowances: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "allowances",
        abstract: "Lists who is entitled to an allowance in a school year, by verified months.",
        discussion: """
            By SH-6 teachers of schools in town have an allowance while they work at one in the \
            country: months count while the home school is designated `urban` and the receiving one \
            `rural` (taoli unit category). The clause names no amount: the bureau sets it with \
            `taoli placement allowance-rate`.

            Examples:
              taoli placement allowances --school-year 2026-2027
              taoli placement allowances --school-year 2026-2027 --format xlsx --output 补贴.xlsx
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(
        help: ArgumentHelp("The school year.", valueName: "year"), transform: Parse.schoolYear)
    var schoolYear: SchoolYear
    @Option(help: "Only this group: id or name.") var group: String?
    @Option(help: "Only from or to this school: id, external id or name.") var school: String?
    @Option(help: "Months until this day (default: today).", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let groupID = try await UnitOptions.groupID(
            group, on: nil, .part(context), context)
        let schoolID = try await context.schoolID(school, .part(context))
        let found = try await context.entitlements { [self] calls in
            try await CommandContext.allPages { cursor in
                let page = try await calls.listAllowances(
                    .with {
                        $0.schoolYear = schoolYear.description
                        $0.groupID = groupID
                        $0.schoolID = schoolID
                        $0.on = on?.description ?? ""
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                    })
                return (page.allowances, page.nextCursor)
            }
        }
        let unpriced = found.reduce(0) { $0 + Int($1.monthsWithoutRate) }
        if unpriced > 0 {
            context.console.note(
                context.text(
                    "有 \(unpriced) 个月没有补贴标准；请用 taoli placement allowance-rate 设定。",
                    "Months for which no rate is set: \(unpriced); set one with taoli placement "
                        + "allowance-rate."))
        }
        try context.show(list: found)
    }
}

/// `taoli placement allowance-rate`
struct PlacementAllowanceRate: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "allowance-rate",
        abstract: "Sets what a month's allowance is in a district from a day on.",
        discussion: """
            It is for a whole month of whole working time; parts have their share. It holds until the \
            next rate's day; 0 ends it.

            Examples:
              taoli placement allowance-rate 440105 600 --from 2026-09-01 --reason 区教〔2026〕8号
              taoli placement allowance-rate 440105 650.50 --from 2027-09-01 --reason 调整标准
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The district's code.") var district: String
    @Argument(help: "The amount in yuan; 0 ends it.", transform: PlacementAllowanceRate.fen)
    var amount: Int64
    @Option(help: "The first day on which it holds, YYYY-MM-DD.", transform: Parse.date)
    var from: CalendarDate
    @Option(help: "The decision that sets it.") var reason: String

    var identityOption: String? { identity.keyFile }

    private static func fen(_ text: String) throws -> Int64 {
        text == "0" ? 0 : try Yuan.fen(text)
    }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let rate = try await context.entitlements { [self] calls in
            try await calls.setAllowanceRate(
                .with {
                    $0.requestID = requestID
                    $0.district = district
                    $0.from = from.description
                    $0.fenPerMonth = amount
                    $0.reason = reason
                }
            ).rate
        }
        try context.show(rate)
    }
}

/// `taoli placement allowance-rates`
struct PlacementAllowanceRates: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "allowance-rates",
        abstract: "Lists what a month's allowance was set to, newest first.",
        discussion: """
            Examples:
              taoli placement allowance-rates
              taoli placement allowance-rates --district 440105 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only of this district: code.") var district = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let found = try await context.entitlements { [self] calls in
            try await CommandContext.allPages { cursor in
                let page = try await calls.listAllowanceRates(
                    .with {
                        $0.district = district
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                    })
                return (page.rates, page.nextCursor)
            }
        }
        try context.show(list: found)
    }
}
