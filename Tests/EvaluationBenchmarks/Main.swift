import Foundation

/// Measures the evaluation engine on generated students, and R's lme4, read.csv and Python's csv on
/// the same file in the same run where they are installed. One JSON line a ratio. Started by
/// deploy/scripts/bench-evaluation.sh.
///
///     TAOLI_BENCH_REPEATS=5   trials of each ratio
@main
struct Main {
    static func main() throws {
        let text = ProcessInfo.processInfo.environment["TAOLI_BENCH_REPEATS"] ?? ""
        let repeats = Int(text) ?? 5
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "taoli-evaluation-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let city = GeneratedStudents(students: 31_000, schools: 2_400, districts: 130)
        let file = folder.appending(path: "city.csv")
        try Data(city.csv.utf8).write(to: file)
        let peers = Peers(folder: folder, file: file)
        try ModelBench(city: city, peers: peers, repeats: repeats).run()
        try SizeBench(repeats: repeats).run()
        try ReadingBench(peers: peers, file: file, rows: city.count, repeats: repeats).run()
    }
}
