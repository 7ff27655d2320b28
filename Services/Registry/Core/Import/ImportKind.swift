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
        case .districts: ImportTemplates.districts.layout
        case .schools: ImportTemplates.schools.layout
        case .groups: ImportTemplates.groups.layout
        case .staff: ImportTemplates.staff.layout
        }
    }

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
    case status
}

enum GroupColumn: Int {
    case group, districtCode, district, role, schoolName, schoolID, stage, schoolDistrict, note
    case joinedOn, groupKind
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
