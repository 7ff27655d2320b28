import TaoliContracts

extension Taoli_Registry_V1_Group: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { group, _ in group.id },
            Column("名称", "name") { group, _ in group.name },
            Column("类型", "kind") { $0.kind.term.text(in: $1) },
            Column("区", "district") { group, _ in group.district },
            Column("牵头", "leads", alignment: .right) { group, _ in "\(group.leadCount)" },
            Column("成员", "members", alignment: .right) { group, _ in "\(group.memberCount)" },
            Column("成立", "founded") { group, language in
                startText(group.foundedOn, isUnknown: group.startUnknown, language)
            },
            Column("撤销", "closed") { group, _ in group.closedOn },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "kind": .string(kind.term.key),
            "district": .string(district), "founded_on": .optional(foundedOn),
            "start_unknown": .bool(startUnknown), "closed_on": .optional(closedOn),
            "lead_count": .integer(Int64(leadCount)), "member_count": .integer(Int64(memberCount)),
            "members": .array(members.map(\.json)), "source_type": .optional(sourceType),
            "source_level": .optional(sourceLevel), "version": .integer(version),
        ]
    }
}

extension Taoli_Registry_V1_GroupEntry: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { group, _ in group.id },
            Column("名称", "name") { group, _ in group.name },
            Column("类型", "kind") { $0.kind.term.text(in: $1) },
            Column("区", "district") { group, _ in group.district },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "kind": .string(kind.term.key),
            "district": .string(district),
        ]
    }
}

extension Taoli_Registry_V1_Member: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("身份", "role") { $0.role.term.text(in: $1) },
            Column("校区", "site") { member, _ in member.siteName },
            Column("学校", "school") { member, _ in member.schoolName },
            Column("外部编号", "external id") { member, _ in member.externalID },
            Column("类型", "kind") { $0.kind.term.text(in: $1) },
            Column("区", "district") { member, _ in member.district },
            Column("方式", "mode") { PackWords.mode($0.mode, in: $1) },
            Column("起", "from") { member, language in
                startText(member.from, isUnknown: member.startUnknown, language)
            },
            Column("止", "until") { member, _ in member.until },
            Column("期限", "term") { member, _ in member.termUntil },
            Column("校区编号", "site id") { member, _ in member.siteID },
        ]
    }

    var json: JSONValue {
        [
            "membership_id": .string(membershipID), "site_id": .string(siteID),
            "site_name": .string(siteName), "external_id": .optional(externalID),
            "school_id": .string(schoolID), "school_name": .string(schoolName),
            "district": .string(district), "kind": .string(kind.term.key),
            "role": .string(role.term.key), "from": .optional(from), "until": .optional(until),
            "start_unknown": .bool(startUnknown), "mode": .optional(mode),
            "term_until": .optional(termUntil),
        ]
    }
}

/// A first day; marked when it is only the day for which it was recorded.
private func startText(_ date: String, isUnknown: Bool, _ language: Language) -> String {
    guard isUnknown else { return date }
    return date + (language == .zh ? "（起始未知）" : " (recorded)")
}
