import ArgumentParser

/// The evaluations that read a file and need no service.
enum EvaluationFileCommands {
    static let all: [any ParsableCommand.Type] = [
        EvaluationSpread.self, EvaluationValueAdded.self, EvaluationProgress.self,
        EvaluationGrowth.self, EvaluationResources.self, EvaluationReport.self,
        EvaluationCheck.self, EvaluationTree.self, EvaluationCohorts.self, EvaluationRanking.self,
        EvaluationSatisfaction.self,
    ]
}
