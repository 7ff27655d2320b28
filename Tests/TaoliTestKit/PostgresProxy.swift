import Foundation
import Glibc
import Synchronization

/// Stands between a pool and the server and behaves like a bad network: passes, swallows in one
/// or both directions while keeping the connections open (half-open TCP), or cuts.
package final class PostgresProxy: Sendable {
    /// What happens to bytes and connections.
    package enum Mode: Sendable {
        /// Everything passes, as if the proxy were not there.
        case pass
        /// The server gets everything, its answers are lost.
        case swallowAnswers
        /// Nothing passes, connections stay open, new ones get no answer.
        case swallowAll
        /// Of the next piece for the server the first half arrives, and nothing after it.
        case half
    }

    /// Where to connect instead of the server.
    package let url: String
    private let listener: Int32
    private let serverPort: UInt16
    private let mode = Mutex(Mode.pass)
    private let sockets = Mutex<[Int32]>([])

    /// A proxy for the server of `url`, which must listen on 127.0.0.1.
    package init(_ url: String) throws {
        guard var components = URLComponents(string: url), let port = components.port else {
            throw PostgresFixture.Unavailable(description: "the proxy needs a URL with a port")
        }
        serverPort = UInt16(port)
        let own = try Self.listen()
        listener = own.descriptor
        components.host = "127.0.0.1"
        components.port = Int(own.port)
        self.url = components.string ?? url
        Thread.detachNewThread { self.accept() }
    }

    /// Changes what happens from the next bytes on, also on open connections.
    package func set(_ mode: Mode) {
        self.mode.withLock { $0 = mode }
    }

    /// Ends all connections at once; new ones are accepted.
    package func cut() {
        sockets.withLock { sockets in
            for socket in sockets { shutdown(socket, Int32(SHUT_RDWR)) }
        }
    }

    /// Ends the proxy.
    package func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        cut()
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            if client < 0 { break }
            guard let server = Self.connect(serverPort) else {
                close(client)
                continue
            }
            sockets.withLock { $0 += [client, server] }
            let done = Ended(client: client, server: server, proxy: self)
            Thread.detachNewThread { self.pump(from: client, to: server, isAnswer: false, done) }
            Thread.detachNewThread { self.pump(from: server, to: client, isAnswer: true, done) }
        }
        close(listener)
    }

    private func pump(from source: Int32, to target: Int32, isAnswer: Bool, _ end: Ended) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var isHalved = false
        while true {
            let count = read(source, &buffer, buffer.count)
            if count <= 0 { break }
            let passing =
                switch mode.withLock({ $0 }) {
                case .pass: count
                case .swallowAnswers: isAnswer ? 0 : count
                case .swallowAll: 0
                case .half where isAnswer: count
                case .half: isHalved ? 0 : count / 2
                }
            if passing < count { isHalved = true }
            if passing > 0, send(target, buffer, passing, Int32(MSG_NOSIGNAL)) < 0 { break }
        }
        shutdown(source, Int32(SHUT_RDWR))
        shutdown(target, Int32(SHUT_RDWR))
        end.one()
    }

    /// Closes both sockets of a connection once both directions have ended.
    private final class Ended: Sendable {
        private let client: Int32
        private let server: Int32
        private let proxy: PostgresProxy
        private let open = Mutex(2)

        init(client: Int32, server: Int32, proxy: PostgresProxy) {
            self.client = client
            self.server = server
            self.proxy = proxy
        }

        func one() {
            let left = open.withLock { open in
                open -= 1
                return open
            }
            guard left == 0 else { return }
            proxy.sockets.withLock { $0.removeAll { $0 == client || $0 == server } }
            close(client)
            close(server)
        }
    }

    private static func listen() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && Glibc.listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else {
            throw PostgresFixture.Unavailable(description: "the proxy got no port")
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private static func connect(_ port: UInt16) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = loopback(port: port)
        let isOpen = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        if isOpen { return descriptor }
        close(descriptor)
        return nil
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return address
    }
}
