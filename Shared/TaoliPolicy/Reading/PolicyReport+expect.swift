import TaoliModels

extension PolicyReport {
    /// Notes a mistake unless a name that a rule uses is one of those that are defined.
    package func expect(_ name: String, in defined: [String], at source: RuleSource) {
        guard !defined.contains(name) else { return }
        let near =
            NearestName.nearest(to: name, in: defined)
            ?? (defined.isEmpty ? "-" : defined.joined(separator: ", "))
        problem(
            at: source, Wording("没有定义“\(name)”。", "'\(name)' is not defined."),
            fix: Wording("是否为：\(near)？", "Is this meant: \(near)?"))
    }
}
