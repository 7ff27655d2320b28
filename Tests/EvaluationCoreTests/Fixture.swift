import Foundation

/// Files beside these tests. `exam.csv`, `hsb82.csv`: R package mlmRev (Exam, Hsb82), with districts
/// and groups added; `reference/`: computed from them with R's lme4 and SGP.
enum Fixture {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "Fixtures")

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
}
