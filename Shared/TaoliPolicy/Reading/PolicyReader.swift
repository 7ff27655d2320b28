package import TaoliModels
import Yams

/// Reads one mapping of a pack, notes what is wrong with it, and goes on with a placeholder, so
/// that one look at a file finds all its mistakes. A pack with a mistake is never handed out.
package final class PolicyReader {
    package let report: PolicyReport
    /// Dotted path of this mapping.
    let path: String
    private let mapping: Node.Mapping
    private let mark: Mark?
    private var asked: [String] = []

    init(_ mapping: Node.Mapping, mark: Mark?, path: String, report: PolicyReport) {
        self.mapping = mapping
        self.mark = mark
        self.path = path
        self.report = report
    }

    /// The value of a key; asking makes the key known.
    func node(_ key: String) -> Node? {
        if !asked.contains(key) { asked.append(key) }
        guard let value = mapping.first(where: { $0.key.string == key })?.value else { return nil }
        if let mark = value.mark {
            report.note(place: below(key), line: mark.line, column: mark.column)
        }
        return value
    }

    /// Whether the key stands there.
    package func has(_ key: String) -> Bool { node(key) != nil }

    /// Where this mapping comes from; without `clause` and `ours` that is a mistake.
    package func source() -> RuleSource {
        let clause = optionalText("clause")
        let ours = optionalText("ours")
        if (clause == nil) == (ours == nil) {
            problem(
                nil, showing: ["clause", "ours"],
                Wording("规则既要有出处，又只能有一个。", "A rule has exactly one origin."),
                fix: Wording(
                    "写 clause: 条款编号，或 ours: 理由。", "Write clause: with an id, or ours: with why."))
        }
        if let clause, !ClauseID.isKnown(clause) {
            let near = ClauseID.nearest(to: clause)
            problem(
                "clause", Wording("没有条款 \(clause)。", "There is no clause \(clause)."),
                fix: Wording("最接近的是 \(near)。", "The nearest is \(near)."))
        }
        return RuleSource(
            rule: path, clause: clause, ours: ours, line: mark?.line ?? 0,
            column: mark?.column ?? 0)
    }

    /// Notes a mistake at a key, or at the mapping itself. The key's value is not used further.
    package func problem(_ key: String?, _ what: Wording, fix: Wording) {
        note(key, what, fix: fix, keys: [])
        if let key { report.refuse(below(key)) }
    }

    /// Notes that values do not fit together, unless one of them was refused already: what stands
    /// in its place is not what the file says.
    ///
    /// - Parameter keys: the keys whose values show it, also those that are absent.
    package func problem(_ key: String?, showing keys: [String], _ what: Wording, fix: Wording) {
        guard !isRefused(keys) else { return }
        note(key, what, fix: fix, keys: keys)
    }

    /// Whether the value of any of these keys was refused.
    package func isRefused(_ keys: [String]) -> Bool {
        keys.contains { report.isRefused(below($0)) }
    }

    /// Notes that a key that must stand there does not.
    func missing(_ key: String) {
        note(
            nil, Wording("缺少“\(key)”。", "'\(key)' is missing."),
            fix: Wording("请补上 \(key)。", "Add \(key)."), keys: [key])
        report.refuse(below(key))
    }

    private func note(_ key: String?, _ what: Wording, fix: Wording, keys: [String]) {
        let place = key.flatMap { node($0)?.mark } ?? mark
        report.problem(
            line: place?.line ?? 0, column: place?.column ?? 0, rule: key.map(below) ?? path, what,
            fix: fix, keys: Set(keys.map(below)))
    }

    private func below(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// Notes every key that nobody asked for; called when the mapping is read.
    package func finish() {
        for (key, _) in mapping {
            let name = key.string ?? ""
            guard !asked.contains(name) else { continue }
            let near = NearestName.nearest(to: name, in: asked)
            if let near, node(near) == nil { report.misspelt(below(near)) }
            let names = near ?? asked.joined(separator: ", ")
            report.problem(
                line: key.mark?.line ?? 0, column: key.mark?.column ?? 0, rule: path,
                Wording("不认识“\(name)”。", "'\(name)' is not known here."),
                fix: Wording("是否为：\(names)？", "Is this meant: \(names)?"))
        }
    }

    /// The mapping below a key; an empty one when the key is absent.
    package func child(_ key: String) -> PolicyReader {
        let path = below(key)
        guard let value = node(key) else {
            return PolicyReader(Node.Mapping([]), mark: mark, path: path, report: report)
        }
        guard let mapping = value.mapping else {
            wrongShape(key, Wording("应为键值对。", "Keys and values are expected."))
            return PolicyReader(Node.Mapping([]), mark: value.mark, path: path, report: report)
        }
        return PolicyReader(mapping, mark: value.mark, path: path, report: report)
    }

    /// The rules listed below a key, each with an `id` of its own; none when the key is absent.
    package func rules<Rule>(
        _ key: String, _ read: (PolicyReader, _ id: String) -> Rule
    ) -> [Rule] {
        guard let value = node(key) else { return [] }
        guard let sequence = value.sequence else {
            wrongShape(key, Wording("应为规则列表。", "A list of rules is expected."))
            return []
        }
        var seen: Set<String> = []
        return sequence.compactMap { item in
            rule(item, below: key, seen: &seen).map { reader, id in
                let rule = read(reader, id)
                reader.finish()
                return rule
            }
        }
    }

    /// The mappings listed below a key that are facts, not rules.
    func plainList(_ key: String) -> [PolicyReader] {
        guard let value = node(key) else { return [] }
        guard let sequence = value.sequence, sequence.allSatisfy({ $0.mapping != nil }) else {
            wrongShape(key, Wording("应为键值对的列表。", "A list of keys and values is expected."))
            return []
        }
        return sequence.enumerated().compactMap { index, item in
            item.mapping.map {
                PolicyReader($0, mark: item.mark, path: "\(key).\(index + 1)", report: report)
            }
        }
    }

    private func rule(
        _ item: Node, below key: String, seen: inout Set<String>
    ) -> (PolicyReader, id: String)? {
        let list = below(key)
        guard let mapping = item.mapping else {
            report.refuse(list)
            report.problem(
                line: item.mark?.line ?? 0, column: item.mark?.column ?? 0, rule: list,
                Wording("列表中的每一项都应为规则。", "Every entry of the list is a rule."),
                fix: Wording("写成 {id: …, clause: …}。", "Write {id: …, clause: …}."))
            return nil
        }
        let id = mapping.first { $0.key.string == "id" }?.value.string ?? ""
        let reader = PolicyReader(
            mapping, mark: item.mark, path: "\(list).\(id.isEmpty ? "?" : id)", report: report)
        _ = reader.text("id")
        if !id.isEmpty, !seen.insert(id).inserted {
            reader.note(
                "id", Wording("编号“\(id)”重复。", "The id '\(id)' stands here twice."),
                fix: Wording("每条规则用自己的编号。", "Give each rule an id of its own."), keys: [])
        }
        report.note(PolicyRule(source: reader.source(), settings: reader.settings))
        return (reader, id)
    }

    /// What a reader of the pack is shown of this rule.
    private var settings: [PolicyRule.Setting] {
        mapping.compactMap { key, value in
            let name = key.string ?? ""
            if ["id", "clause", "ours"].contains(name) { return nil }
            return Self.shown(value).map { PolicyRule.Setting(key: name, value: $0) }
        }
    }

    /// A value as one line; `nil` for a list of rules, which are shown by themselves.
    private static func shown(_ node: Node) -> String? {
        if let text = node.scalar?.string { return text }
        if let list = node.sequence {
            if list.contains(where: { $0.mapping != nil }) { return nil }
            return "[" + list.compactMap { shown($0) }.joined(separator: ", ") + "]"
        }
        let pairs = (node.mapping ?? Node.Mapping([])).compactMap { key, value in
            shown(value).map { "\(key.string ?? ""): \($0)" }
        }
        return "{" + pairs.joined(separator: ", ") + "}"
    }

    func wrongShape(_ key: String, _ what: Wording) {
        problem(
            key, what, fix: Wording("请对照其他规则的写法。", "Write it as the other rules are written."))
    }
}
