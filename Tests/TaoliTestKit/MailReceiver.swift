import Foundation
import Synchronization

/// A mail server that keeps what it gets and behaves as it is told. Speaks just enough SMTP
/// (RFC 5321) for a client to send a mail.
package final class MailReceiver: Sendable {
    /// A mail that it took, or one that it got and did not answer for.
    package struct Mail: Sendable {
        /// The whole command, e.g. `MAIL FROM:<a@b.cn>`.
        package let from: String
        /// The whole commands.
        package let to: [String]
        /// Headers and body as they came, without dots added for the way.
        package let text: String
    }

    /// How it answers.
    package enum Manner: Sendable {
        /// Takes every mail.
        case accepts
        /// At RCPT, e.g. `550 5.1.1 no such user`.
        case refusesRecipient(String)
        /// At MAIL.
        case refusesSender(String)
        /// Behind the mail.
        case refusesContent(String)
        /// Takes the mail and hangs up before it says so.
        case hangsUpBehindContent
        /// Takes the call and says nothing.
        case silent
    }

    private let shared: Shared
    private let server: SocketServer

    /// Where it listens on 127.0.0.1.
    package var port: Int { server.port }

    /// Listens at once.
    package init(_ manner: Manner = .accepts) throws {
        let shared = Shared(manner)
        server = try SocketServer { peer in shared.talk(to: peer) }
        self.shared = shared
    }

    /// What it got so far, the earliest first.
    package var mails: [Mail] { shared.state.withLock { $0.mails } }

    /// The commands that it got so far.
    package var verbs: [String] { shared.state.withLock { $0.verbs } }

    /// From now on it behaves so.
    package func behave(_ manner: Manner) { shared.state.withLock { $0.manner = manner } }

    /// Takes no more callers.
    package func stop() { server.stop() }

    /// What the threads of the connections share.
    private final class Shared: Sendable {
        let state: Mutex<(manner: Manner, mails: [Mail], verbs: [String])>

        init(_ manner: Manner) { state = Mutex((manner, [], [])) }

        func talk(to peer: SocketPeer) {
            let manner = state.withLock { $0.manner }
            if case .silent = manner {
                _ = peer.readLine()
                return
            }
            peer.write("220 receiver.test ESMTP\r\n")
            var (from, to): (String, [String]) = ("", [])
            while let line = peer.readLine() {
                let verb = line.prefix(4).uppercased()
                state.withLock { $0.verbs.append(verb) }
                switch (verb, manner) {
                case ("EHLO", _): peer.write("250-receiver.test\r\n250 8BITMIME\r\n")
                case ("MAIL", .refusesSender(let reply)): peer.write("\(reply)\r\n")
                case ("MAIL", _):
                    from = line
                    peer.write("250 2.1.0 ok\r\n")
                case ("RCPT", .refusesRecipient(let reply)): peer.write("\(reply)\r\n")
                case ("RCPT", _):
                    to.append(line)
                    peer.write("250 2.1.5 ok\r\n")
                case ("DATA", _):
                    peer.write("354 go on\r\n")
                    guard let text = content(peer) else { return }
                    if case .refusesContent(let reply) = manner {
                        peer.write("\(reply)\r\n")
                        continue
                    }
                    let mail = Mail(from: from, to: to, text: text)
                    state.withLock { $0.mails.append(mail) }
                    if case .hangsUpBehindContent = manner { return }
                    peer.write("250 2.0.0 taken\r\n")
                case ("QUIT", _):
                    peer.write("221 2.0.0 bye\r\n")
                    return
                default: peer.write("250 ok\r\n")
                }
            }
        }

        private func content(_ peer: SocketPeer) -> String? {
            var lines: [String] = []
            while let line = peer.readLine() {
                if line == "." { return lines.joined(separator: "\r\n") + "\r\n" }
                lines.append(line.hasPrefix(".") ? String(line.dropFirst()) : line)
            }
            return nil
        }
    }
}
