import EvaluationCore
import Foundation
import TaoliModels
import TaoliPostgres

/// Counts answers: a token is spent and the counts of its school grow in one transaction; which of
/// the two belongs to which answer is nowhere to be read afterwards.
enum SurveyAnswers {
    /// Surveys are locked before their tokens, so that none is closed, and told with its counts, while
    /// an answer is under way.
    ///
    /// - Parameter answers: by token, each once.
    /// - Returns: the tokens that counted; others were spent, unknown, or their survey does not run.
    static func count(
        _ answers: [(token: Data, isSatisfied: Bool)], on today: CalendarDate,
        in tx: PostgresTransaction
    ) async throws -> Set<Data> {
        let tokens = answers.map(\.token)
        let rows = try await tx.query(
            """
            WITH running AS (SELECT s.id FROM evaluation.survey s WHERE s.id IN (\
            SELECT survey_id FROM evaluation.survey_token WHERE token = any(\(tokens))) \
            AND s.status = 'open' \
            AND \(today.description)::date BETWEEN s.starts_on AND s.ends_on \
            ORDER BY s.id FOR SHARE) \
            UPDATE evaluation.survey_token t SET is_spent = true FROM running s \
            WHERE s.id = t.survey_id AND t.token = any(\(tokens)) AND NOT t.is_spent \
            RETURNING t.token, t.survey_id, t.school_id, t.respondent
            """)
        let satisfied = Dictionary(answers.map { ($0.token, $0.isSatisfied) }) { first, _ in first }
        var counts: [Place: (answered: Int64, satisfied: Int64)] = [:]
        var counted: Set<Data> = []
        for row in rows {
            let token: Data = try row.get("token")
            counted.insert(token)
            let place = Place(
                survey: try row.get("survey_id"), school: try row.get("school_id"),
                respondent: try row.get("respondent"))
            counts[place, default: (0, 0)].answered += 1
            if satisfied[token] == true { counts[place, default: (0, 0)].satisfied += 1 }
        }
        guard !counts.isEmpty else { return counted }
        // In one order, so that two batches do not wait for each other in a ring.
        let places = counts.sorted { $0.key.text < $1.key.text }
        for (place, count) in places {
            try await tx.execute(
                """
                UPDATE evaluation.survey_count SET answered = answered + \(count.answered), \
                satisfied = satisfied + \(count.satisfied) WHERE survey_id = \(place.survey) \
                AND school_id = \(place.school) AND respondent = \(place.respondent)
                """)
        }
        return counted
    }

    private struct Place: Hashable {
        let survey: UUID
        let school: UUID
        let respondent: String

        var text: String { "\(survey.text)/\(school.text)/\(respondent)" }
    }
}
