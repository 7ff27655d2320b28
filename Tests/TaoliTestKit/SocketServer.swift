import Foundation
import Glibc
import Synchronization

/// A server of plain sockets on 127.0.0.1, one thread a connection: what behaves as no library lets a
/// server behave.
package final class SocketServer: Sendable {
    /// Where it listens.
    package let port: Int
    private let listener: Listener

    /// - Parameter handler: talks to one caller; the connection ends when it returns.
    package init(_ handler: @escaping @Sendable (SocketPeer) -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
        }
        guard listener >= 0, bound == 0, listen(listener, 64) == 0 else {
            throw SocketServerError(what: String(cString: strerror(errno)))
        }
        var taken = sockaddr_in()
        var length = size
        _ = withUnsafeMutablePointer(to: &taken) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(listener, $0, &length)
            }
        }
        port = Int(UInt16(bigEndian: taken.sin_port))
        let open = Listener(listener)
        self.listener = open
        Thread.detachNewThread {
            while true {
                let caller = accept(listener, nil, nil)
                guard caller >= 0 else { return open.close() }
                Thread.detachNewThread {
                    handler(SocketPeer(caller))
                    close(caller)
                }
            }
        }
    }

    /// Takes no more callers.
    package func stop() { listener.shut() }

    deinit { listener.shut() }
}

/// The listening socket. Only the thread that takes callers closes it: closed by another while that
/// one is between two callers, its number would be another server's, whose callers it would take.
private final class Listener: Sendable {
    private let descriptor: Mutex<Int32?>

    init(_ descriptor: Int32) { self.descriptor = Mutex(descriptor) }

    /// Ends waiting for callers.
    func shut() {
        descriptor.withLock { open in
            if let open { shutdown(open, Int32(SHUT_RDWR)) }
        }
    }

    func close() {
        descriptor.withLock { open in
            if let open { Glibc.close(open) }
            open = nil
        }
    }
}

/// The server could not listen.
package struct SocketServerError: Error {
    /// In the system's words.
    package let what: String
}

/// The other end of one connection; used by one thread.
package final class SocketPeer {
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    init(_ descriptor: Int32) { self.descriptor = descriptor }

    /// The next line without its end; `nil` when the other side is gone.
    package func readLine() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                let line = buffer[..<end].last == 13 ? buffer[..<(end - 1)] : buffer[..<end]
                let text = String(decoding: line, as: UTF8.self)
                buffer.removeFirst(end + 1)
                return text
            }
            guard fill() else { return nil }
        }
    }

    /// The next bytes; `nil` when the other side is gone before.
    package func read(_ count: Int) -> [UInt8]? {
        while buffer.count < count { guard fill() else { return nil } }
        defer { buffer.removeFirst(count) }
        return Array(buffer.prefix(count))
    }

    /// Sends a text; false when the other side is gone.
    @discardableResult
    package func write(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let written = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard written > 0 else { return false }
            sent += written
        }
        return true
    }

    private func fill() -> Bool {
        var piece = [UInt8](repeating: 0, count: 4096)
        let got = recv(descriptor, &piece, piece.count, 0)
        guard got > 0 else { return false }
        buffer += piece[..<got]
        return true
    }
}
