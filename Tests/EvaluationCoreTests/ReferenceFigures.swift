import Foundation

/// `reference/exam.json` and `reference/hsb82.json`.
struct ReferenceFigures: Decodable {
    struct Anova: Decodable {
        let eta2_naive: Double
        let n0: Double
        let icc_raw: Double
        let icc_lo95: Double
        let icc_hi95: Double
    }

    struct Model: Decodable {
        struct Fixed: Decodable {
            let term: String
            let beta: Double
            let se: Double
        }

        let n: Int
        let schools: Int
        let fixed: [Fixed]
        let sigma2_school: Double
        let sigma2_student: Double
        let icc: Double
        let icc_profile_lo95: Double
        let icc_profile_hi95: Double
        let criterion: Double
    }

    struct Outcome: Decodable {
        let sd_n1: Double
    }

    struct Flags: Decodable {
        let above: Int
        let below: Int
        let same: Int
    }

    struct Bands: Decodable {
        struct Band: Decodable {
            let Freq: Int
        }

        let breaks: [Double]
        let bands: [Band]
        let pupil_sd: Double
    }

    let outcome: Outcome
    let anova_icc_outcome: Anova
    let anova_icc_prior: Anova
    let reml_null_outcome: Model
    let ml_null_outcome: Model
    let reml_null_prior: Model
    let value_added_reml: Model
    let value_added_ml: Model
    let contextual_reml: Model?
    let flags: Flags
    let progress_bands: Bands
    let pass_line: Double
    let excellent_line: Double

    init(_ name: String) throws {
        self = try JSONDecoder().decode(
            Self.self, from: Data(Fixture.text("reference/\(name).json").utf8))
    }
}
