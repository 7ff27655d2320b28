/// How much units differ: the share of variance that lies between them (校际差异率), estimated in
/// two ways, each with its interval.
package struct SpreadFigures: Sendable {
    /// Students in all.
    package let studentCount: Int
    /// Units that have students.
    package let unitCount: Int
    /// By analysis of variance, with the naive share.
    package let anova: Result<OneWayAnova, Undefined>
    /// By restricted maximum likelihood, or maximum likelihood where that was asked for.
    package let likelihood: Result<RandomIntercept, Undefined>

    /// The spread of the results themselves.
    ///
    /// - Parameter moments: the last measure is the result; those before it are not looked at.
    package init(_ moments: UnitMoments, method: LikelihoodMethod = .reml) {
        self.init(ClusteredDesign(moments, columns: ModelColumns()), method: method)
    }

    init(_ design: ClusteredDesign, method: LikelihoodMethod) {
        studentCount = Int(design.studentCount)
        unitCount = design.units.count
        anova = Result { () throws(Undefined) in try OneWayAnova(design) }
        likelihood = Result { () throws(Undefined) in
            try RandomIntercept(design, method: method)
        }
    }
}
