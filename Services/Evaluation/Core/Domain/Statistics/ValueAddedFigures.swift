/// What units add, given what their students came with.
package struct ValueAddedFigures: Sendable {
    /// The spread that is left when the columns are taken out.
    package let spread: SpreadFigures
    /// The spread of the results themselves, of the same students.
    package let empty: SpreadFigures
    /// One for each unit that has students, or why there are none; beyond its upper unit where the
    /// model has such a level.
    package let units: Result<[ValueAdded], Undefined>
    /// The model with an upper level; `nil` when none was asked for.
    package let threeLevels: Result<ThreeLevels, Undefined>?

    /// - Parameters:
    ///   - moments: measures as `columns` encodes them.
    ///   - columns: priors and covariates.
    ///   - levelOfUnit: for each unit of the moments the number of the upper unit it belongs to;
    ///     `nil` for a model without an upper level.
    package init(
        _ moments: UnitMoments, columns: ModelColumns, levelOfUnit: [Int]? = nil,
        method: LikelihoodMethod = .reml
    ) {
        let design = ClusteredDesign(moments, columns: columns)
        spread = SpreadFigures(design, method: method)
        empty = SpreadFigures(moments, method: method)
        let fit = spread.likelihood
        threeLevels = levelOfUnit.map { levels in
            fit.flatMap { two in
                Result { () throws(Undefined) in
                    try ThreeLevels(
                        design, levelOfUnit: levels, twoLevels: two, method: method)
                }
            }
        }
        if case .success(let three)? = threeLevels {
            units = .success(three.units)
        } else {
            units = fit.map { ValueAdded.list(design, $0) }
        }
    }
}
