import TaoliModels

/// Picks the one record that a name means.
enum Match {
    /// So many candidates are named when a name is not enough.
    static let candidatesShown = 5

    /// The only record with exactly this name, else the only one found.
    ///
    /// - Parameters:
    ///   - what: `school` or `group`, for messages.
    ///   - names: all names of a record.
    /// - Throws: ``CommandFailure`` when there is none, or several.
    static func one<Item>(
        _ name: String, _ what: String, _ found: [Item], id: (Item) -> String,
        names: (Item) -> [String]
    ) throws -> Item {
        let exact = found.filter { names($0).contains(name) }
        let candidates = exact.isEmpty ? found : exact
        if candidates.count == 1 { return candidates[0] }
        guard !candidates.isEmpty else {
            throw CommandFailure(
                .dataInvalid,
                Wording("没有找到“\(name)”。", "There is no \(what) \"\(name)\" within your scope."),
                next: Wording(
                    "请用 taoli \(what) list --name 查找编号或名称。",
                    "Look for its id or name with taoli \(what) list --name."))
        }
        let shown = candidates.prefix(candidatesShown)
            .map { "\(names($0).first ?? "") (\(id($0)))" }.joined(separator: ", ")
        let more = candidates.count > candidatesShown ? ", …" : ""
        throw CommandFailure(
            .dataInvalid,
            Wording(
                "“\(name)”对应 \(candidates.count) 条记录：\(shown)\(more)",
                "\"\(name)\" means \(candidates.count) records: \(shown)\(more)"),
            next: Wording("请改用编号。", "Use the id instead."))
    }
}
