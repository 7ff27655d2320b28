import ArgumentParser

/// The evaluations that need no service: they read files, or a pack alone.
enum EvaluationFileCommands {
    static let all: [any ParsableCommand.Type] = [
        EvaluationSpread.self, EvaluationValueAdded.self, EvaluationProgress.self,
        EvaluationGrowth.self, EvaluationResources.self, EvaluationReport.self,
        EvaluationCheck.self, EvaluationTree.self, EvaluationCohorts.self, EvaluationRanking.self,
        EvaluationSatisfaction.self, EvaluationAppraisal.self,
    ]
}
