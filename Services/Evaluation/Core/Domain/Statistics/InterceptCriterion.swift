import Foundation

/// Which likelihood variances are estimated by.
package enum LikelihoodMethod: String, CaseIterable, Sendable {
    /// Restricted maximum likelihood: variances allow for the coefficients being estimated.
    case reml
    /// Maximum likelihood.
    case ml
}

/// Minus twice the log-likelihood of a random-intercept model as a function of one number alone,
/// λ = between-unit variance ÷ within-unit variance; all else has a closed form.
///
/// With z = (1, m_j) of unit j, all positive and so without cancellation:
/// M(λ) = W + Σ n_j/(1+n_jλ) z_j z_j' holds X'V⁻¹X, X'V⁻¹y and y'V⁻¹y. Source: Bates et al. (2015),
/// Fitting Linear Mixed-Effects Models Using lme4, section 3.4.
struct InterceptCriterion {
    let design: ClusteredDesign
    let method: LikelihoodMethod

    /// N − p, or N for maximum likelihood.
    var freedom: Double {
        design.studentCount - (method == .reml ? Double(design.columnCount) : 0)
    }

    /// The cross products under λ, factored; `nil` only for λ so large that nothing is left.
    func factor(_ lambda: Double) -> AugmentedFactor? {
        var products = design.within
        for group in design.sizeGroups {
            products.add(group.squares, weight: group.size / (1 + group.size * lambda))
        }
        return AugmentedFactor(products)
    }

    /// The criterion; infinite where it is not defined.
    func value(_ lambda: Double) -> Double {
        guard let factor = factor(lambda), factor.residual > 0 else { return .infinity }
        var value = freedom * (1 + log(2 * .pi * factor.residual / freedom))
        for group in design.sizeGroups { value += group.unitCount * log1p(group.size * lambda) }
        return method == .reml ? value + factor.logDeterminant : value
    }

    /// The criterion's slope in λ.
    func slope(_ lambda: Double) -> Double {
        guard let factor = factor(lambda), factor.residual > 0 else { return .nan }
        var change = SymmetricMatrix(size: design.length)
        var slope = 0.0
        for group in design.sizeGroups {
            let weight = group.size / (1 + group.size * lambda)
            slope += group.unitCount * weight
            change.add(group.squares, weight: -weight * weight)
        }
        let contrast = factor.coefficients.map { -$0 } + [1]
        slope += freedom * change.square(of: contrast) / factor.residual
        return method == .reml ? slope + factor.inverse.traceOfProduct(change) : slope
    }
}
