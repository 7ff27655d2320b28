import Dispatch
import Glibc

/// Turns SIGTERM and SIGINT into values of a stream.
enum StopSignals {
    /// The stream of signal numbers; while it is read the signals do not end the process.
    static func stream() -> AsyncStream<Int32> {
        let (stream, continuation) = AsyncStream<Int32>.makeStream()
        let sources = [SIGTERM, SIGINT].map { number in
            // The default action would end the process before the source hears of it.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(
                signal: number, queue: .global(qos: .userInitiated))
            source.setEventHandler { continuation.yield(number) }
            source.activate()
            return SendableSource(source: source)
        }
        continuation.onTermination = { _ in
            for one in sources { one.source.cancel() }
        }
        return stream
    }

    /// `@unchecked`: a dispatch source may be cancelled from any thread; nothing else is done.
    private struct SendableSource: @unchecked Sendable {
        let source: any DispatchSourceSignal
    }
}
