import Foundation

/// The last column of events.md names those services that read the event, and no other.
enum ListenerRule {
    /// Who reads events in code: by service, or for several services in `TaoliHost`.
    struct Readers {
        /// Names of events by lower-case service.
        var byService: [String: Set<String>] = [:]
        /// Names of events that copies of `TaoliHost` read.
        var shared: Set<String> = []

        init(_ files: [SourceFile]) {
            for file in files {
                let names = Set(
                    file.text.matches(of: #/Taoli_\w+?_Events_V1_(\w+)(?:\.protoMessageName|\n)/#)
                        .map { String($0.1) })
                let parts = file.path.split(separator: "/")
                if file.path.hasPrefix("Shared/TaoliHost/") {
                    shared.formUnion(names)
                } else if let at = parts.firstIndex(of: "Services"), parts.count > at + 1,
                    parts.contains("Inbound")
                {
                    byService[parts[at + 1].lowercased(), default: []].formUnion(names)
                }
            }
        }
    }

    /// Listeners that a row lacks, and those that it names though no code reads the event.
    static func check(_ readers: Readers, document: SourceFile) -> [Violation] {
        document.lines.flatMap { number, text -> [Violation] in
            guard let cells = MarkdownTable.cells(text), cells.count == 5,
                let event = MarkdownTable.codes(cells[1]).first, event.first?.isUppercase == true
            else { return [] }
            return differences(event, cells[4], readers).map {
                Violation(document.path, line: number, $0)
            }
        }
    }

    private static func differences(
        _ event: String, _ cell: String, _ readers: Readers
    ) -> [String] {
        let named = named(in: cell)
        let reading = Set(readers.byService.filter { $0.value.contains(event) }.keys)
        var found = reading.subtracting(named).sorted().map {
            "\(event): \($0) reads it and is not named"
        }
        if readers.shared.contains(event) {
            if named.isEmpty { found.append("\(event): TaoliHost reads it and nobody is named") }
        } else {
            found += named.subtracting(reading).sorted().map {
                "\(event): \($0) is named and does not read it"
            }
        }
        return found
    }

    /// The services before a colon: `rotation, evaluation: what; notification: what`.
    private static func named(in cell: String) -> Set<String> {
        Set(
            cell.matches(of: #/(?:^|; )([a-z]+(?:, [a-z]+)*):/#).flatMap {
                $0.1.split(separator: ", ").map(String.init)
            }
        ).subtracting(["nobody"])
    }
}
