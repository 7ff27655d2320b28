package import TaoliModels

/// Collects what reading one file finds: its mistakes, and its rules as they are written.
package final class PolicyReport {
    let file: String
    private var found: [Finding] = []
    private(set) var rules: [PolicyRule] = []
    /// Where the value of each key stands, by the key's dotted path.
    private var places: [String: (line: Int, column: Int)] = [:]
    /// Dotted paths of keys that could not be taken as they are written.
    private var refused: Set<String> = []
    /// Sections in which reading found a mistake; set when everything is read.
    private var misread: Set<String> = []

    /// A mistake, and the keys whose values show it.
    private struct Finding {
        let problem: PolicyProblem
        let keys: Set<String>
    }

    init(file: String) { self.file = file }

    var problems: [PolicyProblem] { found.map(\.problem) }

    /// Notes a mistake at a rule.
    package func problem(at source: RuleSource, _ what: Wording, fix: Wording) {
        problem(line: source.line, column: source.column, rule: source.rule, what, fix: fix)
    }

    /// Notes a mistake at the value of a rule's key.
    func problem(at source: RuleSource, key: String, _ what: Wording, fix: Wording) {
        let place = places["\(source.rule).\(key)"] ?? (source.line, source.column)
        problem(line: place.line, column: place.column, rule: source.rule, what, fix: fix)
    }

    /// - Parameter keys: dotted paths of the keys whose values show the mistake.
    func problem(
        line: Int, column: Int, rule: String, _ what: Wording, fix: Wording,
        keys: Set<String> = []
    ) {
        found.append(
            Finding(
                problem: PolicyProblem(
                    file: file, line: line, column: column, rule: rule, what: what, fix: fix),
                keys: keys))
    }

    func note(_ rule: PolicyRule) { rules.append(rule) }

    /// Notes where the value of a key stands; the first of two rules of one id counts.
    func note(place path: String, line: Int, column: Int) {
        if places[path] == nil { places[path] = (line, column) }
    }

    /// A key could not be taken as it is written.
    func refuse(_ path: String) { refused.insert(path) }

    /// A key stands there under a misspelt name: what was said of its absence is no mistake.
    func misspelt(_ path: String) {
        refuse(path)
        found.removeAll { $0.keys.contains(path) }
    }

    /// Whether a key, or something below it, could not be taken as it is written.
    func isRefused(_ path: String) -> Bool {
        refused.contains { $0 == path || $0.hasPrefix(path + ".") }
    }

    /// Whether every id of a list is known: only then is a name that is not in it undefined.
    ///
    /// - Parameter list: its dotted path, e.g. `evidence.kinds`.
    func isWhole(_ list: String) -> Bool {
        let names = list.split(separator: ".")
        let above = (1...max(1, names.count)).map { names.prefix($0).joined(separator: ".") }
        return !above.contains(where: { refused.contains($0) })
            && !refused.contains { $0.hasPrefix(list + ".") && $0.hasSuffix(".id") }
    }

    /// Reading is over: what is noted from now on is about how rules fit together.
    func endReading() {
        misread = Set(problems.map { String($0.rule.prefix { $0 != "." }) })
    }

    /// Whether a section was read without a mistake, so that its rules say what the file says.
    func couldRead(_ section: String) -> Bool { !misread.contains(section) }

    /// The mistakes in the file's order, each once.
    var sorted: [PolicyProblem] {
        var seen: Set<PolicyProblem> = []
        return problems.filter { seen.insert($0).inserted }
            .sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }
}
