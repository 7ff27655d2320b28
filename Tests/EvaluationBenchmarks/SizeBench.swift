import EvaluationCore
import Foundation

/// How time and memory grow with students, with the same 2,400 schools.
struct SizeBench {
    let repeats: Int

    func run() throws {
        let columns = ModelColumns([ModelColumns.Column(name: "prior")])
        var medians: [Double] = []
        for students in [100_000, 1_000_000] {
            let city = GeneratedStudents(students: students, schools: 2_400, districts: 130)
            let times = try (0..<repeats).map { _ in
                try seconds {
                    var moments = UnitMoments(width: 2)
                    for _ in 0..<city.schoolCount { moments.addUnit() }
                    var measures = [0.0, 0.0]
                    for student in city.schools.indices {
                        measures[0] = city.priors[student]
                        measures[1] = city.results[student]
                        moments.add(measures, to: city.schools[student])
                    }
                    return try ValueAddedFigures(moments, columns: columns).units.get().count
                }.0
            }
            medians.append(Report.median(times) ?? .nan)
            Report.figure(
                "seconds-\(students)", times, "s",
                "value added of \(students) students in 2,400 schools, from rows to effects")
        }
        Report.figure(
            "time-growth", [medians[1] / medians[0]], "times",
            "seconds of 1,000,000 students ÷ seconds of 100,000; 10 is linear")
        memory()
        growth()
    }

    /// Rows are made and forgotten: what stays is what the engine keeps.
    private func memory() {
        let kept = [1_000_000, 10_000_000].map { students in
            let before = Self.residentKilobytes()
            var noise = Noise()
            var moments = UnitMoments(width: 2)
            for _ in 0..<2_400 { moments.addUnit() }
            var measures = [0.0, 0.0]
            for _ in 0..<students {
                measures[0] = noise.next()
                measures[1] = noise.next()
                moments.add(measures, to: noise.index(below: 2_400))
            }
            precondition(moments.counts.reduce(0, +) == students)
            return max(0, Self.residentKilobytes() - before)
        }
        for (students, size) in zip(["1000000", "10000000"], kept) {
            Report.figure(
                "memory-\(students)", [size], "KiB",
                "resident memory that \(students) streamed students in 2,400 schools add")
        }
    }

    private func growth() {
        let city = GeneratedStudents(students: 31_000, schools: 2_400, districts: 130)
        let times = (0..<min(repeats, 3)).compactMap { _ in
            try? seconds {
                try GrowthPercentiles(priors: city.priors, results: city.results).largestGap
            }.0
        }
        Report.figure(
            "growth-31000", times, "s",
            "growth percentiles of 31,000 students: 100 quantile regressions to optimality")
    }

    /// `VmRSS` of this process.
    private static func residentKilobytes() -> Double {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return Double(line.filter(\.isNumber)) ?? .nan
    }
}
