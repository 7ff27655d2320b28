import TaoliModels
import TaoliRuntime

/// Who may call what. Which groups a caller sees: districts in the database, group and school in
/// UnitQuery and CycleViewer; who may do what with a cycle is Core's to decide.
enum EvaluationRules {
    static let all: AuthorizationRules = [
        "taoli.evaluation.v1.EvaluationUnitService/ListEvaluationUnits": readers,
        "taoli.evaluation.v1.CycleService/OpenCycle": bureaus,
        "taoli.evaluation.v1.CycleService/RecordInputs": .roles([.city, .district, .group]),
        "taoli.evaluation.v1.CycleService/ComputeCycle": bureaus,
        "taoli.evaluation.v1.CycleService/VerifyCycle": readers,
        // Only those assessed may; Core tells a bureau so.
        "taoli.evaluation.v1.CycleService/ObjectToResult":
            .roles([.city, .district, .group, .school]),
        "taoli.evaluation.v1.CycleService/AnswerObjection": .roles([.city, .district, .group]),
        "taoli.evaluation.v1.CycleService/PublishCycle": bureaus,
        "taoli.evaluation.v1.CycleService/CorrectCycle": bureaus,
        "taoli.evaluation.v1.CycleService/WithdrawCycle": bureaus,
        "taoli.evaluation.v1.CycleService/GetCycle": readers,
        "taoli.evaluation.v1.CycleService/ListCycles": readers,
        "taoli.evaluation.v1.CycleService/ListInputs": readers,
        "taoli.evaluation.v1.CycleService/ListResults": readers,
        "taoli.evaluation.v1.VerdictService/ListVerdicts": readers,
        "taoli.evaluation.v1.VerdictService/NameUnit": bureaus,
        "taoli.evaluation.v1.VerdictService/PassReview": bureaus,
        "taoli.evaluation.v1.VerdictService/RecordGrounds": bureaus,
        "taoli.evaluation.v1.SurveyService/OpenSurvey": bureaus,
        "taoli.evaluation.v1.SurveyService/IssueTokens": .roles([.city, .district, .school]),
        "taoli.evaluation.v1.SurveyService/SubmitAnswer": .open,
        "taoli.evaluation.v1.SurveyService/CloseSurvey": bureaus,
        "taoli.evaluation.v1.SurveyService/GetSurvey": readers,
        "taoli.evaluation.v1.SurveyService/ListSurveys": readers,
        "taoli.evaluation.v1.ImportService/CreateImport": bureaus,
        "taoli.evaluation.v1.ImportService/UploadChunk": bureaus,
        "taoli.evaluation.v1.ImportService/CheckImport": bureaus,
        "taoli.evaluation.v1.ImportService/ApplyImport": bureaus,
        "taoli.evaluation.v1.ImportService/UndoImport": bureaus,
        "taoli.evaluation.v1.ImportService/GetImport": .roles([.city, .district, .auditor]),
        "taoli.evaluation.v1.ImportService/ListImportRows": .roles([.city, .district, .auditor]),
    ]

    private static let bureaus = AccessRule.roles([.city, .district])
    private static let readers = AccessRule.roles([.city, .district, .group, .school, .auditor])
}
