/// Runs work and cancels it when its time is over.
enum Deadline {
    private enum Ending<Value: Sendable>: Sendable {
        case done(Result<Value, any Error>)
        case timedOut
    }

    /// - Throws: ``CallFailure/deadlineExceeded`` when the time was over first, after the work has
    ///   reacted to its cancellation; else what the work throws.
    static func run<Value: Sendable>(
        until deadline: ContinuousClock.Instant?, _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let deadline else { return try await work() }
        let (endings, first) = AsyncStream<Ending<Value>>.makeStream(
            bufferingPolicy: .bufferingOldest(1))
        async let _: Void = {
            do {
                first.yield(.done(.success(try await work())))
            } catch {
                first.yield(.done(.failure(error)))
            }
        }()
        async let _: Void = {
            do {
                try await Task.sleep(until: deadline, clock: .continuous)
                first.yield(.timedOut)
            } catch {
                // The work was done first, or the whole call was cancelled.
            }
        }()
        for await ending in endings {
            switch ending {
            case .done(let result): return try result.get()
            case .timedOut: throw CallFailure.deadlineExceeded
            }
        }
        // Only a cancelled caller gets here; leaving cancels and awaits both children.
        throw CancellationError()
    }
}
