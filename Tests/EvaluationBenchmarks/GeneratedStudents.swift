import Foundation

/// Students made with a fixed seed, never real ones: priors and results with effects of schools and
/// districts.
struct GeneratedStudents {
    let schools: [Int]
    let priors: [Double]
    let results: [Double]
    let schoolCount: Int
    /// The district of each school.
    let districtOfSchool: [Int]

    var count: Int { schools.count }

    init(students: Int, schools: Int, districts: Int) {
        var noise = Noise()
        let effects = (0..<schools).map { _ in 0.4 * noise.next() }
        let districtEffects = (0..<districts).map { _ in 0.2 * noise.next() }
        let districtOfSchool = (0..<schools).map { $0 % districts }
        var (units, priors, results): ([Int], [Double], [Double]) = ([], [], [])
        for student in 0..<students {
            // Every school has somebody; sizes differ.
            let unit = student < schools ? student : noise.index(below: schools)
            let prior = noise.next()
            let effect = effects[unit] + districtEffects[districtOfSchool[unit]]
            units.append(unit)
            priors.append(prior)
            results.append(0.6 * prior + effect + 0.7 * noise.next())
        }
        self.schools = units
        self.priors = priors
        self.results = results
        schoolCount = schools
        self.districtOfSchool = districtOfSchool
    }

    var csv: String {
        var text = "district,school,student,prior,outcome\n"
        for student in schools.indices {
            let school = schools[student]
            text +=
                "D\(districtOfSchool[school]),S\(school),P\(student),\(priors[student]),"
                + "\(results[student])\n"
        }
        return text
    }
}

/// Standard normal numbers by Box and Muller from a linear congruential generator.
struct Noise {
    private var state: UInt64 = 20_251_126

    private mutating func uniform() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (Double(state >> 11) + 0.5) / Double(1 << 53)
    }

    mutating func next() -> Double {
        (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform())
    }

    mutating func index(below bound: Int) -> Int { min(bound - 1, Int(uniform() * Double(bound))) }
}
