import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli body list`
struct BodyList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists bodies that exist on a day, with how many sit in them.",
        discussion: """
            Examples:
              taoli body list --group 桃李教育集团
              taoli body list --kind leading_group --on 2026-09-01 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var owner: OwnerOptions

    @Option(help: "Only of this kind, e.g. council.") var kind = ""
    @Option(help: "The day (default: today).", transform: Parse.date) var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let bodies = try await context.connected(to: .registry) { [self] remote in
            let unit = try await owner.reference(remote, .part(context))
            let calls = Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listBodies(
                    .with {
                        $0.page = .at(cursor)
                        $0.unit = unit
                        $0.kind = kind
                        $0.on = on?.description ?? ""
                    })
                return (page.bodies, page.nextCursor)
            }
        }
        try context.show(list: bodies)
    }
}

/// `taoli body show`
struct BodyShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a body and who sits in it on a day.",
        discussion: """
            Examples:
              taoli body show 0199c2f3-…
              taoli body show 0199c2f3-… --on 2026-09-01 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The body's id.", transform: Parse.id) var id: String
    @Option(help: "The day (default: today).", transform: Parse.date) var on: CalendarDate?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let answer = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc).getBody(
                .with {
                    $0.id = id
                    $0.on = on?.description ?? ""
                })
        }
        try context.show(answer.body, answer.findings)
    }
}

/// `taoli body resolutions`
struct BodyResolutions: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolutions",
        abstract: "Lists matters on agendas and what was decided, newest first.",
        discussion: """
            Examples:
              taoli body resolutions --body 0199c2f3-… --status proposed
              taoli body resolutions --about 东山小学 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only of this body.", transform: Parse.id) var body: String?
    @Option(help: "proposed, adopted, rejected or withdrawn.") var status = ""
    @Option(help: "Only about this school: id, external id or name.") var about: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let items = try await context.connected(to: .registry) { [self] remote in
            var school = ""
            if let about {
                school = try await OwnerOptions.school(named: about, .part(context), remote)
            }
            let wanted = school
            let calls = Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listResolutions(
                    .with {
                        $0.page = .at(cursor)
                        $0.bodyID = body ?? ""
                        $0.status = status
                        $0.schoolID = wanted
                    })
                return (page.resolutions, page.nextCursor)
            }
        }
        try context.show(list: items)
    }
}

/// `taoli body resolution`
struct BodyResolution: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolution",
        abstract: "Shows a matter: advice, session, votes and minutes.",
        discussion: """
            Examples:
              taoli body resolution 0199c2f5-…
              taoli body resolution 0199c2f5-… --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The resolution's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let item = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc)
                .getResolution(.with { $0.id = id }).resolution
        }
        try context.show(item)
    }
}

/// `taoli body history`
struct BodyHistory: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Shows what happened to a body, its members and its agenda, oldest first.",
        discussion: """
            Examples:
              taoli body history 0199c2f3-…
              taoli body history 0199c2f3-… --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The body's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let changes = try await context.connected(to: .registry) { [id] remote in
            let calls = Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.bodyHistory(
                    .with {
                        $0.id = id
                        $0.page = .at(cursor)
                    })
                return (page.changes, page.nextCursor)
            }
        }
        try context.show(list: changes)
    }
}
