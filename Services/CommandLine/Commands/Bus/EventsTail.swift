import ArgumentParser
import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli events tail`
struct EventsTail: TaoliCommand {
    /// A stream that stays open may last this long before it is opened anew.
    static let streamLifetime = Duration.seconds(24 * 3600)
    /// Time between two attempts to reach a service again while following.
    static let retryInterval = Duration.seconds(2)

    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Shows events that a service has published.",
        discussion: """
            With --follow it stays open, also when the service restarts, and writes one line (or \
            one JSON object) an event.

            Examples:
              taoli events tail --service registry --last 20
              taoli events tail --service registry --from 1 --follow --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "registry, rotation, evaluation or notification.") var service: ServiceName
    @Option(help: "First archive number wanted.") var from: Int64?
    @Option(help: "How many of the newest to begin with, at most 1000 (default: 10).")
    var last: Int32?
    @Flag(help: "Stay open for new events.") var follow = false

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        if follow, global.format == .xlsx {
            throw ValidationError("--follow never ends: no workbook can be written.")
        }
        if from != nil, last != nil { throw ValidationError("Use either --from or --last.") }
        if let from, from < 1 { throw ValidationError("--from begins at 1.") }
        if let last, !(1...1000).contains(last) {
            throw ValidationError("--last is 1 to 1000.")
        }
    }

    func perform(in context: CommandContext) async throws {
        guard follow else {
            let seen = Mutex<[Taoli_Bus_V1_TailEventsResponse]>([])
            try await tail(context, from: from ?? 0) { event in seen.withLock { $0.append(event) } }
            return try context.show(list: seen.withLock { $0 })
        }
        let next = Mutex(from ?? 0)
        while true {
            do {
                try await tail(context, from: next.withLock { $0 }) { event in
                    next.withLock { $0 = event.archiveNumber + 1 }
                    try context.console.data(
                        context.format == .json ? event.json.compact : event.line)
                }
            } catch let failure as ServiceFailure where failure.failure.isTransient {
                context.console.note(
                    context.text("与服务的连接中断，正在重连……", "The connection is lost; trying again …"))
            }
            try await Task.sleep(for: EventsTail.retryInterval)
        }
    }

    private func tail(
        _ context: CommandContext, from first: Int64,
        _ each: @escaping @Sendable (Taoli_Bus_V1_TailEventsResponse) throws -> Void
    ) async throws {
        let request = Taoli_Bus_V1_TailEventsRequest.with {
            $0.from = first
            $0.last = first > 0 ? 0 : last ?? 10
            $0.follow = follow
        }
        let lifetime = follow ? EventsTail.streamLifetime : .seconds(60)
        try await context.connected(to: service, deadline: lifetime) { remote in
            try await Taoli_Bus_V1_BusService.Client(wrapping: remote.grpc).tailEvents(request) {
                response in
                for try await event in response.messages { try each(event) }
            }
        }
    }
}
