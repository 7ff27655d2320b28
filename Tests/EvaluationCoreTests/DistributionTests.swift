import EvaluationCore
import Testing

struct DistributionTests {
    /// Lines `F 64 3994 0.025 0.68…`: distribution, degrees of freedom, probability, quantile.
    private static func references(_ letter: String) throws -> [(words: [String], value: Double)] {
        try Fixture.text("quantiles.txt").split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard words[0] == letter, let value = Double(words[4]) else { return nil }
            return (words, value)
        }
    }

    private func number(_ text: String) -> Double { Double(text) ?? .nan }

    @Test("Quantiles of F equal mpmath's to 1e-12")
    func fisher() throws {
        let references = try Self.references("F")
        #expect(references.count == 32)
        for (words, value) in references {
            let law = FDistribution(numerator: number(words[1]), denominator: number(words[2]))
            let ours = law.quantile(number(words[3]))
            #expect(abs(ours / value - 1) < 1e-12, "\(words) gave \(ours)")
            let tails = law.tails(value)
            #expect(abs(tails.lower + tails.upper - 1) < 1e-12)
        }
    }

    @Test("Quantiles of chi-squared equal mpmath's to 1e-12")
    func chiSquared() throws {
        let references = try Self.references("C")
        #expect(references.count == 28)
        for (words, value) in references {
            let law = ChiSquaredDistribution(freedom: number(words[1]))
            let ours = law.quantile(number(words[3]))
            #expect(abs(ours / value - 1) < 1e-12, "\(words) gave \(ours)")
        }
    }

    @Test("Quantiles of the normal distribution equal mpmath's to 1e-13, far tails included")
    func normal() throws {
        let references = try Self.references("N")
        #expect(references.count == 10)
        for (words, value) in references {
            let ours = NormalDistribution.quantile(number(words[3]))
            #expect(abs(ours - value) <= 1e-13 * abs(value), "\(words) gave \(ours)")
        }
        #expect(NormalDistribution.quantile(0.975) == NormalDistribution.twoSided95)
    }

    @Test("Published tables: the F table's 0.05 points and the chi-squared table's 0.95 points")
    func published() {
        // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.3 and 1.3.6.7.4.
        let table: [(Double, Double, Double)] = [(1, 10, 4.965), (5, 20, 2.711), (10, 60, 1.993)]
        for (first, second, value) in table {
            let ours = FDistribution(numerator: first, denominator: second).quantile(0.95)
            #expect(abs(ours - value) < 0.0005)
        }
        for (freedom, value) in [(1.0, 3.841), (10, 18.307), (100, 124.342)] {
            let ours = ChiSquaredDistribution(freedom: freedom).quantile(0.95)
            #expect(abs(ours - value) < 0.0005)
        }
    }
}
