import Foundation
import Glibc
import Synchronization
import TaoliModels

/// The process's own standard streams and terminal.
enum Terminal {
    /// The terminal's settings while echo is off, to be put back whatever happens.
    private static let saved = Mutex<termios?>(nil)

    static func console() -> Console {
        // A reader that is gone shows as EPIPE of the write, not as a signal.
        signal(SIGPIPE, SIG_IGN)
        let environment = ProcessInfo.processInfo.environment
        let isDumb = environment["TERM"] == "dumb"
        let wantsNoColour = !(environment["NO_COLOR"] ?? "").isEmpty
        return Console(
            writeData: { try write(Array($0.utf8), to: STDOUT_FILENO) },
            writeNote: { try? write(Array($0.utf8), to: STDERR_FILENO) },
            readLine: { Swift.readLine(strippingNewline: true) },
            readSecret: readSecret,
            inputIsTerminal: isatty(STDIN_FILENO) == 1,
            notesAreTerminal: isatty(STDERR_FILENO) == 1,
            isStyled: isatty(STDOUT_FILENO) == 1 && !isDumb && !wantsNoColour,
            canRewriteLine: isatty(STDERR_FILENO) == 1 && !isDumb,
            farewell: Farewell())
    }

    /// Puts echo back on, if it is off.
    static func restore() {
        saved.withLock { settings in
            guard var before = settings else { return }
            tcsetattr(STDIN_FILENO, TCSANOW, &before)
            settings = nil
        }
    }

    private static func readSecret(_ prompt: String) -> String? {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return nil }
        saved.withLock { $0 = before }
        defer {
            restore()
            try? write(Array("\n".utf8), to: STDERR_FILENO)
        }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else { return nil }
        try? write(Array(prompt.utf8), to: STDERR_FILENO)
        return Swift.readLine(strippingNewline: true)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var offset = 0
        while offset < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                Glibc.write(
                    descriptor, buffer.baseAddress.map { $0 + offset }, bytes.count - offset)
            }
            if written > 0 {
                offset += written
            } else if errno == EPIPE {
                // `taoli … | head` has what it wanted.
                throw QuietExit(status: .ok)
            } else if errno != EINTR, errno != EAGAIN {
                throw CommandFailure(
                    .dataInvalid,
                    Wording(
                        "无法写出结果：\(String(cString: strerror(errno)))",
                        "The output cannot be written: \(String(cString: strerror(errno)))"),
                    next: Wording("请检查磁盘空间。", "Check the space left on the disk."))
            }
        }
    }
}
