import TaoliContracts

extension Taoli_Registry_V1_School: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { school, _ in school.id },
            Column("名称", "name") { school, _ in school.name },
            Column("区", "district") { school, _ in school.district },
            Column("学段", "stages") { school, language in
                stageNames(school.stages, language)
            },
            Column("办学性质", "ownership") { $0.ownership.term.text(in: $1) },
            Column("状态", "status") { $0.status.term.text(in: $1) },
            Column("校区", "sites", alignment: .right) { school, _ in "\(school.sites.count)" },
            Column("所在集团", "groups") { school, _ in
                school.memberships.map(\.groupName).uniqued.joined(separator: ", ")
            },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "name": .string(name), "district": .string(district),
            "ownership": .string(ownership.term.key), "status": .string(status.term.key),
            "stages": .array(stages.map(JSONValue.string)),
            "sites": .array(sites.map(\.json)),
            "memberships": .array(memberships.map(\.json)),
            "codes": .array(codes.map(\.json)),
            "successor_id": .optional(successorID), "version": .integer(version),
        ]
    }
}

extension Taoli_Registry_V1_District: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("代码", "code") { district, _ in district.code },
            Column("名称", "name") { district, _ in district.name },
            Column("市本级", "city") { district, language in
                district.isCity ? (language == .zh ? "是" : "yes") : ""
            },
        ]
    }

    var json: JSONValue {
        ["code": .string(code), "name": .string(name), "is_city": .bool(isCity)]
    }
}

extension Taoli_Registry_V1_Site: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("校区编号", "site id") { site, _ in site.id },
            Column("外部编号", "external id") { site, _ in site.externalID },
            Column("校区", "site") { site, _ in site.name },
            Column("区", "district") { site, _ in site.district },
            Column("类型", "kind") { $0.kind.term.text(in: $1) },
            Column("状态", "status") { $0.status.term.text(in: $1) },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "external_id": .optional(externalID), "name": .string(name),
            "district": .string(district), "kind": .string(kind.term.key),
            "ownership": .string(ownership.term.key), "status": .string(status.term.key),
            "longitude": .optional(longitude), "latitude": .optional(latitude),
            "version": .integer(version),
        ]
    }
}

extension Taoli_Registry_V1_SchoolMembership: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("集团编号", "group id") { membership, _ in membership.groupID },
            Column("集团", "group") { membership, _ in membership.groupName },
            Column("校区编号", "site id") { membership, _ in membership.siteID },
            Column("身份", "role") { $0.role.term.text(in: $1) },
        ]
    }

    var json: JSONValue {
        [
            "group_id": .string(groupID), "group_name": .string(groupName),
            "site_id": .string(siteID), "role": .string(role.term.key),
        ]
    }
}

extension Taoli_Registry_V1_Code {
    var json: JSONValue {
        [
            "scheme": .string(scheme), "value": .string(value), "valid_from": .optional(validFrom),
            "valid_until": .optional(validUntil),
        ]
    }
}
