import TaoliModels

/// How exactly a name must be given for a record to be meant by it.
enum NameRule: Sendable {
    /// For commands that change something: the exact full name, where it is no id.
    case full
    /// For commands that only read: also a part that one record alone has in its name. Which
    /// record was taken is noted.
    case part(CommandContext)
}

/// Picks the one record that a name means.
enum Match {
    /// So many candidates are named when a name is not enough.
    static let candidatesShown = 5

    /// The only record with exactly this name; where a part will do, else the only one found.
    ///
    /// - Parameters:
    ///   - what: `school` or `group`, for messages.
    ///   - names: all names of a record.
    /// - Throws: ``CommandFailure`` when there is none, or several; a usage failure with the full
    ///   names when the name is only a part and the full one is wanted.
    static func one<Item>(
        _ name: String, _ what: String, _ found: [Item], _ rule: NameRule, id: (Item) -> String,
        names: (Item) -> [String]
    ) throws -> Item {
        let exact = found.filter { names($0).contains(name) }
        if exact.count == 1 { return exact[0] }
        guard !found.isEmpty else { throw absent(name, what) }
        /// The name of a record that has the text in it.
        func full(_ item: Item) -> String {
            names(item).first { $0.contains(name) } ?? names(item).first ?? ""
        }
        guard exact.isEmpty else {
            throw several(name, exact.map { "\(full($0)) (\(id($0)))" })
        }
        guard case .part(let context) = rule else {
            throw part(name, what, found.map(full).uniqued)
        }
        guard found.count == 1 else {
            throw several(name, found.map { "\(full($0)) (\(id($0)))" })
        }
        context.console.note(
            context.text(
                "“\(name)”不是完整名称，按“\(full(found[0]))”查询。",
                "\"\(name)\" is a part of a name: taken for \"\(full(found[0]))\"."))
        return found[0]
    }

    private static func absent(_ name: String, _ what: String) -> CommandFailure {
        CommandFailure(
            .dataInvalid,
            Wording("没有找到“\(name)”。", "There is no \(what) \"\(name)\" within your scope."),
            next: Wording(
                "请用 taoli \(listing(what)) --name 查找编号或名称。",
                "Look for its id or name with taoli \(listing(what)) --name."))
    }

    private static func listing(_ what: String) -> String {
        switch what {
        case "partner": "unit partners"
        case "site": "school list"
        default: "\(what) list"
        }
    }

    private static func part(_ name: String, _ what: String, _ full: [String]) -> CommandFailure {
        let kinds = ["group": "集团名称", "partner": "合作单位名称"]
        let shown = list(full)
        return CommandFailure(
            .usage,
            Wording(
                "“\(name)”不是完整\(kinds[what] ?? "校名")。是否为：\(shown.chinese)？",
                "\"\(name)\" is not the full name of a \(what). Is this meant: \(shown.english)?"),
            next: Wording(
                "会改变记录的命令只认编号或完整名称：请写完整名称或编号。",
                "A command that changes records takes no part of a name. Write the full name or "
                    + "the id."))
    }

    private static func several(_ name: String, _ full: [String]) -> CommandFailure {
        let shown = list(full)
        return CommandFailure(
            .dataInvalid,
            Wording(
                "“\(name)”对应 \(full.count) 条记录：\(shown.chinese)",
                "\"\(name)\" means \(full.count) records: \(shown.english)"),
            next: Wording("请改用编号。", "Use the id instead."))
    }

    /// The first of many names.
    private static func list(_ names: [String]) -> Wording {
        let shown = names.prefix(candidatesShown)
        let isAll = names.count <= candidatesShown
        return Wording(
            shown.joined(separator: "、") + (isAll ? "" : "、…"),
            shown.joined(separator: ", ") + (isAll ? "" : ", …"))
    }
}
