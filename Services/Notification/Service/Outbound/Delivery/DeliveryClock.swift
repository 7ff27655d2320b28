import Foundation
import Logging
import ServiceLifecycle
import Synchronization
import TaoliHost

/// Plans, sends and watches until the process stops. What is under way then is cut short; another
/// instance, or this one after its next start, finds it and sends it again under the same id.
struct DeliveryClock: Service {
    /// How long nothing to do is believed.
    static let rest: Duration = .seconds(1)
    /// Between looks at lost tries, unread messages and the calendar.
    static let watchInterval: Duration = .seconds(15)
    /// Tries at once.
    static let triesMax = 8

    let context: ServiceContext
    let planner: DeliveryPlanner
    let desk: DeliveryDesk
    let watch: UnreadWatch
    let calendar: CalendarWatch

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await plan() }
                group.addTask { await send() }
                group.addTask { await look() }
            }
        }
    }

    private func plan() async {
        while !Task.isCancelled {
            let planned = await attempting("messages cannot be planned") {
                try await planner.round(at: context.now())
            }
            if planned ?? 0 < DeliveryPlanner.batchMax { await pause(Self.rest) }
        }
    }

    private func look() async {
        while !Task.isCancelled {
            await attempting("lost tries cannot be found") {
                try await desk.sweep(at: context.now())
            }
            await attempting("unread messages cannot be found") {
                _ = try await watch.round(at: context.now())
            }
            await attempting("what is due this month cannot be told") {
                _ = try await calendar.round(at: context.now())
            }
            await pause(Self.watchInterval)
        }
    }

    private func send() async {
        let slots = TrySlots()
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                let free = Self.triesMax - slots.taken
                var begun: [DeliveryDesk.Try] = []
                if free > 0 {
                    begun =
                        await attempting("deliveries cannot be claimed") {
                            try await desk.claim(free, at: context.now())
                        } ?? []
                }
                for one in begun {
                    slots.take()
                    group.addTask {
                        await make(one)
                        slots.giveBack()
                    }
                }
                if begun.isEmpty { await pause(Self.rest) }
            }
        }
    }

    private func make(_ begun: DeliveryDesk.Try) async {
        let result = await desk.send(begun, at: context.now())
        await attempting("the end of a try cannot be noted") {
            try await desk.record(begun, result, at: context.now())
        }
    }

    /// The database may be away: it is tried again.
    @discardableResult
    private func attempting<Value: Sendable>(
        _ problem: Logger.Message, _ body: () async throws -> Value
    ) async -> Value? {
        do {
            return try await body()
        } catch is CancellationError {
            return nil
        } catch {
            if !Task.isCancelled {
                context.logger.error(problem, metadata: ["error": "\(error)"])
            }
            return nil
        }
    }

    private func pause(_ time: Duration) async { try? await Task.sleep(for: time) }
}

/// How many tries are under way.
private final class TrySlots: Sendable {
    private let count = Atomic<Int>(0)

    var taken: Int { count.load(ordering: .relaxed) }

    func take() { count.add(1, ordering: .relaxed) }

    func giveBack() { count.subtract(1, ordering: .relaxed) }
}
