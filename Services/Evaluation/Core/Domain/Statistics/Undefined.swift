package import TaoliModels

/// Why a figure does not exist for the data at hand. It is then shown as absent, with this reason.
package enum Undefined: String, Error, CaseIterable, Sendable {
    /// No student has all the measures asked for.
    case noData = "no-data"
    /// There is one unit (or none): nothing lies between units.
    case oneUnit = "one-unit"
    /// Every unit has one student: what lies within units cannot be told from what lies between.
    case oneStudentEach = "one-student-each"
    /// Fewer students than the model has unknowns.
    case tooFewStudents = "too-few-students"
    /// All results are the same, or are exactly what the priors and covariates say.
    case noVariance = "no-variance"
    /// Inside every unit all results are the same.
    case noVarianceWithin = "no-variance-within"
    /// The column is constant, or a combination of the columns before it.
    case dependentColumn = "dependent-column"
    /// The mean is zero or negative, so nothing can be divided by it.
    case meanNotPositive = "mean-not-positive"
    /// One district or group: nothing lies between them.
    case oneLevel = "one-level"
    /// Every district or group has one unit: the two cannot be told apart.
    case oneUnitEach = "one-unit-each"
    /// A search came to no end; it says nothing about the data.
    case notSolved = "not-solved"

    /// The reason in words.
    package var wording: Wording {
        switch self {
        case .noData: Wording("没有可用的数据", "no student has all the measures asked for")
        case .oneUnit: Wording("只有一个单位，不存在校际差异", "fewer than two units")
        case .oneStudentEach:
            Wording("每个单位只有一名学生，校内差异无法估计", "every unit has only one student")
        case .tooFewStudents: Wording("学生人数不足以估计模型", "too few students for the model")
        case .noVariance: Wording("成绩没有差异", "the results do not vary")
        case .noVarianceWithin: Wording("各单位内部成绩没有差异", "the results do not vary within units")
        case .dependentColumn:
            Wording(
                "该列没有变化，或可由前面的列算出",
                "the column is constant or a combination of those before it")
        case .meanNotPositive: Wording("平均值不大于零，不能作除数", "the mean is not above zero")
        case .oneLevel: Wording("上一级只有一个单位", "fewer than two units of the upper level")
        case .oneUnitEach:
            Wording("上一级的每个单位只含一所学校", "every unit of the upper level has one unit below it")
        case .notSolved: Wording("求解没有完成", "the search came to no end")
        }
    }
}
