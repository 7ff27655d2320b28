import Foundation
import TaoliPolicy
import TaoliRuntime
import Testing

@testable import TaoliHost

@Suite("The operator's file of working days")
struct WorkingDaysSettingTests {
    private func known(_ text: String?) throws -> [Int] {
        let path = FileManager.default.temporaryDirectory.path + "/days-\(UUID()).yaml"
        if let text { try text.write(toFile: path, atomically: true, encoding: .utf8) }
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try Settings(
            keys: HostKeys.all([]), environment: ["TAOLI_WORKING_DAYS": path]
        ).workingDays().known
    }

    @Test("Without a file the years of the product are known, with one also its own")
    func loads() throws {
        let bare = try Settings(keys: HostKeys.all([]), environment: [:]).workingDays().known
        #expect(try known("years:\n  - {year: 2027, off: [], work: []}\n") == bare + [2027])
        #expect(try known("years: []\n") == bare)
    }

    @Test("A file that is missing, malformed or gives a year again stops the start and says where")
    func refuses() {
        func text(_ file: String?) -> String {
            do {
                _ = try known(file)
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(text(nil).contains("it cannot be read") && text(nil).contains("无法读取"))
        let twice = text("years:\n  - {year: 2026, off: [], work: []}\n")
        #expect(twice.contains("yaml:2:") && twice.contains("2026 is given already"))
        #expect(twice.contains("2026 年已经给出") && twice.contains("working-days"))
        #expect(text("years: [").contains("yaml:"))
    }
}
