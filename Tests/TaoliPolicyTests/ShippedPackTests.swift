import TaoliModels
import TaoliPolicy
import Testing

@Suite("The shipped packs")
struct ShippedPackTests {
    @Test("Each of the five packs loads", arguments: PolicyPacks.files.map(\.name))
    func loads(_ name: String) throws {
        let file = try #require(PolicyPacks.files.first { $0.name == name })
        do {
            let pack = try PolicyPack.load(file.bytes, file: name)
            #expect("\(pack.id).yaml" == name)
        } catch {
            for problem in error.problems {
                Issue.record(
                    "\(problem.file):\(problem.line):\(problem.column) \(problem.rule): \(problem.what.english) \(problem.fix.english)"
                )
            }
        }
    }
}
