import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli bus parked …`
struct BusParkedCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parked",
        abstract: "Events that a consumer could not apply.",
        discussion: """
            Examples:
              taoli bus parked list --service rotation
              taoli bus parked retry group/0199c2f3-… --consumer rotation-registry --service rotation
            """,
        subcommands: [BusParkedList.self, BusParkedRetry.self, BusParkedDiscard.self])
}

/// `taoli bus parked list`
struct BusParkedList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists events set aside, oldest first.",
        discussion: """
            Without --service it asks the four services; exit code 69 when one does not answer.

            Examples:
              taoli bus parked list
              taoli bus parked list --service rotation --consumer rotation-registry --class failed
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "registry, rotation, evaluation or notification (default: all).")
    var service: ServiceName?
    @Option(help: "Only this consumer's.") var consumer = ""
    @Option(name: .customLong("class"), help: "gap, failed, poison, conflict or follower.")
    var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        var events: [Taoli_Bus_V1_ParkedEvent] = []
        var isWhole = true
        for asked in service.map({ [$0] }) ?? ServiceName.allCases {
            do {
                events += try await parked(asked, context)
            } catch let failure as ServiceFailure where service == nil {
                let error = ErrorReport(failure)
                guard error.status == .unavailable || error.status == .tryAgain else {
                    throw failure
                }
                context.console.writeNote(error.text(in: context.language))
                isWhole = false
            }
        }
        try context.show(list: events)
        guard isWhole else { throw QuietExit(status: .unavailable) }
    }

    private func parked(
        _ service: ServiceName, _ context: CommandContext
    ) async throws -> [Taoli_Bus_V1_ParkedEvent] {
        try await context.connected(to: service) { [self] remote in
            let calls = Taoli_Bus_V1_BusService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listParked(
                    .with {
                        $0.consumer = consumer
                        $0.class = reason
                        $0.pageSize = CommandContext.pageSize
                        $0.cursor = cursor
                    })
                return (page.events, page.nextCursor)
            }
        }
    }
}

/// `taoli bus parked retry`
struct BusParkedRetry: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Applies an aggregate's parked events again, in order.",
        discussion: """
            Examples:
              taoli bus parked retry group/0199c2f3-… --consumer rotation-registry --service rotation
              taoli bus parked retry --event 0199c2f4-… --consumer rotation-registry --service rotation
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var bus: BusOptions
    @OptionGroup var waiting: WaitOptions

    @Argument(help: "The aggregate, TYPE/ID, as the list shows it.") var subject: String?
    @Option(help: "Instead: the event's id.", transform: Parse.id) var event: String?
    @Option(help: "Whose events.") var consumer: String

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard (subject == nil) != (event == nil) else {
            throw ValidationError("Give either TYPE/ID or --event.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let request = Taoli_Bus_V1_RetryParkedRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.consumer = consumer
            $0.subject = subject ?? ""
            $0.eventID = event ?? ""
            $0.reason = bus.reason
        }
        try await waiting.follow(bus.service, context) { calls in
            try await calls.retryParked(request).order
        }
    }
}

/// `taoli bus parked discard`
struct BusParkedDiscard: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "discard",
        abstract: "Drops one parked event for good; later ones of its aggregate go on.",
        discussion: """
            Examples:
              taoli bus parked discard 0199c2f4-… --consumer rotation-registry \
            --service rotation --reason 重复登记
              taoli bus parked discard 0199c2f4-… --consumer rotation-registry@2 \
            --service rotation --reason 重复登记 --yes
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var bus: BusOptions
    @OptionGroup var waiting: WaitOptions

    @Argument(help: "The event's id.", transform: Parse.id) var event: String
    @Option(help: "Whose event.") var consumer: String
    @Flag(help: "Do not ask.") var yes = false

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard !bus.reason.isEmpty else { throw ValidationError("--reason is needed.") }
    }

    func perform(in context: CommandContext) async throws {
        let question = Wording(
            "丢弃事件 \(event)？\(consumer) 将永远不会应用它。",
            "Discard event \(event)? \(consumer) will never apply it.")
        guard try Confirmation.given(yes, question, context) else { return }
        let request = Taoli_Bus_V1_DiscardParkedRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.consumer = consumer
            $0.eventID = event
            $0.reason = bus.reason
        }
        try await waiting.follow(bus.service, context) { calls in
            try await calls.discardParked(request).order
        }
    }
}
