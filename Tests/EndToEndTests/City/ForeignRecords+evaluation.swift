import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels

/// Calls about assessments, by somebody whom they do not concern.
extension ForeignRecords {
    func evaluation() throws -> [Attempt] {
        try cycles() + objections() + namings() + surveys() + studentImports()
    }

    private func cycles() throws -> [Attempt] {
        [
            try evaluation(
                "CycleService/OpenCycle",
                Taoli_Evaluation_V1_OpenCycleRequest.with {
                    $0.requestID = Self.requestID
                    $0.pack = "SH"
                    $0.kind = "standards"
                    $0.year = "2024-2025"
                    $0.groupIds = [group]
                    $0.district = MainJob.district
                }),
            try evaluation(
                "CycleService/RecordInputs",
                Taoli_Evaluation_V1_RecordInputsRequest.with {
                    $0.requestID = Self.requestID
                    $0.cycleID = Self.nobody
                    $0.inputs = [.with { $0.what = "weak" }]
                }),
            try evaluation(
                "CycleService/ComputeCycle",
                Taoli_Evaluation_V1_ComputeCycleRequest.with {
                    $0.requestID = Self.requestID
                    $0.cycleID = Self.nobody
                }),
            try evaluation(
                "CycleService/VerifyCycle",
                Taoli_Evaluation_V1_VerifyCycleRequest.with { $0.cycleID = Self.nobody }),
            try evaluation(
                "CycleService/PublishCycle",
                Taoli_Evaluation_V1_PublishCycleRequest.with {
                    $0.requestID = Self.requestID
                    $0.cycleID = Self.nobody
                }),
            try evaluation(
                "CycleService/CorrectCycle",
                Taoli_Evaluation_V1_CorrectCycleRequest.with {
                    $0.requestID = Self.requestID
                    $0.cycleID = Self.nobody
                    $0.renew = true
                    $0.reason = "x"
                }),
            try evaluation(
                "CycleService/WithdrawCycle",
                Taoli_Evaluation_V1_WithdrawCycleRequest.with {
                    $0.requestID = Self.requestID
                    $0.cycleID = Self.nobody
                    $0.reason = "x"
                }),
            try evaluation(
                "CycleService/GetCycle",
                Taoli_Evaluation_V1_GetCycleRequest.with { $0.id = Self.nobody }),
            try evaluation(
                "CycleService/ListInputs",
                Taoli_Evaluation_V1_ListInputsRequest.with { $0.cycleID = Self.nobody }),
            try evaluation(
                "CycleService/ListResults",
                Taoli_Evaluation_V1_ListResultsRequest.with { $0.cycleID = Self.nobody }),
        ]
    }

    private func objections() throws -> [Attempt] {
        [
            try evaluation(
                "CycleService/ObjectToResult",
                Taoli_Evaluation_V1_ObjectToResultRequest.with {
                    $0.requestID = Self.requestID
                    $0.cycleID = Self.nobody
                    $0.groupID = group
                    $0.schoolID = school
                    $0.reason = "x"
                }),
            try evaluation(
                "CycleService/AnswerObjection",
                Taoli_Evaluation_V1_AnswerObjectionRequest.with {
                    $0.requestID = Self.requestID
                    $0.cycleID = Self.nobody
                    $0.objectionID = Self.nobody
                    $0.reason = "x"
                }),
        ]
    }

    private func namings() throws -> [Attempt] {
        [
            try evaluation(
                "VerdictService/NameUnit",
                Taoli_Evaluation_V1_NameUnitRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.pack = "SH"
                }),
            try evaluation(
                "VerdictService/PassReview",
                Taoli_Evaluation_V1_PassReviewRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.pack = "SH"
                }),
            try evaluation(
                "VerdictService/RecordGrounds",
                Taoli_Evaluation_V1_RecordGroundsRequest.with {
                    $0.requestID = Self.requestID
                    $0.groupID = group
                    $0.pack = "SH"
                    $0.grounds = ["breach", "impact"]
                    $0.evidence = "x"
                    $0.reason = "x"
                }),
        ]
    }

    private func surveys() throws -> [Attempt] {
        [
            try evaluation(
                "SurveyService/OpenSurvey",
                Taoli_Evaluation_V1_OpenSurveyRequest.with {
                    $0.requestID = Self.requestID
                    $0.title = "x"
                    $0.pack = "SH"
                    $0.year = "2024-2025"
                    $0.groupIds = [group]
                    $0.until = "2099-01-01"
                    $0.district = MainJob.district
                    $0.rolls = [
                        .with {
                            $0.schoolID = school
                            $0.respondent = "parents"
                            $0.roll = 10
                        }
                    ]
                }),
            try evaluation(
                "SurveyService/IssueTokens",
                Taoli_Evaluation_V1_IssueTokensRequest.with {
                    $0.requestID = Self.requestID
                    $0.surveyID = Self.nobody
                    $0.schoolID = school
                    $0.respondent = "parents"
                    $0.count = 1
                }),
            try evaluation(
                "SurveyService/SubmitAnswer",
                Taoli_Evaluation_V1_SubmitAnswerRequest.with {
                    $0.token = "K7QF-2M9X-4T6B-W3RD"
                    $0.answer = 5
                }),
            try evaluation(
                "SurveyService/CloseSurvey",
                Taoli_Evaluation_V1_CloseSurveyRequest.with {
                    $0.requestID = Self.requestID
                    $0.surveyID = Self.nobody
                }),
            try evaluation(
                "SurveyService/GetSurvey",
                Taoli_Evaluation_V1_GetSurveyRequest.with { $0.id = Self.nobody }),
        ]
    }

    private func studentImports() throws -> [Attempt] {
        [
            try evaluation(
                "ImportService/UploadChunk",
                Taoli_Registry_V1_UploadChunkRequest.with {
                    $0.jobID = Self.nobody
                    $0.data = Data("x".utf8)
                }),
            try evaluation(
                "ImportService/CheckImport",
                Taoli_Registry_V1_CheckImportRequest.with {
                    $0.requestID = Self.requestID
                    $0.jobID = Self.nobody
                }),
            try evaluation(
                "ImportService/ApplyImport",
                Taoli_Registry_V1_ApplyImportRequest.with {
                    $0.requestID = Self.requestID
                    $0.jobID = Self.nobody
                }),
            try evaluation(
                "ImportService/UndoImport",
                Taoli_Registry_V1_UndoImportRequest.with {
                    $0.requestID = Self.requestID
                    $0.jobID = Self.nobody
                    $0.reason = "x"
                }),
            try evaluation(
                "ImportService/GetImport",
                Taoli_Registry_V1_GetImportRequest.with { $0.jobID = Self.nobody }),
            try evaluation(
                "ImportService/ListImportRows",
                Taoli_Registry_V1_ListImportRowsRequest.with { $0.jobID = Self.nobody }),
        ]
    }

    private func evaluation(_ method: String, _ body: some SwiftProtobuf.Message) throws -> Attempt
    {
        let name = "taoli.evaluation.v1.\(method)"
        return Attempt(what: name, method: name, body: try body.serializedBytes())
    }

    /// An id that no record has.
    private static let nobody = "0197c0de-0000-7000-8000-0000000000fe"
}
