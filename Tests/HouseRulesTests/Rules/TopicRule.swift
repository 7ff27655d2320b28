import Foundation

/// Every topic that code names is listed in events.md.
enum TopicRule {
    /// First parts of dotted names that are no services: labels of queues and loggers.
    static let notServices: Set<String> = ["kafka", "postgres", "test", "bus"]

    /// Topics in a Swift or SQL file, with their lines; parts that are computed read `*`.
    static func topics(in file: SourceFile) -> [(line: Int, topic: String)] {
        let part = #"(?:[a-z_]+|\\\([^()"]*(?:\([^()"]*\)[^()"]*)*\))"#
        let quote = file.path.hasSuffix(".sql") ? "'" : "\""
        let pattern = "\(quote)(taoli\\.\(part)\\.\(part))\(quote)"
        return file.lines.flatMap { number, text -> [(line: Int, topic: String)] in
            guard text.contains("taoli."), !text.drop(while: \.isWhitespace).hasPrefix("//"),
                let expression = try? NSRegularExpression(pattern: pattern)
            else { return [] }
            let line = String(text)
            let range = NSRange(line.startIndex..., in: line)
            let topics = expression.matches(in: line, range: range).compactMap { match in
                Range(match.range(at: 1), in: line).map { normal(String(line[$0])) }
            }
            return topics.filter(isOfService).map { (line: number, topic: $0) }
        }
    }

    private static func isOfService(_ topic: String) -> Bool {
        let service = topic.split(separator: ".").dropFirst().first.map(String.init)
        return !notServices.contains(service ?? "")
    }

    static func check(_ file: SourceFile, listed: Set<String>) -> [Violation] {
        topics(in: file).filter { !listed.contains($0.topic) }.map {
            Violation(
                file.path, line: $0.line,
                "topic \($0.topic) is not listed in Shared/Documentation/events.md")
        }
    }

    /// Topics named in events.md; `<service>` stands for a computed part.
    static func listed(in document: SourceFile) -> Set<String> {
        Set(
            document.text.matches(of: #/`(taoli\.(?:[a-z_]+|<[a-z]+>)\.(?:[a-z_]+|<[a-z]+>))`/#)
                .map { normal(String($0.1)) })
    }

    /// `taoli.\(service).dead` and `taoli.<service>.dead` both become `taoli.*.dead`.
    private static func normal(_ topic: String) -> String {
        topic.replacing(#/\\\(.*?\)(?=\.|$)|<[a-z]+>/#, with: "*")
    }
}
