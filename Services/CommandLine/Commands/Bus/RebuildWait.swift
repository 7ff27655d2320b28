import GRPCCore
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// Waits until a rebuild has caught up, and tells how far it is.
struct RebuildWait: Sendable {
    static let pollInterval = Duration.seconds(1)

    let context: CommandContext
    let service: ServiceName
    let rebuild: Taoli_Bus_V1_RebuildStatus

    /// - Throws: ``CommandFailure`` when the rebuild was dropped, or has set events aside that the
    ///   copy in use has not: a person must look.
    func caughtUp() async throws {
        var progress = Progress(context.console, context.language)
        defer { progress.finish() }
        let (consumer, generation) = (rebuild.consumer, rebuild.fillingGeneration)
        while true {
            let found = try await context.connected(to: service) { remote in
                try await Taoli_Bus_V1_BusService.Client(wrapping: remote.grpc)
                    .busStatus(.init()).rebuilds.first { $0.consumer == consumer }
            }
            guard let found, found.fillingGeneration == generation else {
                throw CommandFailure(
                    .dataInvalid,
                    Wording("重建已被切换或放弃。", "The rebuild was switched or dropped meanwhile."),
                    next: Wording("请查看 bus status。", "See bus status."))
            }
            if found.caughtUp { return }
            if found.behind == 0, found.parkedFilling > found.parkedActive {
                throw parked(found)
            }
            progress.show(
                Wording("重建", "rebuilding"), done: max(0, found.knownActive - found.behind),
                of: found.knownActive)
            try await Task.sleep(for: RebuildWait.pollInterval)
        }
    }

    private func parked(_ found: Taoli_Bus_V1_RebuildStatus) -> CommandFailure {
        let name = "\(found.consumer)@\(found.fillingGeneration)"
        return CommandFailure(
            .dataInvalid,
            Wording(
                "新一代搁置了 \(found.parkedFilling) 条事件，未切换。",
                "The new generation has set \(found.parkedFilling) events aside; not switched."),
            place: name,
            next: Wording(
                "请用 bus parked list --consumer \(name) 查看，重试或丢弃后执行 bus switch。",
                "See bus parked list --consumer \(name); retry or discard them, then bus switch."))
    }
}
