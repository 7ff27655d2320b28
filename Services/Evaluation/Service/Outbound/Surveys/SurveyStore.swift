import EvaluationCore
import Foundation
import SwiftProtobuf
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Opens surveys, issues tokens, takes answers and closes.
struct SurveyStore: Sendable {
    let context: ServiceContext
    let shelf: PackShelf
    let seal: StudentSeal

    /// - Parameter asked: `nil` for the pack that the district follows in the time that the survey
    ///   is about, as the cycle does that counts its answers.
    /// - Throws: `no-pack-followed`, `group-unknown`, and what `OpenSurvey` refuses.
    func open<Response: SwiftProtobuf.Message & Sendable>(
        _ open: OpenSurvey, _ asked: FiledPack?, _ request: CommandRequest,
        respond: @escaping @Sendable (Survey) throws -> Response
    ) async throws -> Response {
        try await context.commands.run(request) { tx, _, now in
            let today = CalendarDate(shanghai: now)
            let pack = try await shelf.chosen(
                asked, tx, by: open.district, on: min(open.period.lastDay, today)
            ).pack
            let members = try await CycleMembers.read(
                of: open.district, groups: open.groups, on: min(open.startsOn, today), in: tx)
            let survey = try open.decide(
                by: request.caller, on: today, pack: pack, members: members)
            return CommandOutcome(
                try respond(survey), writes: SurveyTable.insert(survey),
                events: [try survey.event(SurveyMessages.opened(survey))],
                subjects: [survey.reference], districts: survey.districts)
        }
    }

    /// - Throws: `not-found`, and what `CloseSurvey` refuses.
    func close<Response: SwiftProtobuf.Message & Sendable>(
        _ id: SurveyID, _ request: CommandRequest,
        respond: @escaping @Sendable (Survey) throws -> Response
    ) async throws -> Response {
        try await context.commands.run(request) { tx, _, _ in
            let survey = try CloseSurvey().decide(
                try await SurveyTable.load(id, locked: true, tx), by: request.caller)
            return CommandOutcome(
                try respond(survey), writes: [SurveyTable.update(survey)],
                events: [try survey.event(SurveyMessages.closed(survey))],
                subjects: [survey.reference], districts: survey.districts)
        }
    }

    /// Issues tokens. They follow from the request's id and a key, so that a request that is
    /// repeated gets the same ones though nothing keeps them: the answer that is remembered has none.
    /// After a change of keys they are those of the key with which they were issued.
    ///
    /// - Throws: `not-found`, `tokens-lost`, and what `IssueTokens` refuses.
    func issue<Response: SwiftProtobuf.Message & Sendable>(
        _ issue: IssueTokens, of id: SurveyID, _ request: CommandRequest, empty: Response
    ) async throws -> [String] {
        let seal = seal
        let byKey = seal.newTokens(
            request.requestID, count: max(0, min(issue.count, EvaluationLimits.tokensMax)))
        _ = try await context.commands.run(request) { tx, _, _ in
            let survey = try issue.decide(
                try await SurveyTable.load(id, locked: true, tx), by: request.caller)
            let tokens = byKey.first ?? []
            let digests = try tokens.map { try seal.token(AnswerRowReader.normal($0)) }
            return CommandOutcome(
                empty, writes: SurveyTable.issue(digests, issue, survey),
                events: [try survey.event(SurveyMessages.issued(survey, issue))],
                subjects: [survey.reference], districts: survey.districts)
        }
        return try await issued(byKey)
    }

    /// Those that are stored.
    private func issued(_ byKey: [[String]]) async throws -> [String] {
        let options = TransactionOptions(preamble: context.scope.preamble(.all))
        for tokens in byKey {
            let first =
                tokens.first.map { seal.candidates(token: AnswerRowReader.normal($0)) } ?? []
            let rows = try await context.pool.transaction(options) { tx in
                try await tx.query(
                    "SELECT 1 FROM evaluation.survey_token WHERE token = any(\(first.map(\.data)))")
            }
            if !rows.isEmpty { return tokens }
        }
        throw SurveyRefusals.tokensLost
    }

    /// Takes one answer, from whoever holds the token.
    ///
    /// - Returns: the survey's title.
    /// - Throws: `unknown-token`, `already-answered`, `bad-answer`.
    func answer(_ token: String, _ answer: Int, on today: CalendarDate) async throws -> String {
        guard SurveyScale.range.contains(answer) else { throw SurveyRefusals.badAnswer }
        let candidates = seal.candidates(token: AnswerRowReader.normal(token)).map(\.data)
        let options = TransactionOptions(preamble: context.scope.preamble(.all))
        return try await context.pool.transaction(options) { tx in
            let row = try await tx.query(
                """
                SELECT t.token, t.is_spent, s.title, s.status = 'open' \
                AND \(today.description)::date BETWEEN s.starts_on AND s.ends_on AS runs \
                FROM evaluation.survey_token t JOIN evaluation.survey s ON s.id = t.survey_id \
                WHERE t.token = any(\(candidates))
                """
            ).first
            guard let row, try row.get("runs", as: Bool.self) else {
                throw SurveyRefusals.unknownToken
            }
            let counted = try await SurveyAnswers.count(
                [(try row.get("token"), SurveyScale.isSatisfied(answer))], on: today, in: tx)
            guard !counted.isEmpty else { throw SurveyRefusals.spent }
            return try row.get("title")
        }
    }
}

/// Reads surveys in the caller's scope.
struct SurveyReads {
    let tx: PostgresTransaction
    let viewer: CycleViewer

    /// - Throws: `not-found`.
    func survey(_ id: SurveyID) async throws -> Survey {
        let rows = try await tx.query(
            """
            SELECT \(fragment: SurveyTable.columns) FROM evaluation.survey s \
            WHERE s.id = \(id.rawValue) AND \(fragment: viewer.surveys)
            """)
        guard let survey = try await SurveyTable.decode(rows, tx).first else {
            throw EvaluationRefusals.notFound("survey_id", "调查", "survey")
        }
        return survey
    }

    /// The newest first.
    func list(period: String?, status: String?, after id: UUID?, size: Int) async throws
        -> RowPage<Survey>
    {
        let rows = try await tx.query(
            """
            SELECT \(fragment: SurveyTable.columns) FROM evaluation.survey s \
            WHERE \(fragment: viewer.surveys) \
            AND (\(period)::text IS NULL OR s.period = \(period)) \
            AND (\(status)::text IS NULL OR s.status = \(status)) \
            AND (\(id)::uuid IS NULL OR s.id < \(id)) ORDER BY s.id DESC LIMIT \(size + 1)
            """)
        let found = try await SurveyTable.decode(Array(rows.prefix(size)), tx)
        let last = rows.count > size ? found.last : nil
        return RowPage(rows: found, next: last.map { ["\($0.id)"] })
    }
}
