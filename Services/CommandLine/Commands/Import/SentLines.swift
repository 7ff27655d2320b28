import GRPCCore
import TaoliModels
import TaoliRuntime

/// The rows of a file that one request carries: a service counts those of the request, people count
/// lines of the file as an editor does, the header being the first.
struct SentLines: Sendable {
    let path: String
    /// Of each row of the request.
    let lines: [Int]

    /// The rows of a part of a request.
    func part(_ range: Range<Int>) -> SentLines {
        SentLines(path: path, lines: Array(lines[range]))
    }

    /// The failure as it concerns the file; one that names no row stays as it is.
    func told(_ error: RPCError) -> any Error {
        let failure = RemoteFailure(error)
        let details = failure.details
        guard details.zh.contains(/第 \d+ 行/) else { return error }
        let chinese = details.zh.replacing(/第 (\d+) 行/) { match in
            "第 \(line(match.output.1)) 行"
        }
        let english = details.en.replacing(/(Rows?) (\d+)(?: and (\d+))?/) { match in
            let (_, word, first, second) = match.output
            let head = word == "Row" ? "Line" : "Lines"
            return "\(head) \(line(first))" + (second.map { " and \(line($0))" } ?? "")
        }
        let place = [path, details.slug, details.clause ?? ""].filter { !$0.isEmpty }
        return CommandFailure(
            CommandExit(failure), Wording(chinese, english),
            place: place.joined(separator: ", "), next: details.next)
    }

    private func line(_ row: Substring) -> String {
        guard let number = Int(row), lines.indices.contains(number - 1) else { return String(row) }
        return "\(lines[number - 1])"
    }
}
