import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli body propose`
struct BodyPropose: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Puts a matter on a body's agenda.",
        discussion: """
            Examples:
              taoli body propose 0199c2f3-… --title 校舍扩建 --matter member --about 东山小学
              taoli body propose 0199c2f3-… --title 学年工作计划 --matter document \
            --document 0199c2f6-… --document-version 1
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The body's id.", transform: Parse.id) var id: String
    @Option(help: "What it is called.") var title: String
    @Option(help: "member (a member's major matter), document, case or general.")
    var matter = "general"
    @Option(help: "The member school concerned: id, external id or full name.") var about: String?
    @Option(help: "With --matter document: its id.", transform: Parse.id) var document: String?
    @Option(help: "With --matter document: the version.") var documentVersion: Int32 = 0
    @Option(name: .customLong("case"), help: "With --matter case: its id.", transform: Parse.id)
    var item: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let proposed = try await context.connected(to: .registry) { [self] remote in
            var school = ""
            if let about { school = try await OwnerOptions.school(named: about, .full, remote) }
            let concerned = school
            return try await Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc)
                .proposeResolution(
                    .with {
                        $0.requestID = requestID
                        $0.bodyID = id
                        $0.title = title
                        $0.matter = matter
                        $0.schoolID = concerned
                        $0.documentID = document ?? ""
                        $0.documentVersion = documentVersion
                        $0.caseID = item ?? ""
                    }
                ).resolution
        }
        try context.show(proposed)
    }
}

/// `taoli body advise`
struct BodyAdvise: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "advise",
        abstract: "Attaches an expert committee's advice to a matter before it is decided.",
        discussion: """
            Examples:
              taoli body advise 0199c2f5-… --by 0199c2f7-… --reference 咨询意见3号 --on 2026-09-10
              taoli body advise 0199c2f5-… --by 0199c2f7-… --reference 意见 --on 2026-09-10 \
            --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The resolution's id.", transform: Parse.id) var id: String
    @Option(help: "The committee's id.", transform: Parse.id) var by: String
    @Option(help: "Number or address of the advice.") var reference: String
    @Option(help: "The day of the advice.", transform: Parse.date) var on: CalendarDate

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let item = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc)
                .adviseResolution(
                    .with {
                        $0.requestID = requestID
                        $0.resolutionID = id
                        $0.adviserID = by
                        $0.reference = reference
                        $0.on = on.description
                    }
                ).resolution
        }
        try context.show(item)
    }
}

/// `taoli body resolve`
struct BodyResolve: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Records the session that decided a matter; the count says what came out.",
        discussion: """
            Give everybody who was there with --present, and either one --ballot for each or the \
            --tally.

            Examples:
              taoli body resolve 0199c2f5-… --held-on 2026-09-15 --minutes 纪要1号 \
            --present 0199c2f4-… --present 0199c2f8-… --tally 2/0/0
              taoli body resolve 0199c2f5-… --held-on 2026-09-15 --minutes 纪要1号 \
            --present 0199c2f4-… --ballot 0199c2f4-…=favour --hearing 陈述记录2号
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The resolution's id.", transform: Parse.id) var id: String
    @Option(help: "The day of the session.", transform: Parse.date) var heldOn: CalendarDate
    @Option(help: "Number or address of the minutes.") var minutes: String
    @Option(
        help: "Appointment of somebody who was there; may be repeated.", transform: Parse.id)
    var present: [String] = []
    @Option(
        help: ArgumentHelp(
            "Who voted how: favour, against or abstained; may be repeated.",
            valueName: "appointment=choice"), transform: Parse.pair)
    var ballot: [(key: String, value: String)] = []
    @Option(
        help: ArgumentHelp("Only the count.", valueName: "favour/against/abstained"),
        transform: Parse.tally)
    var tally: [Int32]?
    @Option(help: "Where the member concerned was heard, or that it waived it.") var hearing = ""
    @Option(help: "The rule of votes, where the policy has several.") var rule = ""

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard ballot.isEmpty != (tally == nil) else {
            throw ValidationError("Give --ballot for each, or --tally.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let request = request(CommandContext.requestID())
        let item = try await context.connected(to: .registry) { remote in
            try await Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc)
                .decideResolution(request).resolution
        }
        try context.show(item)
    }

    private func request(_ requestID: String) -> Taoli_Registry_V1_DecideResolutionRequest {
        .with {
            $0.requestID = requestID
            $0.resolutionID = id
            $0.heldOn = heldOn.description
            $0.rule = rule
            $0.present = present
            $0.ballots = ballot.map { given in
                .with {
                    $0.appointmentID = given.key
                    $0.choice = given.value
                }
            }
            if let tally {
                $0.tally = .with {
                    $0.inFavour = tally[0]
                    $0.against = tally[1]
                    $0.abstained = tally[2]
                }
            }
            $0.hearing = hearing
            $0.minutes = minutes
        }
    }
}

/// `taoli body withdraw`
struct BodyWithdraw: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "withdraw",
        abstract: "Takes a matter off the agenda before it is decided.",
        discussion: """
            Examples:
              taoli body withdraw 0199c2f5-…
              taoli body withdraw 0199c2f5-… --reason 另行提出
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The resolution's id.", transform: Parse.id) var id: String
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let item = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc)
                .withdrawResolution(
                    .with {
                        $0.requestID = requestID
                        $0.resolutionID = id
                        $0.reason = reason
                    }
                ).resolution
        }
        try context.show(item)
    }
}

extension Parse {
    /// `7/1/0`: in favour, against, abstained.
    static func tally(_ text: String) throws -> [Int32] {
        let parts = text.split(separator: "/").map { Int32($0) }
        guard parts.count == 3, parts.allSatisfy({ $0 != nil }) else {
            throw ValidationError("'\(text)' is not FAVOUR/AGAINST/ABSTAINED, e.g. 7/1/0.")
        }
        return parts.compactMap { $0 }
    }
}
