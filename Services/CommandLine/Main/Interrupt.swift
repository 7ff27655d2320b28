import Dispatch
import Glibc

/// Ctrl-C: says how to go on, puts the terminal back, and ends as the signal would.
///
/// Nothing has to be undone: chunks, checks and applications of imports go on in the service or
/// can be sent again.
enum Interrupt {
    static func install(_ farewell: Farewell) {
        // The default action would end the process before the source hears of it.
        signal(SIGINT, SIG_IGN)
        let source = DispatchSource.makeSignalSource(
            signal: SIGINT, queue: .global(qos: .userInteractive))
        source.setEventHandler {
            // The handler holds its own source: it lives as long as the process.
            withExtendedLifetime(source) { end(farewell) }
        }
        source.activate()
    }

    private static func end(_ farewell: Farewell) {
        Terminal.restore()
        let text = farewell.current
        if !text.isEmpty { text.withCString { _ = write(STDERR_FILENO, $0, strlen($0)) } }
        signal(SIGINT, SIG_DFL)
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGINT)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        raise(SIGINT)
        _exit(128 + SIGINT)
    }
}
