import Foundation

/// R with lme4, and Python: yardsticks that need not be there.
struct Peers {
    let folder: URL
    let file: URL

    /// Seconds of R for the three models and for reading, by name; `nil` without Rscript or lme4.
    func r() -> [String: Double]? { run("Rscript", Peers.rScript, "R") }

    /// Seconds of Python's csv for reading all cells.
    func python() -> [String: Double]? { run("python3", Peers.pythonScript, "py") }

    private func run(_ program: String, _ script: String, _ suffix: String) -> [String: Double]? {
        let path = folder.appending(path: "peer.\(suffix)")
        guard (try? Data(script.utf8).write(to: path)) != nil else { return nil }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program, path.path, file.path]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        let pairs = String(decoding: data, as: UTF8.self).split(separator: "\n").compactMap {
            line -> (String, Double)? in
            let words = line.split(separator: " ")
            guard words.count == 2, let value = Double(words[1]) else { return nil }
            return (String(words[0]), value)
        }
        return Dictionary(pairs, uniquingKeysWith: { $1 })
    }

    private static let rScript = """
        suppressMessages(library(lme4))
        path <- commandArgs(trailingOnly = TRUE)[1]
        took <- function(name, body) {
          time <- system.time(body)[["elapsed"]]
          cat(name, time, "\\n")
        }
        took("read", data <- read.csv(path))
        effects <- function(model) ranef(model, condVar = TRUE)
        # Once before, so that nothing is loaded or compiled while it is timed.
        invisible(lmer(outcome ~ prior + (1 | school), data[data$district == data$district[1], ]))
        took("value-added", effects(lmer(outcome ~ prior + (1 | school), data)))
        took("three-levels", effects(lmer(outcome ~ prior + (1 | district / school), data)))
        took("districts", for (part in split(data, data$district)) {
          suppressMessages(effects(lmer(outcome ~ prior + (1 | school), part)))
        })
        """

    private static let pythonScript = """
        import csv, sys, time
        begun = time.perf_counter()
        with open(sys.argv[1], newline="", encoding="utf-8") as file:
            count = sum(len(row) for row in csv.reader(file))
        print("read", time.perf_counter() - begun)
        """
}
