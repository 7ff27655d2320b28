import EvaluationCore
import Foundation
import Testing

@Suite("Rates, resources, satisfaction and progress")
struct FigureTests {
    @Test("The published example of 教督〔2017〕6号 gives 0.515, unweighted 0.489")
    func publishedExample() throws {
        struct Example: Decodable {
            let students: [Double]
            let books: [Double]
            let cv: Double
        }
        let text = try Fixture.text("reference/cv_worked_example.json")
        let example = try JSONDecoder().decode(Example.self, from: Data(text.utf8))
        let schools = zip(example.students, example.books).map {
            ResourceSpread.School(students: $0, resource: $1)
        }
        let spread = try ResourceSpread(schools)
        var table = Differences("example")
        table.relative("CV", spread.coefficient, example.cv, 1e-10)
        table.show()
        #expect(abs(spread.coefficient - 0.515) < 0.0005)
        #expect(abs(spread.unweighted - 0.489) < 0.0005)
        #expect(spread.schoolCount == 5)
    }

    @Test(
        "Weighted coefficients of school means equal the references", arguments: ["exam", "hsb82"])
    func schoolMeans(name: String) throws {
        let reference = try SchoolFile("reference/\(name)_cv_of_school_means.csv")
        let data = try SchoolData(name + ".csv")
        let results = data.file.numbers("outcome")
        var table = Differences(name)
        for (index, unit) in reference.texts("unit").enumerated() {
            var schools: [Int: (students: Double, resource: Double)] = [:]
            for column in ["district", "group"] {
                for (row, name) in data.file.texts(column).enumerated() where name == unit {
                    schools[data.unitOfRow[row], default: (0, 0)].students += 1
                    schools[data.unitOfRow[row], default: (0, 0)].resource += results[row]
                }
            }
            let list = schools.values.map {
                ResourceSpread.School(students: $0.students, resource: $0.resource)
            }
            // Where a mean is not above 0 there is no coefficient.
            guard unit != "ALL", reference.numbers("student_mean")[index] > 0,
                reference.numbers("mean_of_school_means")[index] > 0
            else { continue }
            let spread = try ResourceSpread(list)
            #expect(Double(spread.schoolCount) == reference.numbers("schools")[index])
            table.relative(
                "CV \(unit)", spread.coefficient,
                reference.numbers("cv_national_weighted")[index], 1e-10)
            table.relative(
                "unweighted \(unit)", spread.unweighted,
                reference.numbers("cv_unweighted_n")[index], 1e-10)
        }
        table.show()
    }

    @Test("Rates and Wilson's intervals equal the references", arguments: ["exam", "hsb82"])
    func rates(name: String) throws {
        let figures = try ReferenceFigures(name)
        let data = try SchoolData(name + ".csv")
        let results = data.file.numbers("outcome")
        var table = Differences(name)
        for column in ["school", "group", "district"] {
            let reference = try SchoolFile("reference/\(name)_rates_by_\(column).csv")
            let units = data.file.texts(column)
            var low: [Double] = []
            var high: [Double] = []
            for (index, unit) in reference.texts("unit").enumerated() {
                let own = results.indices.filter { units[$0] == unit }.map { results[$0] }
                let passed = Rate(count: own.count { $0 >= figures.pass_line }, total: own.count)
                let best = Rate(count: own.count { $0 >= figures.excellent_line }, total: own.count)
                #expect(Double(passed.count) == reference.numbers("passed")[index])
                #expect(Double(best.count) == reference.numbers("excellent")[index])
                #expect(Double(own.count) == reference.numbers("n")[index])
                let interval = try #require(passed.interval)
                low.append(interval.lowerBound)
                high.append(interval.upperBound)
            }
            table.largest("Wilson low \(column)", low, reference.numbers("pass_lo95"), 1e-12)
            table.largest("Wilson high \(column)", high, reference.numbers("pass_hi95"), 1e-12)
        }
        table.show()
    }

    @Test("Progress scores equal the references", arguments: ["exam", "hsb82"])
    func progress(name: String) throws {
        let reference = try SchoolFile("reference/\(name)_school_progress_score.csv")
        let figures = try ReferenceFigures(name).progress_bands
        let data = try SchoolData(name + ".csv")
        let progress = try ProgressScores(
            priors: data.file.numbers("prior"), results: data.file.numbers("outcome"),
            units: data.unitOfRow)
        var table = Differences(name)
        #expect(progress.bands.compactMap(\.upTo).count == figures.breaks.count)
        #expect(progress.bands.map(\.count) == figures.bands.map(\.Freq))
        table.largest("bands", progress.bands.compactMap(\.upTo), figures.breaks, 1e-12)
        table.relative("students' SD", progress.deviation, figures.pupil_sd, 1e-10)
        #expect(progress.scores.map { data.units[$0.unit] } == reference.texts("school"))
        #expect(progress.scores.map { Double($0.count) } == reference.numbers("n"))
        table.largest("score", progress.scores.map(\.score), reference.numbers("score"), 1e-10)
        table.largest("its low end", progress.scores.map(\.low), reference.numbers("lo95"), 1e-10)
        table.largest("its high end", progress.scores.map(\.high), reference.numbers("hi95"), 1e-10)
        table.show()
    }

    @Test("Rates are compared by whole numbers: 99 of 100 reaches 99 %, 98.99… % does not")
    func exactRates() {
        #expect(Rate(count: 99, total: 100).compared(to: .percent(99)) == 0)
        #expect(Rate(count: 989_999_999, total: 1_000_000_000).compared(to: .percent(99)) < 0)
        #expect(Rate(count: 990_000_001, total: 1_000_000_000).compared(to: .percent(99)) > 0)
        #expect(Rate(count: 3, total: 3).compared(to: .percent(100)) == 0)
        #expect(Rate(count: 0, total: 0).value == nil)
        #expect(Rate(count: 0, total: 5).interval?.lowerBound == 0)
        #expect(ExactShare("0.15").map { "\($0)" } == "15/100")
        #expect(ExactShare("99.5 %").map { "\($0)" } == "995/1000")
        for text in ["", "%", "1e-2", "-1", "0,15", ".5", "12345678901"] {
            #expect(ExactShare(text) == nil, "\(text)")
        }
    }

    @Test("Satisfaction is weighted by roll, not by answers, and says who was not heard")
    func satisfaction() throws {
        let small = Satisfaction.School(roll: 100, answered: 100, satisfied: 50)
        let large = Satisfaction.School(roll: 900, answered: 10, satisfied: 10)
        let silent = Satisfaction.School(roll: 500, answered: 0, satisfied: 0)
        let both = Satisfaction([small, large, silent])
        #expect(abs(try #require(both.share) - 0.95) < 1e-15)
        #expect(both.answered == 110 && both.roll == 1500 && both.silentRoll == 500)
        let interval = try #require(both.interval)
        // Ten answers stand for 900: far wider than a plain sample of 110.
        let plain = try #require(Rate(count: 104, total: 110).interval)
        #expect(
            interval.upperBound - interval.lowerBound > 2 * (plain.upperBound - plain.lowerBound))
        let alone = Satisfaction([small])
        #expect(alone.interval == Rate(count: 50, total: 100).interval)
        #expect(Satisfaction([silent]).share == nil)
    }
}
