import Foundation
package import GRPCCore
package import TaoliMessaging
import TaoliModels
import TaoliRuntime

/// Sends bulk calls away while the outbox holds too much; all others pass unasked.
/// Source: messaging.md, Back-pressure.
package struct PressureInterceptor: ServerInterceptor {
    private let bulkMethods: Set<String>
    private let pressure: OutboxPressure

    /// - Parameter bulkMethods: fully qualified methods.
    package init(bulkMethods: Set<String>, pressure: OutboxPressure) {
        self.bulkMethods = bulkMethods
        self.pressure = pressure
    }

    package func intercept<Input: Sendable, Output: Sendable>(
        request: StreamingServerRequest<Input>, context: ServerContext,
        next:
            @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
            StreamingServerResponse<Output>
    ) async throws -> StreamingServerResponse<Output> {
        if bulkMethods.contains(context.descriptor.fullyQualifiedMethod) { try await admit() }
        return try await next(request, context)
    }

    /// - Throws: ``CallFailure/overloaded(_:retryAfter:)`` with the time to wait.
    package func admit() async throws {
        let reading = try await pressure.reading()
        guard reading.isAbove(pressure.bounds) else { return }
        let age = reading.age.components.seconds
        let pause = OutboxPressure.retryAfter.components.seconds
        throw CallFailure.overloaded(
            Wording(
                "待发事件过多（\(reading.rows) 条，最久 \(age) 秒），批量操作请约 \(pause) 秒后再试。",
                "Too many events wait to be sent (\(reading.rows), the oldest for \(age) s); try bulk "
                    + "work again in about \(pause) s."),
            retryAfter: OutboxPressure.retryAfter)
    }
}
