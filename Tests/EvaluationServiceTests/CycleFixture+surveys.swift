import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit

@testable import EvaluationService

extension CycleFixture {
    typealias Survey = Taoli_Evaluation_V1_Survey

    var surveys: SurveyCalls { SurveyCalls(context: service.context, shelf: cycles.shelf) }

    /// A survey of 2024-2025, under the pack of Shanghai unless another is named, which runs today.
    func survey(
        of group: UUID, at school: UUID, _ respondent: String = "parents", pack: String = "SH"
    ) async throws -> Survey {
        let until = CalendarDate(shanghai: service.context.now()).adding(days: 5).description
        return try await call("SurveyService/OpenSurvey", as: Self.bureau) {
            try await surveys.openSurvey(
                request: .with {
                    $0.requestID = Self.requestID()
                    $0.title = "\(respondent) \(Self.text(group))"
                    $0.pack = pack
                    $0.year = "2024-2025"
                    $0.groupIds = [Self.text(group)]
                    $0.until = until
                    $0.rolls = [
                        .with {
                            $0.schoolID = Self.text(school)
                            $0.respondent = respondent
                            $0.roll = 40
                        }
                    ]
                }, context: $0
            ).survey
        }
    }

    /// - Parameter context: a process's, for one with other keys.
    func tokens(
        _ survey: Survey, _ count: Int32, at school: UUID, request: String = requestID(),
        in context: ServiceContext? = nil
    ) async throws -> [String] {
        let calls = SurveyCalls(context: context ?? service.context, shelf: cycles.shelf)
        return try await call("SurveyService/IssueTokens", as: Self.bureau) {
            try await calls.issueTokens(
                request: .with {
                    $0.requestID = request
                    $0.surveyID = survey.id
                    $0.schoolID = Self.text(school)
                    $0.respondent = survey.counts[0].respondent
                    $0.count = count
                }, context: $0
            ).tokens
        }
    }

    func close(_ survey: Survey) async throws -> Survey {
        try await call("SurveyService/CloseSurvey", as: Self.bureau) {
            try await surveys.closeSurvey(
                request: .with {
                    $0.requestID = Self.requestID()
                    $0.surveyID = survey.id
                }, context: $0
            ).survey
        }
    }

    /// As the superuser.
    @discardableResult
    func run(_ sql: SQL) async throws -> [PostgresRow] {
        try await service.database.superuser.query(sql)
    }
}
