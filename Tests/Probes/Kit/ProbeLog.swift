import Foundation
import Glibc

/// What a probe asked for and was told, one JSON object a line, written before and after each try:
/// `{"begin":request,"aggregate":…,"events":n,"mark":…}`, `{"ack":request,"first":…,"last":…}`,
/// `{"refused":request,"slug":…}`. Reading it again tells which requests got no answer.
package final class ProbeLog: Sendable {
    /// A log that cannot be opened or written.
    package struct Unwritable: Error, CustomStringConvertible {
        package let description: String
    }

    private let descriptor: Int32
    /// Requests begun before and not answered, oldest first.
    package let open: [ProbeCommand]

    /// Opens a log, which need not exist.
    /// - Throws: `Unwritable` with the system's reason.
    package init(path: String) throws {
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        open = Self.unanswered(text)
        descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw Unwritable(description: "\(path): \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(descriptor) }

    /// Notes that a request is about to be made for the first time.
    package func begin(_ command: ProbeCommand) throws {
        try write([
            "begin": command.request.uuidString, "aggregate": command.aggregate.uuidString,
            "events": String(command.events), "mark": command.mark,
        ])
    }

    /// Notes an answer.
    package func acknowledge(_ command: ProbeCommand, _ answer: ProbeCommand.Answer) throws {
        try write([
            "ack": command.request.uuidString, "aggregate": command.aggregate.uuidString,
            "first": String(answer.first), "last": String(answer.last),
        ])
    }

    /// Notes a refusal, which a probe never deserves.
    package func refuse(_ command: ProbeCommand, _ slug: String) throws {
        try write(["refused": command.request.uuidString, "slug": slug])
    }

    /// One `write` a line: a line is there whole or not at all, whatever kills the process.
    private func write(_ fields: [String: String]) throws {
        let data = try JSONEncoder().encode(fields) + Data("\n".utf8)
        let written = data.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written == data.count else {
            throw Unwritable(description: String(cString: strerror(errno)))
        }
    }

    private static func unanswered(_ text: String) -> [ProbeCommand] {
        var begun: [(id: String, command: ProbeCommand)] = []
        var answered: Set<String> = []
        for line in text.split(separator: "\n") {
            guard
                let fields = try? JSONDecoder().decode(
                    [String: String].self, from: Data(line.utf8))
            else { continue }
            if let id = fields["begin"], let request = UUID(uuidString: id),
                let aggregate = fields["aggregate"].flatMap({ UUID(uuidString: $0) }),
                let events = fields["events"].flatMap({ Int($0) })
            {
                let command = ProbeCommand(
                    request: request, aggregate: aggregate, events: events,
                    mark: fields["mark"] ?? "")
                begun.append((id, command))
            } else if let id = fields["ack"] ?? fields["refused"] {
                answered.insert(id)
            }
        }
        return begun.filter { !answered.contains($0.id) }.map(\.command)
    }
}
