import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import EvaluationService

@Suite("Surveys through the calls, against PostgreSQL")
struct SurveyCallTests {
    private func open(_ city: CycleFixture, roll: Int64 = 40) async throws
        -> Taoli_Evaluation_V1_Survey
    {
        let calls = SurveyCalls(context: city.service.context, shelf: city.shelf)
        let until = CalendarDate(shanghai: CycleFixture.now).adding(days: 5).description
        return try await city.call("SurveyService/OpenSurvey", as: CycleFixture.bureau) {
            try await calls.openSurvey(
                request: .with {
                    $0.requestID = CycleFixture.requestID()
                    $0.title = "满意度"
                    $0.pack = "SH"
                    $0.year = "2024-2025"
                    $0.groupIds = [CycleFixture.text(city.group)]
                    $0.until = until
                    $0.rolls = [
                        .with {
                            $0.schoolID = CycleFixture.text(city.first)
                            $0.respondent = "parents"
                            $0.roll = roll
                        }
                    ]
                }, context: $0
            ).survey
        }
    }

    private func tokens(
        _ city: CycleFixture, _ survey: Taoli_Evaluation_V1_Survey, _ count: Int32,
        request: String = CycleFixture.requestID(), as caller: Caller = CycleFixture.bureau
    ) async throws -> [String] {
        let calls = SurveyCalls(context: city.service.context, shelf: city.shelf)
        return try await city.call("SurveyService/IssueTokens", as: caller) {
            try await calls.issueTokens(
                request: .with {
                    $0.requestID = request
                    $0.surveyID = survey.id
                    $0.schoolID = CycleFixture.text(city.first)
                    $0.respondent = "parents"
                    $0.count = count
                }, context: $0
            ).tokens
        }
    }

    private func answer(_ city: CycleFixture, _ token: String, _ answer: Int32) async throws
        -> String
    {
        let calls = SurveyCalls(context: city.service.context, shelf: city.shelf)
        return try await city.call("SurveyService/SubmitAnswer", as: .city) {
            try await calls.submitAnswer(
                request: .with {
                    $0.token = token
                    $0.answer = answer
                }, context: $0
            ).title
        }
    }

    @Test("JD-6: each token answers once; counts alone are kept, and go into the year's cycle")
    func life() async throws {
        try await CycleFixture.with { city in
            let survey = try await open(city)
            let request = CycleFixture.requestID()
            let issued = try await tokens(city, survey, 30, request: request)
            #expect(Set(issued).count == 30)
            #expect(try await tokens(city, survey, 30, request: request) == issued)
            #expect(await slug { try await tokens(city, survey, 11) } == "more-than-roll")
            #expect(
                await slug { try await tokens(city, survey, 1, as: .school(city.second)) }
                    == "not-your-cycle")
            for (index, token) in issued.enumerated() {
                #expect(try await answer(city, token.lowercased(), index < 20 ? 5 : 2) == "满意度")
            }
            #expect(await slug { try await answer(city, issued[0], 1) } == "already-answered")
            #expect(await slug { try await answer(city, "AAAA-BBBB", 1) } == "unknown-token")
            #expect(await slug { try await answer(city, issued[1], 6) } == "bad-answer")
            let calls = SurveyCalls(context: city.service.context, shelf: city.shelf)
            let closed = try await city.call("SurveyService/CloseSurvey", as: CycleFixture.bureau) {
                try await calls.closeSurvey(
                    request: .with {
                        $0.requestID = CycleFixture.requestID()
                        $0.surveyID = survey.id
                    }, context: $0
                ).survey
            }
            let count = try #require(closed.counts.first)
            #expect(count.answered == 30 && count.satisfied == 20 && count.shown)
            let cycle = try await city.open("standards", pack: "SH", past: true)
            _ = try await city.compute(cycle)
            let parents = try await city.results(cycle, as: CycleFixture.bureau).first {
                $0.item == "satisfaction" && $0.respondent == "parents"
            }
            #expect(parents?.sampleCount == 30 && parents?.source == "满意度")
            let kept = try await city.service.consuming { tx in
                let tokens = try await tx.query(
                    "SELECT t::text AS row FROM evaluation.survey_token t")
                let log = try await tx.query(
                    "SELECT encode(response, 'escape') AS row FROM bus.command_log")
                return try (tokens + log).map { try $0.get("row", as: String?.self) ?? "" }
                    .joined()
            }
            #expect(!kept.contains(issued[0]) && !kept.contains(issued[0].filter { $0 != "-" }))
        }
    }

    @Test("JD-6: of few answers, or of one mind, how many were satisfied is not shown")
    func few() async throws {
        try await CycleFixture.with { city in
            let survey = try await open(city, roll: 12)
            for token in try await tokens(city, survey, 9) { _ = try await answer(city, token, 4) }
            let calls = SurveyCalls(context: city.service.context, shelf: city.shelf)
            let shown = try await city.call(
                "SurveyService/GetSurvey", as: .school(city.first)
            ) {
                try await calls.getSurvey(request: .with { $0.id = survey.id }, context: $0).survey
            }
            #expect(shown.counts.map(\.answered) == [9])
            #expect(shown.counts.map(\.satisfied) == [0] && !shown.counts[0].shown)
            #expect(
                await slug {
                    try await city.call("SurveyService/GetSurvey", as: .school(city.outside)) {
                        try await calls.getSurvey(request: .with { $0.id = survey.id }, context: $0)
                    }
                } == "not-found")
        }
    }
}
