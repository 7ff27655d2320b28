import Foundation
import TaoliModels

/// Reads codes as people write them: full-width letters, other cases, the Chinese term.
enum CodeText {
    /// Most characters of a name in a file.
    static let nameCharactersMax = 200
    /// Most characters of an id in a file.
    static let idCharactersMax = 64

    /// NFKC, so that full-width digits and letters become ordinary ones (people-and-operators §7).
    static func plain(_ text: String) -> String {
        text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCompatibilityMapping
    }

    static let kinds: [String: SchoolKind] = {
        var table: [String: SchoolKind] = [
            "完中": .complete, "初中": .junior, "高中": .senior, "九年一贯": .nineYear,
            "九年一贯制": .nineYear, "十二年一贯": .twelveYear, "十二年一贯制": .twelveYear,
        ]
        for kind in SchoolKind.allCases {
            table[kind.rawValue] = kind
            table[kind.chinese] = kind
        }
        return table
    }()

    static let roles: [String: MembershipRole] = {
        var table: [String: MembershipRole] = ["牵头": .lead, "成员": .member]
        for role in MembershipRole.allCases {
            table[role.rawValue] = role
            table[role.chinese] = role
        }
        return table
    }()

    static let groupKinds: [String: GroupKind] = {
        var table: [String: GroupKind] = ["集团": .educationGroup, "共同体": .educationCommunity]
        for kind in GroupKind.allCases {
            table[kind.rawValue] = kind
            table[kind.chinese] = kind
        }
        return table
    }()

    static let ownerships: [String: Ownership] = [
        "public": .public, "private": .private, "unknown": .unknown, "公办": .public,
        "民办": .private, "未知": .unknown,
    ]

    /// `closed` is none of them: no file closes a school.
    static let statuses: [String: SchoolStatus] = {
        var table: [String: SchoolStatus] = [
            "规划": .planned, "建设中": .underConstruction, "已开办": .open,
        ]
        for status in [SchoolStatus.planned, .underConstruction, .open] {
            table[status.rawValue] = status
            table[status.chinese] = status
        }
        return table
    }()

    /// The value of a code; `nil` when it is not in the list.
    static func value<Value>(_ text: String, in table: [String: Value]) -> Value? {
        table[text] ?? table[plain(text).lowercased()]
    }

    /// "Did you mean …", with the whole list, for a code that is not in it.
    static func unknown<Value: NamedCode>(_ text: String, what: Wording, in table: [String: Value])
        -> Wording
    {
        let known = Set(table.values)
        let list = Value.allowed(Value.allCases.filter(known.contains))
        let near = NearestName.nearest(to: plain(text), in: table.keys.sorted())
            .flatMap { table[$0] }
        return Wording(
            "\(what.chinese)不在代码表中（可用：\(list.chinese)）"
                + (near.map { "；是否应为\($0.withCode)？" } ?? "；请改正。"),
            "The \(what.english) is not in the list (\(list.english))"
                + (near.map { ": is \"\($0.rawValue)\" meant?" } ?? ": correct it."))
    }

    /// Why an id cannot be one; `nil` when it can. Ids are the compilers' own: 1-64 visible ASCII
    /// characters without blanks, commas and `=`.
    static func flaw(inID id: String) -> Wording? {
        let isPlain = id.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: ",") && byte != UInt8(ascii: "=")
        }
        guard isPlain, id.utf8.count <= idCharactersMax, !id.isEmpty else {
            return Wording(
                "编号只能用 1-\(idCharactersMax) 个可见的英文字母、数字和符号；请核对。",
                "An id has 1-\(idCharactersMax) visible ASCII characters, no blanks: check it.")
        }
        // What a spreadsheet makes of a long number: 4.40105E+17.
        guard id.utf8.contains(UInt8(ascii: "+")) else { return nil }
        let upper = id.uppercased()
        let digits = upper.split(separator: "E+", maxSplits: 1, omittingEmptySubsequences: false)
        if digits.count == 2, Double(upper) != nil {
            return Wording(
                "编号已被表格软件改成科学记数法；请将该列设为文本后重新填写。",
                "A spreadsheet turned the id into a number: set the column to text, fill it again.")
        }
        return nil
    }

    /// Why a name cannot be one; `nil` when it can.
    static func flaw(inName name: String) -> Wording? {
        if name.isEmpty { return Wording("名称为空；请填写。", "The name is empty: fill it in.") }
        if name.utf8.count > nameCharactersMax, name.count > nameCharactersMax {
            return Wording(
                "名称超过 \(nameCharactersMax) 个字；请缩短。",
                "The name is longer than \(nameCharactersMax) characters: shorten it.")
        }
        if name.utf8.contains(where: { $0 < 0x20 }) {
            return Wording("名称中有换行；请删除。", "The name contains a line break: remove it.")
        }
        return nil
    }
}
