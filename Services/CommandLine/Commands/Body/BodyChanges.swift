import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli body establish`
struct BodyEstablish: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "establish",
        abstract: "Establishes a body of a kind that the district's policy has for the unit.",
        discussion: """
            Examples:
              taoli body establish council --group 桃李教育集团 --from 2026-09-01
              taoli body establish leading_group --unit district/440105 --from 2026-09-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var owner: OwnerOptions

    @Argument(help: "The kind in the policy, e.g. council, supervisors, office.") var kind: String
    @Option(help: "What it is called (default: as the policy calls the kind).") var name = ""
    @Option(help: "First day, YYYY-MM-DD.", transform: Parse.date) var from: CalendarDate
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func validate() throws { try owner.requireOne() }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let body = try await context.connected(to: .registry) { [self] remote in
            let unit = try await owner.reference(remote, .full)
            return try await Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc)
                .establishBody(
                    .with {
                        $0.requestID = requestID
                        $0.kind = kind
                        $0.unit = unit
                        $0.name = name
                        $0.from = from.description
                        $0.reason = reason
                    }
                ).body
        }
        try context.show(body, [])
    }
}

/// `taoli body dissolve`
struct BodyDissolve: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "dissolve",
        abstract: "Ends a body and every post in it.",
        discussion: """
            Examples:
              taoli body dissolve 0199c2f3-… --on 2027-09-01
              taoli body dissolve 0199c2f3-… --on 2027-09-01 --reason 集团调整
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The body's id.", transform: Parse.id) var id: String
    @Option(help: "First day on which it no longer exists.", transform: Parse.date)
    var on: CalendarDate
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let body = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc).dissolveBody(
                .with {
                    $0.requestID = requestID
                    $0.bodyID = id
                    $0.on = on.description
                    $0.reason = reason
                }
            ).body
        }
        try context.show(body, [])
    }
}

/// `taoli body appoint`
struct BodyAppoint: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "appoint",
        abstract: "Appoints a person, or whoever holds an office, to a post of a body.",
        discussion: """
            Where the policy names no posts for a body, the post is called member.

            Examples:
              taoli body appoint 0199c2f3-… chair --office 校长 --school 桃李小学 --from 2026-09-01
              taoli body appoint 0199c2f3-… council_member --person 0199d001-… --from 2026-09-01 \
            --until 2029-09-01
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var sitsFor: OwnerOptions

    @Argument(help: "The body's id.", transform: Parse.id) var id: String
    @Argument(help: "The post in the policy, e.g. chair.") var post: String
    @Option(help: "The person's id.", transform: Parse.id) var person: String?
    @Option(help: "The office that holds it, e.g. 局长; no person's name.") var office: String?
    @Option(help: "First day in the post.", transform: Parse.date) var from: CalendarDate
    @Option(help: "First day no longer in it.", transform: Parse.date) var until: CalendarDate?
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard (person == nil) != (office == nil) else {
            throw ValidationError("Name --person or --office, not both.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .registry) { [self] remote in
            let unit = try await sitsFor.reference(remote, .full)
            return try await Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc)
                .appointMember(
                    .with {
                        $0.requestID = requestID
                        $0.bodyID = id
                        $0.post = post
                        $0.personID = person ?? ""
                        $0.office = office ?? ""
                        $0.unit = unit
                        $0.from = from.description
                        $0.until = until?.description ?? ""
                        $0.reason = reason
                    })
        }
        try context.show(answer.body, answer.findings)
    }
}

/// `taoli body release`
struct BodyRelease: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Ends an appointment on a day.",
        discussion: """
            Examples:
              taoli body release 0199c2f3-… 0199c2f4-… --until 2027-09-01
              taoli body release 0199c2f3-… 0199c2f4-… --until 2027-09-01 --reason 调任
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The body's id.", transform: Parse.id) var id: String
    @Argument(help: "The appointment's id.", transform: Parse.id) var appointment: String
    @Option(help: "First day no longer in the post.", transform: Parse.date)
    var until: CalendarDate
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let answer = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_BodyService.Client(wrapping: remote.grpc).releaseMember(
                .with {
                    $0.requestID = requestID
                    $0.bodyID = id
                    $0.appointmentID = appointment
                    $0.until = until.description
                    $0.reason = reason
                })
        }
        try context.show(answer.body, answer.findings)
    }
}
