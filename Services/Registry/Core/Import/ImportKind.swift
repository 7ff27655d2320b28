package import TaoliModels

/// The kinds of file the registry imports, in the order in which they depend on one another.
package enum ImportKind: String, CaseIterable, Sendable {
    /// Districts and the city itself; depends on nothing.
    case districts
    /// Schools with their sites; its districts must be there.
    case schools
    /// Groups with their memberships; its sites must be there.
    case groups
    /// Persons with their main posts; its schools must be there.
    case staff

    /// The columns of such a file. Aliases are the Chinese headings a bureau would write.
    package var layout: TableLayout {
        switch self {
        case .districts: ImportKind.districtLayout
        case .schools: ImportKind.schoolLayout
        case .groups: ImportKind.groupLayout
        case .staff: ImportKind.staffLayout
        }
    }

    private static let districtLayout = TableLayout(
        name: "districts",
        columns: [
            TableColumn("district_code", aliases: ["区代码", "区划代码"]),
            TableColumn("name", aliases: ["名称", "区名称"]),
            TableColumn("level", aliases: ["层级"]),
        ])

    private static let schoolLayout = TableLayout(
        name: "schools",
        columns: [
            TableColumn("school_id", aliases: ["学校编号"]),
            TableColumn("name", aliases: ["学校名称"]),
            TableColumn("district_code", aliases: ["区代码"]),
            TableColumn("district", aliases: ["区"]),
            TableColumn("stage", aliases: ["学段"]),
            TableColumn("ownership", aliases: ["办学性质"]),
            TableColumn("longitude", aliases: ["经度"]),
            TableColumn("latitude", aliases: ["纬度"]),
            TableColumn("note", aliases: ["备注"], isRequired: false),
        ])

    private static let groupLayout = TableLayout(
        name: "groups",
        columns: [
            TableColumn("group_name", aliases: ["集团名称"]),
            TableColumn("district_code", aliases: ["区代码"]),
            TableColumn("district", aliases: ["区"]),
            TableColumn("lead_or_member", aliases: ["牵头或成员"]),
            TableColumn("school_name", aliases: ["学校名称"]),
            TableColumn("school_id", aliases: ["学校编号"]),
            TableColumn("stage", aliases: ["学段"]),
            TableColumn("school_district_code", aliases: ["学校所在区代码"]),
            TableColumn("note", aliases: ["备注"]),
            TableColumn(
                "joined_on", aliases: ["effective_date", "加入日期"], isRequired: false),
        ])

    private static let staffLayout = TableLayout(
        name: "staff",
        columns: [
            TableColumn("name", aliases: ["姓名"]),
            TableColumn("number", aliases: ["证件号码", "身份证号", "身份证件号码"]),
            TableColumn("document", aliases: ["证件类型"], isRequired: false),
            TableColumn("phone", aliases: ["电话", "手机", "联系电话"], isRequired: false),
            TableColumn("school_code", aliases: ["学校标识码", "学校编号"], isRequired: false),
            TableColumn("school", aliases: ["学校", "学校名称"], isRequired: false),
            TableColumn("post", aliases: ["岗位"]),
            TableColumn("subject", aliases: ["学科", "任教学科"], isRequired: false),
            TableColumn("stage", aliases: ["学段", "任教学段"], isRequired: false),
            TableColumn("key_level", aliases: ["骨干级别"], isRequired: false),
            TableColumn("title", aliases: ["职称"], isRequired: false),
            TableColumn("principal_grade", aliases: ["校长职级"], isRequired: false),
            TableColumn("working_since", aliases: ["参加工作年月"], isRequired: false),
            TableColumn("teaching_since", aliases: ["任教年月", "从教年月"], isRequired: false),
            TableColumn("school_since", aliases: ["入校年月"], isRequired: false),
            TableColumn("channel", aliases: ["招聘渠道", "进入渠道"], isRequired: false),
        ])

    /// The columns of an answers file.
    package static let answersLayout = TableLayout(
        name: "answers",
        columns: [
            TableColumn("row", aliases: ["行号"]),
            TableColumn("question", aliases: ["问题"]),
            TableColumn("answer", aliases: ["回答"]),
        ])
}

/// The layout's columns by name, for readers of rows.
enum DistrictColumn: Int {
    case code, name, level
}

enum SchoolColumn: Int {
    case id, name, districtCode, district, stage, ownership, longitude, latitude, note
}

enum GroupColumn: Int {
    case group, districtCode, district, role, schoolName, schoolID, stage, schoolDistrict, note
    case joinedOn
}

enum StaffColumn: Int {
    case name, number, document, phone, schoolCode, school, post, subject, stage, keyLevel, title
    case principalGrade, workingSince, teachingSince, schoolSince, channel
}

extension TableRow {
    subscript(_ column: DistrictColumn) -> String { self[column.rawValue] }
    subscript(_ column: SchoolColumn) -> String { self[column.rawValue] }
    subscript(_ column: GroupColumn) -> String { self[column.rawValue] }
    subscript(_ column: StaffColumn) -> String { self[column.rawValue] }

    /// A refusal of one cell of this row.
    func problem(_ code: String, _ column: Int, _ text: Wording) -> RowProblem {
        RowProblem(
            code, row: number, column: header.reference(column), value: self[column], text: text)
    }
}
