import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli verdict list`
struct VerdictList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists what units and schools got, year after year, with warnings and naming.",
        discussion: """
            Examples:
              taoli verdict list --pack XN
              taoli verdict list --group 桃李教育集团 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only under this pack.") var pack = ""
    @Option(help: "Only of this group: id or name.") var group: String?
    @Option(help: "Only of this school: id, external id or name.") var school: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let units = try await context.unitIDs(group: group, school: school, .part(context))
        let records = try await context.connected(to: .evaluation) { [self] remote in
            let calls = Taoli_Evaluation_V1_VerdictService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listVerdicts(
                    .with {
                        $0.page = .at(cursor)
                        $0.pack = pack
                        $0.groupID = units.group
                        $0.schoolID = units.school
                    })
                return (page.records, page.nextCursor)
            }
        }
        try context.show(list: records)
    }
}

/// `taoli verdict name`
struct VerdictName: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "name",
        abstract: "Names a unit that reached every standard (SH-13).",
        discussion: """
            Examples:
              taoli verdict name 桃李教育集团 --pack SH
              taoli verdict name 桃李教育集团 --pack SH --on 2025-12-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The group: id or full name.") var group: String
    @Option(help: "The pack's id.") var pack: String
    @Option(help: "The day (default: today).") var on = ""
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let ids = try await context.groupIDs([group], .full)
        let requestID = CommandContext.requestID()
        let record = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_VerdictService.Client(wrapping: remote.grpc).nameUnit(
                .with {
                    $0.requestID = requestID
                    $0.groupID = ids[0]
                    $0.pack = pack
                    $0.namedOn = on
                    $0.reason = reason
                }
            ).record
        }
        try context.show(record)
    }
}

/// `taoli verdict review`
struct VerdictReview: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Records that a named unit passed its review, three to five years after naming.",
        discussion: """
            Examples:
              taoli verdict review 桃李教育集团 --pack SH
              taoli verdict review 桃李教育集团 --pack SH --on 2029-05-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The group: id or full name.") var group: String
    @Option(help: "The pack's id.") var pack: String
    @Option(help: "The day (default: today).") var on = ""
    @Option(help: "Why; kept in the audit.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let ids = try await context.groupIDs([group], .full)
        let requestID = CommandContext.requestID()
        let record = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_VerdictService.Client(wrapping: remote.grpc).passReview(
                .with {
                    $0.requestID = requestID
                    $0.groupID = ids[0]
                    $0.pack = pack
                    $0.reviewedOn = on
                    $0.reason = reason
                }
            ).record
        }
        try context.show(record)
    }
}

/// `taoli verdict grounds`
struct VerdictGrounds: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "grounds",
        abstract:
            "Records grounds of the negative list: together they disqualify or revoke a name.",
        discussion: """
            Examples:
              taoli verdict grounds 桃李教育集团 --pack SH --ground breach --ground impact \
            --evidence 沪教处〔2025〕3号 --reason 违规招生
              taoli verdict grounds 0199c2f3-… --pack SH --ground breach --ground impact \
            --evidence 调查报告 --reason 造成不良影响 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The group: id or full name.") var group: String
    @Option(help: "The pack's id.") var pack: String
    @Option(help: "A ground's id in the pack; may be repeated.") var ground: [String]
    @Option(help: "What shows them.") var evidence: String
    @Option(help: "What happened.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let ids = try await context.groupIDs([group], .full)
        let requestID = CommandContext.requestID()
        let record = try await context.connected(to: .evaluation) { [self] remote in
            try await Taoli_Evaluation_V1_VerdictService.Client(wrapping: remote.grpc)
                .recordGrounds(
                    .with {
                        $0.requestID = requestID
                        $0.groupID = ids[0]
                        $0.pack = pack
                        $0.grounds = ground
                        $0.evidence = evidence
                        $0.reason = reason
                    }
                ).record
        }
        try context.show(record)
    }
}
