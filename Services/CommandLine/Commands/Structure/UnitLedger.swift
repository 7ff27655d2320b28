import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli unit enter`
struct UnitEnter: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "enter",
        abstract: "Enters money into a group's ledger, by source and purpose.",
        discussion: """
            Amounts are yuan with at most two decimals; they are kept as whole fen.

            Examples:
              taoli unit enter 桃李教育集团 1200000 --source budget --purpose work
              taoli unit enter 桃李教育集团 3500.50 --spending --source self_raised \
            --purpose reward --on 2026-01-15 --note 凭证-017
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The group: id or full name.") var group: String
    @Argument(help: "The amount in yuan.", transform: Yuan.fen) var amount: Int64
    @Flag(help: "Money that went out (default: that came in).") var spending = false
    @Option(help: "An id of the policy's funds.sources, e.g. budget, enterprise.") var source:
        String
    @Option(help: "An id of the policy's funds.purposes, e.g. work, reward.") var purpose: String
    @Option(
        help: "The day to which it belongs, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?
    @Option(help: "A voucher's number or the like.") var note = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let entry = try await context.connected(to: .registry) { [self] remote in
            let id = try await UnitFinder(remote: remote, on: nil, rule: .full).groups.id(
                named: group)
            return try await Taoli_Registry_V1_FundService.Client(wrapping: remote.grpc)
                .recordEntry(
                    .with {
                        $0.requestID = requestID
                        $0.groupID = id
                        $0.bookedOn = on?.description ?? ""
                        $0.direction = spending ? "spending" : "income"
                        $0.source = source
                        $0.purpose = purpose
                        $0.fen = amount
                        $0.note = note
                    }
                ).entry
        }
        try context.show(entry)
    }
}

/// `taoli unit reverse`
struct UnitReverse: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "reverse",
        abstract: "Takes an entry of a ledger back by another that counts against it.",
        discussion: """
            Examples:
              taoli unit reverse 0199c2f3-… --reason 金额有误
              taoli unit reverse 0199c2f3-… --on 2026-02-01 --reason 重复记账
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The entry's id.", transform: Parse.id) var entry: String
    @Option(
        help: "The day to which it belongs, YYYY-MM-DD (default: today).", transform: Parse.date)
    var on: CalendarDate?
    @Option(help: "Why; kept with the entry.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let made = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_FundService.Client(wrapping: remote.grpc).reverseEntry(
                .with {
                    $0.requestID = requestID
                    $0.entryID = entry
                    $0.bookedOn = on?.description ?? ""
                    $0.reason = reason
                }
            ).entry
        }
        try context.show(made)
    }
}

/// `taoli unit ledger`
struct UnitLedger: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract:
            "Lists the entries of ledgers, or with --totals sums by year, purpose and source.",
        discussion: """
            Beside the sum of a purpose stands the figure that the policy names for a year; it is
            something to compare with and no check.

            Examples:
              taoli unit ledger 桃李教育集团 --year 2026
              taoli unit ledger --totals --district 450102 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "Only this group: id or name.") var group: String?
    @Option(help: "Only this calendar year.") var year: Int32 = 0
    @Option(help: "Only this source.") var source = ""
    @Option(help: "Only this purpose.") var purpose = ""
    @Option(help: "Only of this district.") var district = ""
    @Flag(help: "Sums instead of entries.") var totals = false

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        if totals {
            try context.show(list: try await sums(context))
        } else {
            try context.show(list: try await entries(context))
        }
    }

    private func entries(_ context: CommandContext) async throws
        -> [Taoli_Registry_V1_LedgerEntry]
    {
        try await context.connected(to: .registry) { [self] remote in
            let id = try await groupID(remote, context)
            let calls = Taoli_Registry_V1_FundService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listEntries(
                    .with {
                        $0.page = .at(cursor)
                        $0.groupID = id
                        $0.year = year
                        $0.source = source
                        $0.purpose = purpose
                        $0.district = district
                    })
                return (page.entries, page.nextCursor)
            }
        }
    }

    private func sums(_ context: CommandContext) async throws -> [Taoli_Registry_V1_FundTotal] {
        try await context.connected(to: .registry) { [self] remote in
            let id = try await groupID(remote, context)
            let calls = Taoli_Registry_V1_FundService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listFundTotals(
                    .with {
                        $0.page = .at(cursor)
                        $0.groupID = id
                        $0.year = year
                        $0.district = district
                    })
                return (page.totals, page.nextCursor)
            }
        }
    }

    private func groupID(_ remote: ServiceClient, _ context: CommandContext) async throws
        -> String
    {
        guard let group else { return "" }
        return try await UnitFinder(remote: remote, on: nil, rule: .part(context)).groups.id(
            named: group)
    }
}
