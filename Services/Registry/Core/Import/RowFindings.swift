import TaoliModels

/// What reading one row has found so far.
struct RowFindings {
    private let row: TableRow
    private let answers: ImportAnswers
    private(set) var problems: [RowProblem]
    private(set) var questions: [RowQuestion] = []
    private var asked: Set<DoubtQuestion> = []
    private var answerProblems: [RowProblem] = []

    init(_ row: TableRow, answers: ImportAnswers) {
        self.row = row
        self.answers = answers
        problems = row.problems
    }

    /// Whether nothing stands against the row.
    var isClear: Bool { problems.isEmpty && questions.isEmpty && !answers.skips(row.number) }

    mutating func refuse(_ code: String, _ column: Int, _ text: Wording) {
        problems.append(row.problem(code, column, text))
    }

    /// Asks a question, unless an answer settles it; that answer is given back.
    @discardableResult
    mutating func ask(_ question: RowQuestion) -> ImportAnswer.Choice? {
        asked.insert(question.question)
        if let answer = answers[row.number, question.question] { return answer.choice }
        questions.append(question)
        return nil
    }

    /// Asks although there is an answer, which cannot be taken.
    mutating func ask(_ question: RowQuestion, inSpiteOf code: String, _ text: Wording) {
        asked.insert(question.question)
        questions.append(question)
        guard let answer = answers[row.number, question.question] else { return }
        answerProblems.append(
            RowProblem(
                code, row: answer.answerRow, value: "\(row.number),\(question.question.rawValue)",
                text: text))
    }

    /// The outcome; `value` is called only when nothing stands against the row.
    func reading<Value>(label: String, _ value: () -> (Value, RowChange)?) -> RowReading<Value> {
        let outcome: RowOutcome<Value>
        if !problems.isEmpty {
            outcome = .refused(problems)
        } else if answers.skips(row.number) {
            outcome = .doubtful([], isSkipped: true)
        } else if questions.isEmpty, let (accepted, change) = value() {
            outcome = .accepted(accepted, change)
        } else {
            outcome = .doubtful(questions, isSkipped: false)
        }
        return RowReading(
            row: row.number, label: RowProblem.shown(label), outcome: outcome,
            answerProblems: answerProblems + idleAnswers())
    }

    /// Answers to questions that the row does not raise: mostly a wrong row number. Names and
    /// leads are left alone, since one answer may settle them for several rows.
    private func idleAnswers() -> [RowProblem] {
        guard problems.isEmpty, answers.count > 0 else { return [] }
        return answers.about(row.number).compactMap { question, answer in
            if asked.contains(question) || question == .schoolName || question == .lead {
                return nil
            }
            return RowProblem(
                "answer-without-question", row: answer.answerRow,
                value: "\(row.number),\(question.rawValue)",
                text: Wording(
                    "第 \(row.number) 行没有这个问题；请核对行号。",
                    "Row \(row.number) does not raise this question: check the number."))
        }.sorted { $0.row < $1.row }
    }
}
