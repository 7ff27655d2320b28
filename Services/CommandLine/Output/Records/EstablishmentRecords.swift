import TaoliContracts
import TaoliModels

extension Taoli_Registry_V1_SchoolPosts: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("日期", "on") { posts, _ in posts.on },
            Column("编制", "posts", alignment: .right) { posts, _ in
                posts.hasEstablishment ? "\(posts.establishment.posts)" : ""
            },
            Column("在岗", "filled", alignment: .right) { posts, _ in "\(posts.filled)" },
            Column("校级职数", "leaders", alignment: .right) { posts, _ in
                let limit = posts.hasEstablishment ? "\(posts.establishment.leaders)" : "-"
                return "\(posts.leaders)/\(limit)"
            },
            Column("不占职数", "outside limit", alignment: .right) { posts, _ in
                "\(posts.leadersOutsideLimit)"
            },
            Column("中层职数", "middle managers", alignment: .right) { posts, _ in
                let limit = posts.hasEstablishment ? "\(posts.establishment.middleManagers)" : "-"
                return "\(posts.middleManagers)/\(limit)"
            },
        ]
    }

    var json: JSONValue {
        [
            "school_id": .string(schoolID), "on": .string(on),
            "establishment": hasEstablishment ? establishment.json : .null,
            "filled": .integer(Int64(filled)), "leaders": .integer(Int64(leaders)),
            "leaders_outside_limit": .integer(Int64(leadersOutsideLimit)),
            "middle_managers": .integer(Int64(middleManagers)),
        ]
    }
}

extension Taoli_Registry_V1_Establishment: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("起始", "from") { set, _ in set.from },
            Column("编制", "posts", alignment: .right) { set, _ in "\(set.posts)" },
            Column("校级职数", "leaders", alignment: .right) { set, _ in "\(set.leaders)" },
            Column("中层职数", "middle managers", alignment: .right) { set, _ in
                "\(set.middleManagers)"
            },
            Column("文号", "reference") { set, _ in set.reference },
        ]
    }

    var json: JSONValue {
        [
            "from": .string(from), "posts": .integer(Int64(posts)),
            "leaders": .integer(Int64(leaders)),
            "middle_managers": .integer(Int64(middleManagers)),
            "reference": .optional(reference),
        ]
    }
}

/// Words for what staff names in English keys; an unknown key stands as it is.
enum StaffTerms {
    static func post(_ key: String) -> Term {
        Term(key: key, chinese: StaffPost(rawValue: key)?.chinese ?? key)
    }

    static func subject(_ key: String) -> Term {
        Term(key: key, chinese: TeachingSubject(rawValue: key)?.chinese ?? key)
    }

    static func level(_ key: String) -> Term {
        Term(key: key, chinese: KeyTeacherLevel(rawValue: key)?.chinese ?? key)
    }

    static func title(_ key: String) -> Term {
        Term(key: key, chinese: TeacherTitle(rawValue: key)?.chinese ?? key)
    }

    static func channel(_ key: String) -> Term {
        Term(key: key, chinese: RecruitmentChannel(rawValue: key)?.chinese ?? key)
    }
}
