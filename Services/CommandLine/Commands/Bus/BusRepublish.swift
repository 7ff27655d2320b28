import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli bus republish`
struct BusRepublish: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "republish",
        abstract: "Sends archived events again; consumers recognise those they have.",
        discussion: """
            Examples:
              taoli bus republish --topic taoli.registry.group --from 1200 --through 1300 \
            --service registry
              taoli bus republish --aggregate group/0199c2f3-… --service registry
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var bus: BusOptions
    @OptionGroup var waiting: WaitOptions

    @Option(help: "A topic of the service.") var topic: String?
    @Option(help: "First archive number (default: the first).") var from: Int64?
    @Option(help: "Last archive number (default: the last).") var through: Int64?
    @Option(help: "Instead of a topic: one aggregate, TYPE/ID.") var aggregate: String?

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard (topic == nil) != (aggregate == nil) else {
            throw ValidationError("Give either --topic or --aggregate.")
        }
        guard aggregate == nil || (from == nil && through == nil) else {
            throw ValidationError("--from and --through go with --topic.")
        }
        guard (from ?? 1) >= 1, (through ?? .max) >= (from ?? 1) else {
            throw ValidationError("--from begins at 1 and is not above --through.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let request = Taoli_Bus_V1_RepublishEventsRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.topic = topic ?? ""
            $0.from = from ?? 0
            $0.through = through ?? 0
            $0.subject = aggregate ?? ""
            $0.reason = bus.reason
        }
        try await waiting.follow(bus.service, context) { calls in
            try await calls.republishEvents(request).order
        }
    }
}
