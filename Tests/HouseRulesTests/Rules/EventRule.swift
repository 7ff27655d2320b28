import Foundation

/// Every message of an events proto has its row in events.md: topic, fields, who listens.
enum EventRule {
    /// A message of a file below `protos/taoli/<service>/events/`.
    struct Message: Hashable {
        let path: String
        let line: Int
        let name: String
        /// `taoli.registry.events.v1`
        let package: String
        let fields: [String]
    }

    /// The top-level messages of an events proto.
    static func messages(in file: SourceFile) -> [Message] {
        var package = ""
        var found: [Message] = []
        var open: (line: Int, name: String)?
        var fields: [String] = []
        var depth = 0
        for (number, text) in file.lines {
            let code = text.prefix(upTo: text.firstRange(of: "//")?.lowerBound ?? text.endIndex)
            if let match = code.firstMatch(of: #/^package\s+([\w.]+);/#) {
                package = String(match.1)
            }
            if depth == 0, let match = code.firstMatch(of: #/^message\s+(\w+)/#) {
                open = (number, String(match.1))
                fields = []
            }
            guard let message = open else { continue }
            depth += code.count { $0 == "{" }
            if depth == 1 {
                fields += code.matches(of: #/(\w+)\s*=\s*\d+\s*(?:\[.*\])?;/#)
                    .map { String($0.1) }
            }
            depth -= code.count { $0 == "}" }
            if depth == 0, code.contains("}") {
                found.append(
                    Message(
                        path: file.path, line: message.line, name: message.name,
                        package: package, fields: fields))
                open = nil
            }
        }
        return found
    }

    /// Messages that events.md lacks or describes otherwise, and rows without a message.
    static func check(_ messages: [Message], document: SourceFile) -> [Violation] {
        let rows = rows(of: document)
        var violations = messages.flatMap { message -> [Violation] in
            guard let row = rows.first(where: { $0.event == message.name }) else {
                return [
                    Violation(
                        message.path, line: message.line,
                        "event \(message.name) has no row in \(document.path)")
                ]
            }
            return differences(message, row).map { Violation(document.path, line: row.line, $0) }
        }
        let names = Set(messages.map(\.name))
        violations += rows.filter { !names.contains($0.event) }.map {
            Violation(document.path, line: $0.line, "no proto has the event \($0.event)")
        }
        return violations
    }

    private struct Row {
        let line: Int
        let event: String
        let topic: String
        let fields: [String]
        let listeners: String
    }

    private static func differences(_ message: Message, _ row: Row) -> [String] {
        var found: [String] = []
        let service = message.package.split(separator: ".").dropFirst().first ?? ""
        if !row.topic.hasPrefix("taoli.\(service).") {
            found.append("\(row.event): topic \(row.topic) is not one of \(service)")
        }
        if Set(row.fields) != Set(message.fields) {
            found.append(
                "\(row.event): fields are \(message.fields.joined(separator: ", ")) in the proto")
        }
        if row.listeners.isEmpty { found.append("\(row.event): says nothing on who listens") }
        return found
    }

    /// Rows `| command | `Event` | `topic` | `field` … | listeners |`.
    private static func rows(of document: SourceFile) -> [Row] {
        document.lines.compactMap { number, text in
            guard let cells = MarkdownTable.cells(text), cells.count == 5,
                let event = MarkdownTable.codes(cells[1]).first, event.first?.isUppercase == true,
                let topic = MarkdownTable.codes(cells[2]).first
            else { return nil }
            return Row(
                line: number, event: event, topic: topic,
                fields: MarkdownTable.codes(cells[3]), listeners: cells[4])
        }
    }
}
