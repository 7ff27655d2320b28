import EvaluationCore
import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliRuntime

/// `SurveyService`: surveys of satisfaction.
struct SurveyCalls: Taoli_Evaluation_V1_SurveyService.SimpleServiceProtocol {
    let context: ServiceContext
    let shelf: PackShelf
    let store: SurveyStore

    init(context: ServiceContext, shelf: PackShelf) {
        self.context = context
        self.shelf = shelf
        store = SurveyStore(context: context, shelf: shelf, seal: StudentSeal(keys: context.keys))
    }

    func openSurvey(
        request: Taoli_Evaluation_V1_OpenSurveyRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_OpenSurveyResponse {
        let caller = try CallContext.requireCaller()
        let today = CalendarDate(shanghai: context.now())
        let groups = try EvaluationFields.groups(request.groupIds)
        guard !groups.isEmpty else {
            throw Input.invalid("group_ids", "missing-field", Wording("请写集团。", "Name the groups."))
        }
        guard let until = try EvaluationFields.day("until", request.until) else {
            throw Input.invalid("until", "missing-field", Wording("请写截止日。", "Name the last day."))
        }
        let open = OpenSurvey(
            id: SurveyID(.version7()),
            district: try EvaluationFields.district(request.district, of: caller),
            title: try Input.text("title", request.title, max: EvaluationLimits.nameMax),
            period: try EvaluationFields.period("year", request.year), groups: groups,
            startsOn: try EvaluationFields.day("from", request.from) ?? today, endsOn: until,
            rolls: try rolls(request.rolls))
        let asked = try request.pack.isEmpty ? nil : shelf.shipped(request.pack)
        return try await store.open(
            open, asked, try command(request, request.requestID, request.reason)
        ) { survey in
            .with { $0.survey = survey.message }
        }
    }

    func issueTokens(
        request: Taoli_Evaluation_V1_IssueTokensRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_IssueTokensResponse {
        let issue = IssueTokens(
            school: try Input.id("school_id", request.schoolID),
            respondent: try Input.text(
                "respondent", request.respondent, max: EvaluationLimits.nameMax),
            count: Int(request.count))
        let tokens = try await store.issue(
            issue, of: try Input.id("survey_id", request.surveyID),
            try command(request, request.requestID, ""),
            empty: Taoli_Evaluation_V1_IssueTokensResponse())
        return .with { $0.tokens = tokens }
    }

    func submitAnswer(
        request: Taoli_Evaluation_V1_SubmitAnswerRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_SubmitAnswerResponse {
        let token = try Input.text("token", request.token, max: EvaluationLimits.nameMax)
        let title = try await store.answer(
            token, Int(request.answer), on: CalendarDate(shanghai: context.now()))
        return .with { $0.title = title }
    }

    func closeSurvey(
        request: Taoli_Evaluation_V1_CloseSurveyRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_CloseSurveyResponse {
        try await store.close(
            try Input.id("survey_id", request.surveyID),
            try command(request, request.requestID, request.reason)
        ) { survey in
            .with { $0.survey = survey.message }
        }
    }

    func getSurvey(
        request: Taoli_Evaluation_V1_GetSurveyRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_GetSurveyResponse {
        let id: SurveyID = try Input.id("id", request.id)
        let viewer = try CycleViewer(try CallContext.requireCaller())
        let survey = try await context.read { tx in
            try await SurveyReads(tx: tx, viewer: viewer).survey(id)
        }
        return .with { $0.survey = survey.message }
    }

    func listSurveys(
        request: Taoli_Evaluation_V1_ListSurveysRequest, context call: ServerContext
    ) async throws -> Taoli_Evaluation_V1_ListSurveysResponse {
        let status: String? =
            try request.status.isEmpty
            ? nil
            : Input.known(
                "status", ["open", "closed"].first { $0 == request.status },
                allowed: ["open", "closed"])
        let period: String? =
            request.year.isEmpty
            ? nil : try EvaluationFields.period("year", request.year).description
        let list = ["surveys", request.year, request.status]
        let after = try EvaluationFields.cursorID(
            try Cursor.decode(request.page.cursor, of: list, parts: 1)?[0])
        let size = try Cursor.size(request.page.size)
        let viewer = try CycleViewer(try CallContext.requireCaller())
        let page = try await context.read { tx in
            try await SurveyReads(tx: tx, viewer: viewer).list(
                period: period, status: status, after: after, size: size)
        }
        return .with {
            $0.surveys = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    private func rolls(_ messages: [Taoli_Evaluation_V1_SurveyRoll]) throws -> [OpenSurvey.Roll] {
        guard (1...EvaluationLimits.rollsMax).contains(messages.count) else {
            throw Input.invalid(
                "rolls", "bad-roll-count",
                Wording(
                    "应答人数写 1 到 \(EvaluationLimits.rollsMax) 行。",
                    "Name 1 to \(EvaluationLimits.rollsMax) rolls."))
        }
        return try messages.map { message in
            OpenSurvey.Roll(
                school: try Input.id("rolls", message.schoolID),
                respondent: try Input.text(
                    "rolls", message.respondent, max: EvaluationLimits.nameMax),
                roll: message.roll)
        }
    }

    private func command(
        _ request: some SwiftProtobuf.Message, _ requestID: String, _ reason: String
    ) throws -> CommandRequest {
        try context.command(
            request, requestID: requestID, reason: try EvaluationFields.reason(reason),
            seesAll: true)
    }
}

extension Survey {
    /// The survey as it is sent: how many were satisfied only where nobody can be guessed from it.
    var message: Taoli_Evaluation_V1_Survey {
        .with {
            $0.id = id.description
            $0.title = title
            $0.pack = pack
            $0.packVersion = packVersion
            $0.year = period.description
            $0.district = district.rawValue
            $0.groupIds = groups.map(\.description)
            $0.from = startsOn.description
            $0.until = endsOn.description
            $0.status = isOpen ? "open" : "closed"
            $0.version = version
            $0.counts = counts.map { count in
                .with {
                    $0.schoolID = count.school.description
                    $0.schoolName = count.schoolName
                    $0.respondent = count.respondent
                    $0.roll = count.roll
                    $0.answered = count.answered
                    $0.shown = count.isShown(isOpen: isOpen)
                    $0.satisfied = $0.shown ? count.satisfied : 0
                }
            }
        }
    }
}
