import Foundation
import Synchronization

/// A program that gets requests by HTTP, keeps them and behaves as it is told.
package final class WebhookReceiver: Sendable {
    /// A request that it got.
    package struct Request: Sendable {
        /// E.g. `POST /hook HTTP/1.1`.
        package let line: String
        /// Names in lower case.
        package let headers: [String: String]
        /// As long as its length was announced.
        package let body: [UInt8]
    }

    /// How it answers.
    package enum Manner: Sendable {
        /// With a status and headers such as `Retry-After: 7`.
        case answers(Int, headers: [String] = [], body: String = "{}")
        /// Reads the request and says nothing.
        case silent
        /// Hangs up without an answer.
        case hangsUp
        /// With a status and then text without end.
        case endless(Int)
    }

    private let shared: Shared
    private let server: SocketServer

    /// Where it listens on 127.0.0.1.
    package var port: Int { server.port }
    /// A URL of it.
    package var url: String { "http://127.0.0.1:\(port)/hook" }

    /// Listens at once.
    package init(_ manner: Manner = .answers(204)) throws {
        let shared = Shared(manner)
        server = try SocketServer { peer in shared.talk(to: peer) }
        self.shared = shared
    }

    /// What it got so far, the earliest first.
    package var requests: [Request] { shared.state.withLock { $0.requests } }

    /// From now on it behaves so.
    package func behave(_ manner: Manner) { shared.state.withLock { $0.manner = manner } }

    /// Takes no more callers.
    package func stop() { server.stop() }

    /// What the threads of the connections share.
    private final class Shared: Sendable {
        let state: Mutex<(manner: Manner, requests: [Request])>

        init(_ manner: Manner) { state = Mutex((manner, [])) }

        func talk(to peer: SocketPeer) {
            guard let line = peer.readLine() else { return }
            var headers: [String: String] = [:]
            while let header = peer.readLine(), !header.isEmpty {
                let parts = header.split(separator: ":", maxSplits: 1)
                headers[parts[0].lowercased()] =
                    parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
            }
            guard let body = peer.read(Int(headers["content-length"] ?? "") ?? 0) else { return }
            let request = Request(line: line, headers: headers, body: body)
            let manner = state.withLock { state in
                state.requests.append(request)
                return state.manner
            }
            answer(manner, peer)
        }

        private func answer(_ manner: Manner, _ peer: SocketPeer) {
            switch manner {
            case .answers(let status, let headers, let body):
                let lines =
                    ["HTTP/1.1 \(status) Said", "Content-Length: \(body.utf8.count)"] + headers
                peer.write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
            case .silent: _ = peer.readLine()
            case .hangsUp: break
            case .endless(let status):
                peer.write("HTTP/1.1 \(status) Said\r\n\r\n")
                while peer.write(String(repeating: "x", count: 4096)) {}
            }
        }
    }
}
