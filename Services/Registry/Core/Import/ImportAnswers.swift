package import TaoliModels

/// An answer to one question about one row.
package struct ImportAnswer: Hashable, Sendable {
    /// What an answer decides.
    package enum Choice: Hashable, Sendable {
        /// The row is right as it stands.
        case accept
        /// Leave the row out.
        case skip
        /// The school's id is this.
        case id(String)
        /// The site's stage is this.
        case stage(SchoolKind)
    }

    package let choice: Choice
    /// The row of the answers file, for messages.
    package let answerRow: Int
}

/// The answers of a file `row,question,answer`; each row of it settles one question of one row.
///
/// Read it with `ImportKind.answersLayout`, adding row by row. Wrong answers are collected in
/// `problems` and count as not given. Blank answers, as in an unfilled template, are no answers.
package struct ImportAnswers: Sendable {
    /// Most answers taken from a file.
    package static let answersMax = 100_000

    /// Answers that cannot be taken, with reasons; row numbers are the answers file's.
    package private(set) var problems: [RowProblem] = []
    private var answers: [Int: [DoubtQuestion: ImportAnswer]] = [:]
    /// Answers taken; those in `problems` are not among them.
    package private(set) var count = 0

    package init() {}

    /// The answer to a question about a row of the imported file.
    package subscript(_ row: Int, _ question: DoubtQuestion) -> ImportAnswer? {
        answers[row]?[question]
    }

    /// All answers about a row.
    func about(_ row: Int) -> [DoubtQuestion: ImportAnswer] { answers[row] ?? [:] }

    /// Whether an answer leaves the row out.
    func skips(_ row: Int) -> Bool { answers[row]?.values.contains { $0.choice == .skip } ?? false }

    /// Takes one row of the answers file.
    package mutating func add(_ row: TableRow) {
        if let problem = row.problems.first { return problems.append(problem) }
        if row[2].isEmpty { return }
        do throws(RowProblem) {
            let (target, question, choice) = try ImportAnswers.read(row)
            guard count < ImportAnswers.answersMax else {
                throw row.problem(
                    "too-many-answers", 0,
                    Wording(
                        "回答超过 \(ImportAnswers.answersMax) 条；请分批导入。",
                        "More than \(ImportAnswers.answersMax) answers: import in parts."))
            }
            guard answers[target]?[question] == nil else {
                throw row.problem(
                    "answer-twice", 1,
                    Wording(
                        "第 \(target) 行的这个问题已回答过；请只保留一条。",
                        "This question about row \(target) is answered already: keep one answer."))
            }
            answers[target, default: [:]][question] = ImportAnswer(
                choice: choice, answerRow: row.number)
            count += 1
        } catch {
            problems.append(error)
        }
    }

    /// Answers about rows that the imported file does not have; call when it has been read.
    ///
    /// - Parameter lastRow: the number of the file's last row.
    package func beyond(lastRow: Int) -> [RowProblem] {
        answers.filter { $0.key > lastRow || $0.key < 1 }.flatMap { target, given in
            given.map { question, answer in
                RowProblem(
                    "answer-row", row: answer.answerRow, value: "\(target),\(question.rawValue)",
                    text: Wording(
                        "导入文件没有第 \(target) 行；请核对行号。",
                        "The imported file has no row \(target): check the number."))
            }
        }.sorted { $0.row < $1.row }
    }

    private static func read(_ row: TableRow) throws(RowProblem)
        -> (Int, DoubtQuestion, ImportAnswer.Choice)
    {
        guard let target = Int(CodeText.plain(row[0])), (1...10_000_000).contains(target) else {
            throw row.problem(
                "answer-row", 0,
                Wording(
                    "行号必须是导入文件的行号（正整数）。", "The row must be a row number of the imported file."))
        }
        let name = CodeText.plain(row[1]).lowercased()
        guard let question = DoubtQuestion(rawValue: name) else {
            let names = DoubtQuestion.allCases.map(\.rawValue)
            let near = NearestName.nearest(to: name, in: names)
            throw row.problem(
                "answer-question", 1,
                Wording(
                    "没有这个问题"
                        + (near.map { "；是否应为 \($0)？" } ?? "。可用：\(names.joined(separator: ", "))"),
                    "There is no such question"
                        + (near.map { ": is \($0) meant?" }
                            ?? "; there are \(names.joined(separator: ", ")).")))
        }
        let choice = try choice(row)
        guard question.allows(choice) else {
            throw row.problem(
                "answer-kind", 2,
                Wording(
                    "问题 \(name) 不能这样回答；可答：\(question.answers)。",
                    "The question \(name) takes other answers: \(question.answers)."))
        }
        return (target, question, choice)
    }

    private static func choice(_ row: TableRow) throws(RowProblem) -> ImportAnswer.Choice {
        let text = CodeText.plain(row[2])
        let parts = text.split(separator: "=", maxSplits: 1).map { part in
            String(part).filter { !$0.isWhitespace }
        }
        switch (parts.first?.lowercased(), parts.count) {
        case ("accept", 1): return .accept
        case ("skip", 1): return .skip
        case ("id", 2):
            if let flaw = CodeText.flaw(inID: parts[1]) { throw row.problem("bad-id", 2, flaw) }
            return .id(parts[1])
        case ("stage", 2):
            guard let kind = CodeText.value(parts[1], in: CodeText.kinds), kind != .unknown else {
                throw row.problem(
                    "unknown-stage", 2,
                    CodeText.unknown(
                        parts[1], what: Wording("学段", "stage"), in: CodeText.kinds))
            }
            return .stage(kind)
        default:
            throw row.problem(
                "answer-kind", 2,
                Wording(
                    "回答只能是 accept、skip、id=… 或 stage=…。",
                    "An answer is accept, skip, id=… or stage=…."))
        }
    }
}
