import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli cycle show`
struct CycleShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a cycle: members, where it stands, hashes, objections.",
        discussion: """
            Examples:
              taoli cycle show 0199c2f3-…
              taoli cycle show 0199c2f3-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The cycle's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let cycle = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc)
                .getCycle(.with { $0.id = id }).cycle
        }
        try context.show(cycle)
    }
}

/// `taoli cycle list`
struct CycleList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists cycles that concern you, the newest year first.",
        discussion: """
            Examples:
              taoli cycle list --pack XN
              taoli cycle list --year 2024-2025 --status published --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only under this pack.") var pack = ""
    @Option(help: "Only of this year.") var year = ""
    @Option(help: "open, contesting, published or withdrawn.") var status = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let cycles = try await context.connected(to: .evaluation) { [self] remote in
            let calls = Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listCycles(
                    .with {
                        $0.page = .at(cursor)
                        $0.pack = pack
                        $0.year = year
                        $0.status = status
                    })
                return (page.cycles, page.nextCursor)
            }
        }
        try context.show(list: cycles)
    }
}

/// `taoli cycle inputs`
struct CycleInputs: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "inputs",
        abstract: "Lists what was recorded for a cycle.",
        discussion: """
            Examples:
              taoli cycle inputs 0199c2f3-…
              taoli cycle inputs 0199c2f3-… --format csv > inputs.csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The cycle's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let inputs = try await context.connected(to: .evaluation) { [self] remote in
            let calls = Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listInputs(
                    .with {
                        $0.page = .at(cursor)
                        $0.cycleID = id
                    })
                return (page.inputs, page.nextCursor)
            }
        }
        try context.show(list: inputs)
    }
}

/// `taoli cycle results`
struct CycleResults: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "results",
        abstract: "Lists results with figure, threshold, sample, estimator, source and clause.",
        discussion: """
            A school sees its own from the day they are computed, others' once they are published.

            Examples:
              taoli cycle results 0199c2f3-… --group 桃李教育集团
              taoli cycle results 0199c2f3-… --against --format xlsx --output results.xlsx
              taoli cycle results 0199c2f3-… --computation 1
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The cycle's id.", transform: Parse.id) var id: String
    @Option(help: "Only this group's: id or name.") var group: String?
    @Option(help: "Only this school's: id, external id or name.") var school: String?
    @Option(help: "A published computation that was corrected since (default: the last one).")
    var computation: Int32 = 0
    @Flag(help: "Only what stands in the way.") var against = false

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let units = try await context.unitIDs(group: group, school: school, .part(context))
        let results = try await context.connected(to: .evaluation) { [self] remote in
            let calls = Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listResults(
                    .with {
                        $0.page = .at(cursor)
                        $0.cycleID = id
                        $0.groupID = units.group
                        $0.schoolID = units.school
                        $0.computation = computation
                    })
                return (page.results, page.nextCursor)
            }
        }
        try context.show(list: against ? results.filter(\.against) : results)
    }
}

/// `taoli cycle verify`
struct CycleVerify: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract:
            "Computes again from what was frozen and compares every byte; exit code 65 if not the same.",
        discussion: """
            Examples:
              taoli cycle verify 0199c2f3-…
              taoli cycle verify 0199c2f3-… --lang en
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The cycle's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let answer = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_CycleService.Client(wrapping: remote.grpc)
                .verifyCycle(.with { $0.cycleID = id })
        }
        try context.console.data(answer.hash)
        guard answer.same else {
            throw CommandFailure(
                .dataInvalid,
                Wording(
                    "重算结果与已核定的不同：\(answer.cycle.hash)。",
                    "It came out otherwise than frozen: \(answer.cycle.hash)."),
                next: Wording("请联系管理员核对数据库。", "Let an operator look at the database."))
        }
        context.console.note(context.text("逐字节相同。", "The same bytes."))
    }
}
