package import Foundation

/// What the callers of a producer asked for and were told, read from their logs: one JSON object a
/// line, `{"begin":request,…}`, `{"ack":request,"first":…,"last":…}`, `{"refused":request,…}`.
package struct BusLog: Sendable {
    /// What a request was told.
    package struct Answer: Hashable, Sendable {
        /// The request's id.
        package let request: UUID
        /// Sequence of its first event.
        package let first: Int64
        /// Sequence of its last event.
        package let last: Int64
    }

    /// Every request that was begun.
    package private(set) var begun: [UUID] = []
    /// One answer a request.
    package private(set) var answers: [Answer] = []
    /// Lines that are none, refusals, and requests that were told different things.
    package private(set) var problems: [String] = []
    private var told: [UUID: Answer] = [:]

    /// Reads the logs; one that is not there is empty.
    package init(paths: [String]) {
        for path in paths {
            let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            for line in text.split(separator: "\n") { read(String(line)) }
        }
    }

    /// Requests without an answer.
    package var open: [UUID] { begun.filter { told[$0] == nil } }

    private mutating func read(_ line: String) {
        let fields = try? JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        if let request = fields?["begin"].flatMap({ UUID(uuidString: $0) }) {
            begun.append(request)
        } else if let request = fields?["ack"].flatMap({ UUID(uuidString: $0) }),
            let first = fields?["first"].flatMap({ Int64($0) }),
            let last = fields?["last"].flatMap({ Int64($0) })
        {
            let answer = Answer(request: request, first: first, last: last)
            if let before = told[request], before != answer {
                problems.append(
                    "request \(request) was told \(before.first) to \(before.last), then "
                        + "\(first) to \(last)")
            }
            if told.updateValue(answer, forKey: request) == nil { answers.append(answer) }
        } else {
            problems.append("the log says: \(line)")
        }
    }
}
