import EvaluationCore
import Testing

/// Every reference of R's lme4 within the tolerance of the engine's specification.
@Suite("References")
struct ReferenceTests {
    @Test("Spread by ANOVA and by REML and ML equals lme4's", arguments: ["exam", "hsb82"])
    func spread(name: String) throws {
        let reference = try ReferenceFigures(name)
        let data = try SchoolData(name + ".csv")
        var table = Differences(name)
        let cases = [
            ("outcome", reference.anova_icc_outcome, reference.reml_null_outcome),
            ("prior", reference.anova_icc_prior, reference.reml_null_prior),
        ]
        for (column, anova, model) in cases {
            let figures = SpreadFigures(data.moments(result: column))
            #expect(figures.studentCount == model.n)
            #expect(figures.unitCount == model.schools)
            let ours = try figures.anova.get()
            table.relative("\(column) naive", ours.naive, anova.eta2_naive, 1e-10)
            table.relative("\(column) ANOVA ICC", ours.raw, anova.icc_raw, 1e-10)
            table.relative("\(column) n0", ours.typicalSize, anova.n0, 1e-10)
            table.relative("\(column) ANOVA low", ours.low ?? .nan, anova.icc_lo95, 1e-10)
            table.relative("\(column) ANOVA high", ours.high ?? .nan, anova.icc_hi95, 1e-10)
            Self.compare(try figures.likelihood.get(), model, "\(column) REML", &table)
        }
        let maximum = SpreadFigures(data.moments(), method: .ml)
        Self.compare(
            try maximum.likelihood.get(), reference.ml_null_outcome, "outcome ML", &table)
        table.show()
    }

    @Test("Value added equals lme4's", arguments: ["exam", "hsb82"])
    func valueAdded(name: String) throws {
        let reference = try ReferenceFigures(name)
        let data = try SchoolData(name + ".csv")
        let file = try SchoolFile("reference/\(name)_school_value_added.csv")
        var table = Differences(name)
        let moments = data.moments(["prior"])
        let columns = data.columns(["prior"])
        let figures = ValueAddedFigures(moments, columns: columns)
        Self.compare(
            try figures.spread.likelihood.get(), reference.value_added_reml, "value added REML",
            &table)
        let maximum = ValueAddedFigures(moments, columns: columns, method: .ml)
        Self.compare(
            try maximum.spread.likelihood.get(), reference.value_added_ml, "value added ML",
            &table)
        let units = try figures.units.get()
        #expect(units.map { data.units[$0.unit] } == file.texts("school"))
        #expect(units.map { Double($0.size) } == file.numbers("n"))
        let deviation = reference.outcome.sd_n1
        table.largest(
            "value added", units.map(\.estimate), file.numbers("blup"), 1e-8 * deviation)
        table.largest(
            "its SE", units.map(\.standardError), file.numbers("cond_sd"), 1e-8 * deviation)
        table.largest(
            "reliability", units.map(\.reliability), file.numbers("reliability"), 1e-8)
        #expect(units.map(\.flag.rawValue) == file.texts("flag"))
        #expect(units.count { $0.flag == .above } == reference.flags.above)
        #expect(units.count { $0.flag == .below } == reference.flags.below)
        #expect(units.count { $0.flag == .same } == reference.flags.same)
        table.show()
    }

    @Test("Units of the empty model equal lme4's", arguments: ["exam", "hsb82"])
    func empty(name: String) throws {
        let reference = try ReferenceFigures(name)
        let data = try SchoolData(name + ".csv")
        let file = try SchoolFile("reference/\(name)_school_null_blup.csv")
        var table = Differences(name)
        let figures = ValueAddedFigures(data.moments(), columns: ModelColumns())
        let units = try figures.units.get()
        #expect(units.map { data.units[$0.unit] } == file.texts("school"))
        let tolerance = 1e-8 * reference.outcome.sd_n1
        table.largest("empty model", units.map(\.estimate), file.numbers("blup"), tolerance)
        table.largest("its SE", units.map(\.standardError), file.numbers("cond_sd"), tolerance)
        table.show()
    }

    @Test("Contextual value added with a text and a column of the school equals lme4's")
    func contextual() throws {
        let model = try #require(try ReferenceFigures("exam").contextual_reml)
        let data = try SchoolData("exam.csv")
        let file = try SchoolFile("reference/exam_school_contextual_value_added.csv")
        let names = ["prior", "gender", "school_prior_mean"]
        let figures = ValueAddedFigures(data.moments(names), columns: data.columns(names))
        var table = Differences("exam")
        let fit = try figures.spread.likelihood.get()
        #expect(
            fit.coefficients.map(\.term)
                == ["(Intercept)", "prior", "gender=M", "school_prior_mean"])
        Self.compare(fit, model, "contextual REML", &table)
        let units = try figures.units.get()
        table.largest("contextual", units.map(\.estimate), file.numbers("blup"), 1e-8)
        table.largest("its SE", units.map(\.standardError), file.numbers("cond_sd"), 1e-8)
        table.show()
    }

    private static func compare(
        _ fit: RandomIntercept, _ model: ReferenceFigures.Model, _ name: String,
        _ table: inout Differences
    ) {
        table.absolute("\(name) ICC", fit.icc, model.icc, 1e-9)
        table.relative("\(name) between", fit.varianceBetween, model.sigma2_school, 1e-8)
        table.relative("\(name) within", fit.varianceWithin, model.sigma2_student, 1e-8)
        table.relative("\(name) criterion", fit.criterion, model.criterion, 1e-10)
        table.absolute("\(name) low", fit.low, model.icc_profile_lo95, 1e-6)
        table.absolute("\(name) high", fit.high, model.icc_profile_hi95, 1e-6)
        #expect(fit.coefficients.count == model.fixed.count)
        for (ours, other) in zip(fit.coefficients, model.fixed) {
            table.relative("\(name) \(ours.term)", ours.estimate ?? .nan, other.beta, 1e-8)
            table.relative("\(name) SE \(ours.term)", ours.standardError ?? .nan, other.se, 1e-8)
        }
    }
}
