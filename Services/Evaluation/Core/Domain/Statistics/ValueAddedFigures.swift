/// What units add, given what their students came with.
package struct ValueAddedFigures: Sendable {
    /// The spread that is left when the columns are taken out.
    package let spread: SpreadFigures
    /// The spread of the results themselves, of the same students.
    package let empty: SpreadFigures
    /// One for each unit that has students, or why there are none.
    package let units: Result<[ValueAdded], Undefined>

    /// - Parameters:
    ///   - moments: measures as `columns` encodes them.
    ///   - columns: priors and covariates.
    package init(
        _ moments: UnitMoments, columns: ModelColumns, method: LikelihoodMethod = .reml
    ) {
        let design = ClusteredDesign(moments, columns: columns)
        spread = SpreadFigures(design, method: method)
        empty = SpreadFigures(moments, method: method)
        units = spread.likelihood.map { ValueAdded.list(design, $0) }
    }
}
