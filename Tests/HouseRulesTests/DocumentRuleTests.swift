import Foundation
import Testing

@Suite("Documents")
struct DocumentRuleTests {
    @Test("Every file that a document points to is there")
    func paths() throws {
        let files =
            try Repository.files(below: ["Shared/Documentation"], endingIn: [".md"])
            + [Repository.file("README.md")]
        #expect(files.count > 10)
        let violations = files.flatMap { file in
            DocumentRule.paths(file) { path in
                FileManager.default.fileExists(
                    atPath: Repository.root.appendingPathComponent(path).path)
            }
        }
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test("Every setting of the services is explained in operations.md")
    func settings() throws {
        let document = try Repository.file("Shared/Documentation/operations.md")
        let files = try Repository.files(below: ["Shared", "Services"], endingIn: [".swift"])
        let violations = files.flatMap { DocumentRule.settings($0, document: document) }
        #expect(violations.isEmpty, "\(violations.report)")
        let blank = SourceFile("operations.md", "")
        #expect(files.flatMap { DocumentRule.settings($0, document: blank) }.count > 10)
    }

    @Test("A link and a path that lead nowhere are found")
    func plantedPaths() {
        let text = """
            [there](adr/0001-ids.md), [up](../A.swift#L1), [out](https://example.org/a)
            `Services/Gone/Core/A.swift`, `Services/<Name>/Core`, `make test`
            [gone](adr/0009-gone.md)
            """
        let there: Set = ["Shared/Documentation/adr/0001-ids.md", "Shared/A.swift"]
        let file = SourceFile("Shared/Documentation/a.md", text)
        let found = DocumentRule.paths(file) { there.contains($0) }
        #expect(found.map(\.line) == [2, 3])
    }

    @Test("A setting that operations.md does not know is found")
    func plantedSetting() {
        let document = SourceFile("operations.md", "| `grpc.port` | 0 | the port |")
        let code = "SettingKey(\n    \"grpc.port\", x), SettingKey(\"grpc.speed\", x)"
        #expect(DocumentRule.settings(SourceFile("A.swift", code), document: document).count == 1)
    }
}
