package import TaoliModels

/// The kinds of file evaluation takes, in the order in which they depend on one another.
package enum EvaluationFile: String, CaseIterable, Sendable {
    /// Students of a school year.
    case rolls
    /// Their results; its students must be there.
    case results
    /// Answers on paper; the survey must be open.
    case answers
    /// What schools have, for a school year.
    case resources

    /// What such a file looks like.
    package var template: TableTemplate {
        switch self {
        case .rolls: ImportTemplates.rolls
        case .results: ImportTemplates.results
        case .answers: ImportTemplates.answers
        case .resources: ImportTemplates.resources
        }
    }
}

/// The columns of the layouts, by place.
enum StudentColumn: Int {
    case student, school, stage, subject, score, prior, passed, absence
}

/// The columns of answers.
enum AnswerColumn: Int {
    case token, answer
}

/// The first columns of resources; an amount for each resource follows.
enum ResourceColumn: Int {
    case school, stage, students
}

extension TableRow {
    subscript(_ column: ResourceColumn) -> String { self[column.rawValue] }
    subscript(_ column: StudentColumn) -> String { self[column.rawValue] }
    subscript(_ column: AnswerColumn) -> String { self[column.rawValue] }

    /// A refusal of one cell; one that says who somebody is shows no value.
    func problem(_ code: String, _ column: StudentColumn, _ text: Wording) -> RowProblem {
        problem(code, at: column.rawValue, isShown: column != .student, text)
    }

    /// A refusal of one cell; tokens are not shown.
    func problem(_ code: String, _ column: AnswerColumn, _ text: Wording) -> RowProblem {
        problem(code, at: column.rawValue, isShown: column != .token, text)
    }

    /// A refusal of the cell at a place.
    func problem(_ code: String, at place: Int, isShown: Bool = true, _ text: Wording)
        -> RowProblem
    {
        RowProblem(
            code, row: number, column: header.reference(place),
            value: isShown ? self[place] : "", text: text)
    }
}
