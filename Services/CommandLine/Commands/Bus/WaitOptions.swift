import ArgumentParser
import GRPCCore
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// How long an order's outcome is waited for.
struct WaitOptions: ParsableArguments {
    @Option(help: "Seconds to wait for the outcome; the order goes on without you.")
    var wait: Int = 30

    func validate() throws {
        guard (0...3600).contains(wait) else { throw ValidationError("--wait is 0 to 3600.") }
    }

    /// Gives an order and shows what became of it. The same request id asks again.
    ///
    /// - Throws: ``QuietExit`` 75 when the order is not carried out yet.
    func follow(
        _ service: ServiceName, _ context: CommandContext,
        _ give:
            @escaping @Sendable (any Taoli_Bus_V1_BusService.ClientProtocol) async throws ->
            Taoli_Bus_V1_BusOrder
    ) async throws {
        let end = ContinuousClock.now + .seconds(wait)
        let order = try await context.connected(to: service) { remote in
            let calls = Taoli_Bus_V1_BusService.Client(wrapping: remote.grpc)
            var order = try await give(calls)
            while !order.finished, ContinuousClock.now < end { order = try await give(calls) }
            return order
        }
        try context.show(order)
        guard !order.finished else { return }
        context.console.note(
            context.text(
                "命令 \(order.number) 已登记，尚未执行：由租约持有者执行，结果见 bus status 和 bus parked list。",
                "Order \(order.number) is kept and not carried out yet: the holder of the lease does "
                    + "it. See bus status and bus parked list."))
        throw QuietExit(status: .tryAgain)
    }
}

extension Confirmation {
    /// Whether a change may go on: by `--yes`, or by the person's answer.
    ///
    /// - Throws: ``CommandFailure`` when nobody can be asked.
    static func given(_ yes: Bool, _ question: Wording, _ context: CommandContext) throws -> Bool {
        if yes { return true }
        try requireTerminal(context)
        if ask(question, context) { return true }
        context.console.note(context.text("没有任何改动。", "Nothing was changed."))
        return false
    }
}
