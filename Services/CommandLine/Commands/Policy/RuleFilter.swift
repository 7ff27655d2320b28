import TaoliModels
import TaoliPolicy

/// Which rules of a pack are asked for.
enum RuleFilter: Hashable, Sendable {
    /// Of a section, e.g. `rotation`.
    case section(String)
    /// Whose path begins so, e.g. `composition.limits`.
    case path(String)
    /// Of a clause, or `ours`.
    case clause(String)

    func admits(_ rule: PolicyRule) -> Bool {
        switch self {
        case .section(let name): rule.source.rule.hasPrefix(name + ".")
        case .path(let path): rule.source.rule.hasPrefix(path)
        case .clause(let clause): rule.source.citation == clause
        }
    }

    /// - Throws: ``CommandFailure``, exit code 64, when the pack has no such rule at all, with the
    ///   nearest name.
    func requireAny(of rules: [PolicyRule], in pack: String) throws {
        guard !rules.contains(where: admits) else { return }
        let names = choices(rules)
        let near = NearestName.nearest(to: text, in: names) ?? ending(among: names)
        let all = names.prefix(RuleFilter.namesShown)
        let more = names.count > RuleFilter.namesShown
        throw CommandFailure(
            .usage,
            Wording(
                "政策包 \(pack) 没有\(what.chinese)“\(text)”。",
                "The pack \(pack) has no \(what.english) '\(text)'."),
            next: near.map { Wording("是否为：\($0)？", "Is this meant: \($0)?") }
                ?? Wording(
                    "可选：\(all.joined(separator: "、"))\(more ? "、…" : "")。",
                    "There are: \(all.joined(separator: ", "))\(more ? ", …" : "")."))
    }

    /// The path whose last part is the text, or nearest to it: people remember a rule's own name.
    private func ending(among names: [String]) -> String? {
        guard case .path(let text) = self else { return nil }
        let paths = Dictionary(
            names.map { (String($0.split(separator: ".").last ?? ""), $0) }
        ) { first, _ in first }
        return NearestName.nearest(to: text, in: paths.keys.sorted()).flatMap { paths[$0] }
    }

    /// So many names are shown when none is near.
    static let namesShown = 20

    private var text: String {
        switch self {
        case .section(let text), .path(let text), .clause(let text): text
        }
    }

    private var what: Wording {
        switch self {
        case .section: Wording("部分", "section")
        case .path: Wording("规则", "rule")
        case .clause: Wording("条款", "clause")
        }
    }

    /// What could have been asked for, each once.
    private func choices(_ rules: [PolicyRule]) -> [String] {
        switch self {
        case .section:
            rules.compactMap { $0.source.rule.split(separator: ".").first }.map(String.init).uniqued
        case .clause: rules.map(\.source.citation).uniqued
        case .path:
            rules.flatMap { rule -> [String] in
                let parts = rule.source.rule.split(separator: ".")
                return parts.indices.map { parts[...$0].joined(separator: ".") }
            }.uniqued
        }
    }
}
