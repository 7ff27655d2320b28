/// The tables that registry imports, for it and for those who make files to be imported.
package enum ImportTemplates {
    /// In the order in which they depend on one another.
    package static let all = [districts, schools, groups, staff]

    /// Districts and the city itself.
    package static let districts = TableTemplate(
        name: "districts", title: Wording("区", "districts"),
        columns: [
            TemplateColumn(
                TableColumn("district_code", aliases: ["区代码", "区划代码"]),
                Wording("1-32 个英文字母、数字、- 和 _。", "1-32 ASCII letters, digits, - and _."),
                example: "440105"),
            TemplateColumn(
                TableColumn("name", aliases: ["名称", "区名称"]),
                Wording("区或市的名称。", "Name of the district or city."), example: "海珠区"),
            TemplateColumn(
                TableColumn("level", aliases: ["层级"]),
                Wording("市只能有一行。", "One row only is the city's."),
                choices: [Wording("市", "city"), Wording("区", "district")], example: "区"),
        ])

    /// Schools, a row being one school with one site.
    package static let schools = TableTemplate(
        name: "schools", title: Wording("学校", "schools"),
        columns: [
            TemplateColumn(
                TableColumn("school_id", aliases: ["学校编号"]),
                Wording(
                    "编制单位自己的编号，1-64 个英文字母、数字和符号；每校唯一，不要改动。",
                    "The compilers' own id, 1-64 visible ASCII characters; unique, never changed."),
                example: "GZ-0001"),
            TemplateColumn(
                TableColumn("name", aliases: ["学校名称"]),
                Wording("学校或校区的全称。", "Full name of the school or site."), example: "桃李小学"),
            TemplateColumn(
                TableColumn("district_code", aliases: ["区代码"]),
                Wording("已导入的区代码。", "Code of a district imported before."),
                example: "440105"),
            TemplateColumn(
                TableColumn("district", aliases: ["区"]),
                Wording("区的名称，供核对。", "Name of the district, to compare."), example: "海珠区"),
            stage,
            TemplateColumn(
                TableColumn("ownership", aliases: ["办学性质"]),
                Wording("留空表示未知。", "Empty means unknown."),
                choices: [
                    Wording("公办", "public"), Wording("民办", "private"),
                    Wording("未知", "unknown"),
                ], example: "公办"),
            TemplateColumn(
                TableColumn("longitude", aliases: ["经度"]),
                Wording("十进制度数，可与纬度一起留空。", "Decimal degrees; may be empty with latitude."),
                example: "113.2644"),
            TemplateColumn(
                TableColumn("latitude", aliases: ["纬度"]),
                Wording("十进制度数，可与经度一起留空。", "Decimal degrees; may be empty with longitude."),
                example: "23.1291"),
            TemplateColumn(
                TableColumn("note", aliases: ["备注"], isRequired: false),
                Wording("来源或疑问，可留空。", "Source or doubts; may be empty."), example: ""),
            TemplateColumn(
                TableColumn("status", aliases: ["办学状态"], isRequired: false),
                Wording(
                    "留空表示不变，新校即为开办；停办不由导入登记。",
                    "Empty changes nothing, a new school is open; no import closes one."),
                choices: [SchoolStatus.planned, .underConstruction, .open].map {
                    Wording($0.chinese, $0.rawValue)
                }, example: "开办"),
        ])

    /// Groups with their memberships, a row being one site in one group.
    package static let groups = TableTemplate(
        name: "groups", title: Wording("集团成员", "groups"),
        columns: [
            TemplateColumn(
                TableColumn("group_name", aliases: ["集团名称"]),
                Wording(
                    "每行都填；同一集团的各行可以合并单元格。",
                    "In every row; rows of one group may be merged cells."), example: "桃李教育集团"),
            TemplateColumn(
                TableColumn("district_code", aliases: ["区代码"]),
                Wording("集团所属的区；市级集团留空。", "The group's district; empty for the city's."),
                example: "440105"),
            TemplateColumn(
                TableColumn("district", aliases: ["区"]),
                Wording("区的名称，供核对。", "Name of the district, to compare."), example: "海珠区"),
            TemplateColumn(
                TableColumn("lead_or_member", aliases: ["牵头或成员"]),
                Wording("每个集团至少一个牵头校。", "Every group has a lead at least."),
                choices: [Wording("牵头", "lead"), Wording("成员", "member")], example: "牵头"),
            TemplateColumn(
                TableColumn("school_name", aliases: ["学校名称"]),
                Wording("学校或校区的全称。", "Full name of the school or site."), example: "桃李小学"),
            TemplateColumn(
                TableColumn("school_id", aliases: ["学校编号"]),
                Wording("与学校表中的编号相同。", "As in the table of schools."), example: "GZ-0001"),
            stage,
            TemplateColumn(
                TableColumn("school_district_code", aliases: ["学校所在区代码"]),
                Wording("学校所在的区。", "The district in which the school lies."),
                example: "440105"),
            TemplateColumn(
                TableColumn("note", aliases: ["备注"]),
                Wording(
                    "可留空；group_type=、relation= 等见 imports.md。",
                    "May be empty; for group_type=, relation= and others see imports.md."),
                example: ""),
            TemplateColumn(
                TableColumn(
                    "joined_on", aliases: ["effective_date", "加入日期"], isRequired: false),
                Wording("加入的第一天；不详时留空。", "First day of membership; empty when unknown."),
                example: "2026-09-01"),
            TemplateColumn(
                TableColumn("group_kind", aliases: ["集团类型"], isRequired: false),
                Wording(
                    "留空时看名称；与登记的不同则整个集团改为该类型，成员不变。",
                    "Empty: by the name. Another than recorded changes the group, not its members."),
                choices: GroupKind.allCases.map { Wording($0.chinese, $0.rawValue) },
                example: "教育集团"),
        ])

    private static let stage = TemplateColumn(
        TableColumn("stage", aliases: ["学段"]),
        Wording("办学类型；不详时留空，导入时再问。", "What is taught; empty raises a question."),
        choices: SchoolKind.allCases.filter { $0 != .unknown }.map {
            Wording($0.chinese, $0.rawValue)
        }, example: "小学")
}
