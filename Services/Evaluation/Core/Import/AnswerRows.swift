package import TaoliModels

/// What is known of a token.
package enum TokenState: Hashable, Sendable {
    /// Nobody issued it, or its survey is not open.
    case unknown
    /// It may answer.
    case free
    /// It has answered.
    case spent
}

/// Answers of surveys: 1 (not at all) to 5 (very).
package enum SurveyScale {
    /// 1 (not at all) to 5 (very).
    package static let range = 1...5

    /// 4 and 5 count as satisfied.
    package static func isSatisfied(_ answer: Int) -> Bool { answer >= 4 }
}

/// Reads rows of answers on paper.
package struct AnswerRowReader: Sendable {
    /// The tokens of the last accepted rows; those of earlier ones are stored.
    private var recent = RecentRows<StudentKey, Bool>()

    package init() {}

    /// The token of a row as issued: without spaces and dashes, in capitals.
    package static func token(_ row: TableRow) -> String { normal(row[.token]) }

    /// A token however somebody wrote it.
    package static func normal(_ text: String) -> String {
        text.uppercased().filter { $0.isLetter || $0.isNumber }
    }

    /// The rows to come are a batch; those before the last one are stored by now.
    package mutating func beginBatch() { recent.beginBatch() }

    /// - Parameters:
    ///   - token: the token's digest.
    ///   - isStored: whether an accepted row of this file named it before.
    /// - Returns: the answer.
    /// - Throws: `unknown-token`, `token-spent`, `bad-answer`.
    package mutating func read(
        _ row: TableRow, token: StudentKey, isStored: Bool = false, state: TokenState
    ) throws(RowProblem) -> Int {
        if let problem = row.problems.first { throw problem }
        guard let answer = Int(row[.answer]), SurveyScale.range.contains(answer) else {
            throw row.problem(
                "bad-answer", .answer, Wording("答案应为 1 到 5。", "An answer is 1 to 5."))
        }
        guard state != .unknown else {
            throw row.problem(
                "unknown-token", .token,
                Wording("没有这个编码，或调查不在进行。", "No such token, or its survey is not open."))
        }
        guard state == .free, !isStored, recent[token] == nil else {
            throw row.problem(
                "token-spent", .token,
                Wording("这个编码已经答过；每个编码只答一次。", "The token has answered; each answers once."))
        }
        recent[token] = true
        return answer
    }
}
