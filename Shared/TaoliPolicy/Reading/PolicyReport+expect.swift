import TaoliModels

extension PolicyReport {
    /// Notes a mistake unless a name that a rule uses is one of those that are defined. What could
    /// not be read, on either side, was noted already.
    ///
    /// - Parameters:
    ///   - defined: the ids of the list.
    ///   - list: the list's dotted path, e.g. `evidence.kinds`.
    ///   - key: the key of the rule that uses the name.
    package func expect(
        _ name: String, in defined: [String], of list: String, at source: RuleSource, _ key: String
    ) {
        guard !name.isEmpty, !defined.contains(name), isWhole(list) else { return }
        let what = Wording("没有定义“\(name)”。", "'\(name)' is not defined.")
        problem(
            at: source, key: key, what, fix: Self.definition(of: name, in: defined, of: list))
    }

    /// The same of a name that stands for a kind; a kind that was refused says nothing.
    package func expect<Kind: RawRepresentable<String>>(
        _ kind: Kind, in defined: [Kind], of list: String, at source: RuleSource, _ key: String
    ) {
        guard !isRefused("\(source.rule).\(key)") else { return }
        expect(kind.rawValue, in: defined.map(\.rawValue), of: list, at: source, key)
    }

    private static func definition(of name: String, in defined: [String], of list: String)
        -> Wording
    {
        if let near = NearestName.nearest(to: name, in: defined) {
            return Wording("是否为：\(near)？", "Is this meant: \(near)?")
        }
        guard !defined.isEmpty else {
            return Wording("请在 \(list) 中定义“\(name)”。", "Define '\(name)' in \(list).")
        }
        let all = defined.joined(separator: ", ")
        return Wording(
            "请在 \(list) 中定义“\(name)”，或改用：\(all)。",
            "Define '\(name)' in \(list), or use one of: \(all).")
    }
}
