import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli placement …`
struct PlacementCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "placement",
        abstract: "Placements, by plan or arranged singly, and what follows from them.",
        discussion: """
            Examples:
              taoli placement list --school 桃李中学 --state active
              taoli placement certificate 0199d001-…
            """,
        subcommands: [
            PlacementList.self, PlacementShow.self, PlacementArrange.self,
            PlacementDispatch.self, PlacementNotify.self, PlacementBegin.self,
            PlacementAppraise.self, PlacementExtend.self, PlacementEnd.self,
            PlacementComplete.self, PlacementCertificate.self, PlacementQuota.self,
            PlacementDuties.self, PlacementTakeUp.self, PlacementAllowances.self,
            PlacementAllowanceRate.self, PlacementAllowanceRates.self,
            PlacementEstablishment.self,
        ])
}

extension CommandContext {
    /// Calls of placements, as the caller.
    func placements<Result: Sendable>(
        _ body:
            @Sendable (any Taoli_Rotation_V1_PlacementService.ClientProtocol)
            async throws -> Result
    ) async throws -> Result {
        try await connected(to: .rotation) { remote in
            try await body(Taoli_Rotation_V1_PlacementService.Client(wrapping: remote.grpc))
        }
    }

    /// Calls of what follows from placements, as the caller.
    func entitlements<Result: Sendable>(
        _ body:
            @Sendable (any Taoli_Rotation_V1_EntitlementService.ClientProtocol)
            async throws -> Result
    ) async throws -> Result {
        try await connected(to: .rotation) { remote in
            try await body(Taoli_Rotation_V1_EntitlementService.Client(wrapping: remote.grpc))
        }
    }

    /// The id of a school that is named by id, external id or name; empty for none.
    func schoolID(_ name: String?, _ rule: NameRule) async throws -> String {
        guard let name else { return "" }
        return try await connected(to: .registry) { remote in
            try await OwnerOptions.school(named: name, rule, remote)
        }
    }
}

/// `taoli placement list`
struct PlacementList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists placements, newest first.",
        discussion: """
            Examples:
              taoli placement list --plan 0199c2f3-…
              taoli placement list --school 桃李中学 --state active --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only of this plan.", transform: Parse.id) var plan: String?
    @Option(help: "Only of this teacher: id.", transform: Parse.id) var person: String?
    @Option(help: "Only from or to this school: id, external id or name.") var school: String?
    @Option(
        help: ArgumentHelp("Only of this school year's plans.", valueName: "year"),
        transform: Parse.schoolYear)
    var schoolYear: SchoolYear?
    @Option(help: "decided, notified, active, appraised, completed or ended.") var state = ""
    @Option(help: "Only of this kind, e.g. secondment.") var kind = ""
    @Option(help: "Only of this team: id.", transform: Parse.id) var team: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let wanted = try await context.schoolID(school, .part(context))
        let found = try await context.placements { [self] calls in
            try await CommandContext.allPages { cursor in
                let page = try await calls.listPlacements(
                    .with {
                        $0.planID = plan ?? ""
                        $0.personID = person ?? ""
                        $0.schoolID = wanted
                        $0.schoolYear = schoolYear?.description ?? ""
                        $0.state = state
                        $0.kind = kind
                        $0.teamID = team ?? ""
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                    })
                return (page.placements, page.nextCursor)
            }
        }
        try context.show(list: found)
    }
}

/// `taoli placement show`
struct PlacementShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a placement with its appraisals.",
        discussion: """
            Examples:
              taoli placement show 0199c2f3-…
              taoli placement show 0199c2f3-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The placement's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let placement = try await context.placements { [id] calls in
            try await calls.getPlacement(.with { $0.id = id }).placement
        }
        try context.show(placement)
    }
}

/// `taoli placement certificate`
struct PlacementCertificate: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "certificate",
        abstract: "States a teacher's verified months at other schools, by unit (SH-6).",
        discussion: """
            Months count once the receiving school has confirmed the beginning. The fingerprint is \
            the same for every print of the same facts.

            Examples:
              taoli placement certificate 0199d001-…
              taoli placement certificate 0199d001-… --on 2028-09-01 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The teacher's id.", transform: Parse.id) var person: String
    @Option(help: "Months until this day (default: today).", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let answer = try await context.placements { [self] calls in
            try await calls.getCertificate(
                .with {
                    $0.personID = person
                    $0.on = on?.description ?? ""
                })
        }
        try context.show(answer, sections: [context.section(answer.lines)])
    }
}

/// `taoli placement quota`
struct PlacementQuota: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "quota",
        abstract: "Shows per school the year's quota, its flow, and the stock on a day.",
        discussion: """
            Examples:
              taoli placement quota --school-year 2026-2027
              taoli placement quota --school-year 2026-2027 --group 桃李教育集团 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(
        help: ArgumentHelp("The school year.", valueName: "year"), transform: Parse.schoolYear)
    var schoolYear: SchoolYear
    @Option(help: "Only this group: id or name.") var group: String?
    @Option(help: "The day of the stock (default: today).", transform: Parse.date)
    var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let groupID = try await UnitOptions.groupID(
            group, on: nil, .part(context), context)
        let quotas = try await context.placements { [self] calls in
            try await CommandContext.allPages { cursor in
                let page = try await calls.listQuotas(
                    .with {
                        $0.schoolYear = schoolYear.description
                        $0.groupID = groupID
                        $0.on = on?.description ?? ""
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                    })
                return (page.quotas, page.nextCursor)
            }
        }
        try context.show(list: quotas)
    }
}
