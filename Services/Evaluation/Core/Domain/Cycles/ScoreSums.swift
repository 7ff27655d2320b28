package import TaoliModels

/// What a stage's and subject's results at one school come to: whole sums of scores in hundredths,
/// so that no order of adding, and no batch that is taken back, changes a digit.
package struct ScoreSums: Hashable, Sendable {
    /// The students' school.
    package let school: SchoolID
    /// Whether the school lies in the cycle's district; a member of its groups may lie elsewhere.
    package let isOfDistrict: Bool
    /// The stage attended.
    package let stage: Stage
    /// Of instruction; empty where there is none.
    package let subject: String
    /// Those who should sit (应考).
    package let students: Int
    /// Of them absent without cause.
    package let missing: Int
    /// Of those with a score, how many passed; `nil` when the file does not say of each.
    package let passed: Int?
    /// All who have a score.
    package let scores: Moments
    /// Those who have a prior score too.
    package let pairs: Moments

    /// Sums over students; those of priors are 0 where there are none.
    package struct Moments: Hashable, Sendable {
        /// Students.
        package let count: Int64
        /// Of the prior scores, in hundredths.
        package let prior: Int64
        /// Of the results, in hundredths.
        package let result: Int64
        /// Of the squares of prior scores.
        package let priorSquared: Int64
        /// Of the squares of results.
        package let resultSquared: Int64
        /// Of prior score times result.
        package let product: Int64

        package init(
            count: Int64, prior: Int64 = 0, result: Int64, priorSquared: Int64 = 0,
            resultSquared: Int64, product: Int64 = 0
        ) {
            self.count = count
            self.prior = prior
            self.result = result
            self.priorSquared = priorSquared
            self.resultSquared = resultSquared
            self.product = product
        }

        /// The mean result; `nil` without students.
        package var mean: Double? {
            count > 0 ? Double(result) / Double(count) / ScoreSums.scale : nil
        }
    }

    package init(
        school: SchoolID, isOfDistrict: Bool, stage: Stage, subject: String, students: Int,
        missing: Int, passed: Int?, scores: Moments, pairs: Moments
    ) {
        self.school = school
        self.isOfDistrict = isOfDistrict
        self.stage = stage
        self.subject = subject
        self.students = students
        self.missing = missing
        self.passed = passed
        self.scores = scores
        self.pairs = pairs
    }

    /// Hundredths of a point.
    package static let scale = 100.0
    /// The highest score that is taken, in points: a senior entrance exam's total is 750 to 900.
    package static let scoreMax = 1_500.0

    /// A score in hundredths; `nil` when it is negative, above the highest, or finer than that.
    package static func hundredths(_ score: Double) -> Int? {
        guard score.isFinite, (0...scoreMax).contains(score) else { return nil }
        let scaled = (score * scale).rounded()
        return abs(scaled - score * scale) < 1e-6 ? Int(scaled) : nil
    }
}

extension UnitMoments {
    /// Prior and result of a unit's students, exact up to the last division.
    mutating func add(_ sums: ScoreSums.Moments) {
        let count = Int128(sums.count)
        guard count > 0 else {
            addUnit()
            return
        }
        let scale = ScoreSums.scale
        func about(_ square: Int64, _ left: Int64, _ right: Int64) -> Double {
            Double(count * Int128(square) - Int128(left) * Int128(right))
                / Double(count) / (scale * scale)
        }
        addUnit(
            count: Int(sums.count),
            means: [
                Double(sums.prior) / Double(count) / scale,
                Double(sums.result) / Double(count) / scale,
            ],
            products: [
                about(sums.priorSquared, sums.prior, sums.prior),
                about(sums.product, sums.prior, sums.result),
                about(sums.resultSquared, sums.result, sums.result),
            ])
    }
}
