package import TaoliModels

/// The questions a row may raise. A doubtful row is applied only when every question of it is
/// answered; until then it waits, and what is already recorded stays as it is.
///
/// | question | asked when | answers |
/// |---|---|---|
/// | `no-id` | the school's id is empty | `id=…`, `skip` |
/// | `stage` | the stage is `unknown` or empty | `stage=…`, `skip` |
/// | `planned` | a marker says the school is not open yet | `accept`, `skip` |
/// | `not-a-school` | a marker, or the end of the name, says it is an institute | `accept`, `skip` |
/// | `outside` | a marker says so, or only a place that is no district of the city is named | `accept`, `skip` |
/// | `disputed` | a marker says that the source itself doubts the row | `accept`, `skip` |
/// | `school-name` | the file, or file and register, give two legal names to one site | `accept`, `skip` |
/// | `school` | the id is not among the imported schools | `id=…`, `skip` |
/// | `lead` | no lead row of the row's group can be taken: the group waits | `accept`, `skip` |
package enum DoubtQuestion: String, CaseIterable, Sendable {
    /// Which site the row means.
    case noID = "no-id"
    /// Which stages the site has.
    case stage
    /// Whether a school that is not open yet is taken.
    case planned
    /// Whether an institute is taken as a school.
    case notASchool = "not-a-school"
    /// Whether a school that seems to lie outside the city is taken.
    case outside
    /// Whether a row that its own source doubts is taken.
    case disputed
    /// Whether the row's legal name is the right one of two.
    case schoolName = "school-name"
    /// Which imported school the row means.
    case school
    /// Whether the row is taken before a lead of its group is known.
    case lead

    /// Whether an answer of this kind settles the question; `skip` always does.
    func allows(_ choice: ImportAnswer.Choice) -> Bool {
        switch choice {
        case .skip: true
        case .id: self == .noID || self == .school
        case .stage: self == .stage
        case .accept: self != .noID && self != .school && self != .stage
        }
    }

    /// The answers it takes, for texts and the answers template.
    package var answers: String {
        switch self {
        case .noID, .school: "id=… | skip"
        case .stage: "stage=… | skip"
        default: "accept | skip"
        }
    }
}

/// One question about one row.
package struct RowQuestion: Hashable, Sendable {
    package let question: DoubtQuestion
    /// Row number as a spreadsheet shows it.
    package let row: Int
    /// The column that raised it.
    package let column: ColumnReference?
    /// What the cell holds, cut as `RowProblem.shown` does.
    package let value: String
    /// What is asked, and which answers there are.
    package let text: Wording

    init(
        _ question: DoubtQuestion, _ row: TableRow, _ column: Int, value: String? = nil,
        _ text: Wording
    ) {
        self.question = question
        self.row = row.number
        self.column = row.header.reference(column)
        self.value = RowProblem.shown(value ?? row[column])
        self.text = Wording(
            "\(text.chinese)（可答：\(question.answers)）",
            "\(text.english) (answers: \(question.answers))")
    }
}
