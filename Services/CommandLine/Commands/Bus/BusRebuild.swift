import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli bus rebuild`
struct BusRebuild: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Fills a projection anew beside the one in use.",
        discussion: """
            The copy in use stays as it is until the switch. With --switch the command waits until \
            the new generation has caught up and switches; interrupted, it leaves the rebuild going.

            Examples:
              taoli bus rebuild rotation-registry --service rotation --switch
              taoli bus rebuild rotation-registry --service rotation --abandon
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var bus: BusOptions

    @Argument(help: "The consumer.") var consumer: String
    @Flag(name: .customLong("switch"), help: "Switch as soon as it has caught up.")
    var switches = false
    @Flag(help: "Drop the generation that is being filled.") var abandon = false
    @Flag(help: "Do not ask.") var yes = false

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        if switches, abandon { throw ValidationError("Use either --switch or --abandon.") }
    }

    func perform(in context: CommandContext) async throws {
        if abandon { return try await drop(context) }
        let request = Taoli_Bus_V1_BeginRebuildRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.consumer = consumer
            $0.reason = bus.reason
        }
        let begun = try await BusRebuild.connected(bus.service, context) { calls in
            try await calls.beginRebuild(request).rebuild
        }
        guard switches else {
            try context.show(begun)
            return context.console.note(
                context.text(
                    "进度见 bus status；追上后执行 bus switch \(begun.consumer)。",
                    "See bus status for its progress; then bus switch \(begun.consumer)."))
        }
        context.console.farewell.set(
            context.text(
                "\n已中断，重建继续进行；之后执行 taoli bus switch \(begun.consumer)。\n",
                "\nInterrupted; the rebuild goes on. Later: taoli bus switch \(begun.consumer)\n"))
        try await RebuildWait(context: context, service: bus.service, rebuild: begun).caughtUp()
        try await BusSwitch.perform(begun.consumer, bus, context)
    }

    private func drop(_ context: CommandContext) async throws {
        let question = Wording(
            "放弃 \(consumer) 正在重建的一代？", "Drop the generation of \(consumer) being filled?")
        guard try Confirmation.given(yes, question, context) else { return }
        let request = Taoli_Bus_V1_AbandonRebuildRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.consumer = consumer
            $0.reason = bus.reason
        }
        let generation = try await BusRebuild.connected(bus.service, context) { calls in
            try await calls.abandonRebuild(request).generation
        }
        context.console.note(
            context.text("第 \(generation) 代已放弃。", "Generation \(generation) is dropped."))
    }

    /// Tables are copied and dropped while the call waits: it gets the long deadline.
    static func connected<Value: Sendable>(
        _ service: ServiceName, _ context: CommandContext,
        _ body:
            @escaping @Sendable (any Taoli_Bus_V1_BusService.ClientProtocol) async throws -> Value
    ) async throws -> Value {
        try await context.connected(to: service, deadline: .seconds(30)) { remote in
            try await body(Taoli_Bus_V1_BusService.Client(wrapping: remote.grpc))
        }
    }
}
