import EvaluationCore
import Testing

@Suite("Growth percentiles")
struct GrowthTests {
    @Test("Percentiles equal those of R's SGP package within 1 for 99 of 100 students")
    func reference() throws {
        let data = try SchoolData("exam.csv")
        let reference = try SchoolFile("reference/exam_sgp.csv")
        #expect(reference.texts("student") == data.file.texts("student"))
        let growth = try GrowthPercentiles(
            priors: data.file.numbers("prior"), results: data.file.numbers("outcome"))
        let others = reference.numbers("sgp").map { Int($0) }
        let differences = zip(growth.percentiles, others).map { abs($0 - $1) }
        let near = differences.count { $0 <= 1 }
        print(
            "| exam | growth percentiles | equal \(differences.count { $0 == 0 }), within 1 \(near)",
            "of \(others.count), largest difference \(differences.max() ?? 0) |")
        #expect(Double(near) >= 0.99 * Double(others.count))
        // All that differs is left open by ties, where R's rounding decides.
        #expect(zip(growth.ranges, others).allSatisfy { $0.contains($1) })
        #expect(growth.largestGap < 1e-12)
    }

    @Test("Each school's median and mean equal those of the reference within one percentile")
    func schools() throws {
        let data = try SchoolData("exam.csv")
        let growth = try GrowthPercentiles(
            priors: data.file.numbers("prior"), results: data.file.numbers("outcome"))
        var own: [String: [Double]] = [:]
        for (row, unit) in data.unitOfRow.enumerated() {
            own[data.units[unit], default: []].append(Double(growth.percentiles[row]))
        }
        let reference = try SchoolFile("reference/exam_school_sgp.csv")
        let medians = reference.numbers("median_sgp"), means = reference.numbers("mean_sgp")
        let counts = reference.numbers("n")
        #expect(reference.texts("school").count == own.count)
        for (place, school) in reference.texts("school").enumerated() {
            let percentiles = try #require(own[school]).sorted()
            #expect(Double(percentiles.count) == counts[place])
            let median = SampleQuantile.value(0.5, of: percentiles)
            #expect(abs(median - medians[place]) <= 1, "\(school)")
            let mean = percentiles.reduce(0, +) / Double(percentiles.count)
            #expect(abs(mean - means[place]) <= 0.5, "\(school)")
        }
    }
}
