import Foundation

/// `taoli-plan-bench generate FOLDER …`: makes the instance on which deploy/scripts/bench-planner.sh
/// measures the planner.
@main
struct Main {
    static func main() throws {
        var size = CityGenerator.Size()
        var seed: UInt64 = 350
        var words = Array(CommandLine.arguments.dropFirst())
        guard words.count >= 2, words.removeFirst() == "generate" else { usage() }
        let folder = words.removeFirst()
        while words.count >= 2 {
            let name = words.removeFirst()
            guard let value = Int(words.removeFirst()), value > 0 else { usage() }
            switch name {
            case "--groups": size.groups = value
            case "--schools": size.schoolsPerGroup = value
            case "--strong": size.strongPerGroup = value
            case "--seed": seed = UInt64(value)
            case "--single-stage": size.isSingleStage = value == 1
            default: usage()
            }
        }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        var generator = CityGenerator(size, seed: seed)
        try generator.write(to: folder)
    }

    private static func usage() -> Never {
        let text = """
            usage: taoli-plan-bench generate FOLDER [--groups 350] [--schools 8] [--strong N]
                   [--single-stage 1] [--seed 350]\n
            """
        FileHandle.standardError.write(Data(text.utf8))
        exit(64)
    }
}
