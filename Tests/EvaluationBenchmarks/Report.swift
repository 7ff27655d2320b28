import Foundation

/// One line of the report: product and yardstick in the same unit, and their ratio.
struct Report {
    let name: String
    let what: String
    let unit: String
    /// What was measured of the product, one for each trial.
    let product: [Double]
    /// The same of the yardstick; empty when it is not installed or there is none.
    let yardstick: [Double]
    /// The ratio yardstick ÷ product (times) or product ÷ yardstick (rates) to reach.
    let reach: Double?
    var isRate = false

    /// Writes the line at once.
    func write() {
        let ratios = zip(product, yardstick).map { isRate ? $0 / $1 : $1 / $0 }
        var fields = ["\"ratio\":\"\(name)\""]
        if let value = Report.median(ratios) {
            fields.append("\"value\":\(Report.text(value))")
            fields.append("\"min\":\(Report.text(ratios.min() ?? .nan))")
            fields.append("\"max\":\(Report.text(ratios.max() ?? .nan))")
            if let reach {
                fields.append("\"reach\":\(Report.text(reach)),\"reached\":\(value >= reach)")
            }
        } else {
            fields.append("\"value\":null,\"why\":\"the yardstick is not installed\"")
        }
        fields.append("\"repeats\":\(product.count)")
        fields.append("\"product\":\(side(product))")
        if !yardstick.isEmpty { fields.append("\"yardstick\":\(side(yardstick))") }
        fields.append("\"what\":\"\(what)\"")
        FileHandle.standardOutput.write(Data(("{" + fields.joined(separator: ",") + "}\n").utf8))
    }

    /// A figure alone, without a yardstick.
    static func figure(_ name: String, _ values: [Double], _ unit: String, _ what: String) {
        let value = text(median(values) ?? .nan)
        let line =
            "{\"figure\":\"\(name)\",\"value\":\(value),\"unit\":\"\(unit)\","
            + "\"repeats\":\(values.count),\"what\":\"\(what)\"}\n"
        FileHandle.standardOutput.write(Data(line.utf8))
    }

    private func side(_ values: [Double]) -> String {
        "{\"median\":\(Report.text(Report.median(values) ?? .nan)),"
            + "\"min\":\(Report.text(values.min() ?? .nan)),"
            + "\"max\":\(Report.text(values.max() ?? .nan)),\"unit\":\"\(unit)\"}"
    }

    static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count.isMultiple(of: 2)
            ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }

    /// Four significant digits, from 1,000 on whole numbers.
    private static func text(_ value: Double) -> String {
        guard value.isFinite else { return "null" }
        return abs(value) >= 1000
            ? String(Int(value.rounded())) : String(format: "%.4g", value)
    }
}

/// Seconds that a body takes; its result is kept from being optimised away by the caller's use.
func seconds<Result>(_ body: () throws -> Result) rethrows -> (Double, Result) {
    let begun = ContinuousClock.now
    let result = try body()
    return ((ContinuousClock.now - begun) / .seconds(1), result)
}
