import Foundation
import Logging
import TaoliTestKit

/// Measures the product against a yardstick made by others, both in the same run, and prints one
/// JSON line a ratio, then one a phase that says whose time it took. What the lines mean:
/// Shared/Documentation/performance.md. Started by deploy/scripts/bench.sh.
@main
struct Main {
    static func main() async {
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            // What is cancelled at the end of a measurement says so as an error.
            handler.logLevel = .critical
            return handler
        }
        do {
            let settings = try BenchSettings(ProcessInfo.processInfo.environment)
            let world = try await BenchWorld.make(settings)
            for benchmark in Self.benchmarks(world, settings) {
                guard settings.wants(benchmark.ratio.name) else { continue }
                try await run(benchmark, world, settings)
            }
            await world.end()
        } catch {
            FileHandle.standardError.write(Data("taoli-bench: \(error)\n".utf8))
            exit(1)
        }
    }

    /// In the order of messaging.md's table.
    private static func benchmarks(
        _ world: BenchWorld, _ settings: BenchSettings
    ) -> [any Benchmark] {
        [
            CommandBench(world: world), EndToEndBench(world: world, seconds: settings.seconds),
            RelayBench(world: world), ConsumerBench(world: world), ImportBench(world: world),
            LatencyBench(world: world),
        ]
    }

    private static func run(
        _ benchmark: any Benchmark, _ world: BenchWorld, _ settings: BenchSettings
    ) async throws {
        var trials: [Trial] = []
        for number in 0..<settings.repeats {
            let trial = try await benchmark.trial(number)
            trials.append(trial)
            progress(benchmark.ratio, number, trial)
        }
        let lines =
            [RatioReport(benchmark.ratio, trials, world).line]
            + TimeReport(benchmark.ratio, trials).lines
        // At once, also where standard output is a file.
        for line in lines { FileHandle.standardOutput.write(Data((line.text + "\n").utf8)) }
    }

    /// For whoever watches; the figures that count come in the closing line.
    private static func progress(_ ratio: Ratio, _ number: Int, _ trial: Trial) {
        let notes = trial.product.notes.map { "\($0.0)=\($0.1.text)" }.joined(separator: " ")
        let text = """
            \(ratio.name) \(number + 1): \(JSONValue.number(trial.product.value).text) ÷ \
            \(JSONValue.number(trial.yardstick.value).text) \(ratio.unit) \
            = \(JSONValue.number(trial.ratio).text) \(notes)\n
            """
        FileHandle.standardError.write(Data(text.utf8))
    }
}
