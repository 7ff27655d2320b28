import Testing

@Suite("Structure")
struct StructureRuleTests {
    @Test("Nothing stands at the root that has no place there")
    func root() throws {
        let violations = LayoutRule.check(try Repository.topLevel())
        #expect(violations.isEmpty, "\(violations.report)")
        #expect(LayoutRule.check(["Sources", ".build-asan", "notes.txt"]).count == 2)
    }

    @Test("A service has Core, Service and Main, and nothing beside them")
    func services() {
        let violations = LayoutRule.services(Repository.paths(below: "Services"))
        #expect(violations.isEmpty, "\(violations.report)")
        #expect(LayoutRule.services(["Services/Rotation/Helpers/A.swift"]).count == 1)
        #expect(LayoutRule.services(["Services/CommandLine/Core/A.swift"]).count == 1)
        #expect(LayoutRule.services(["Services/Rotation/Core/A.swift"]).isEmpty)
    }

    @Test("Files that people write end before line 400")
    func sizes() throws {
        let files = try Repository.files(
            below: ["Shared", "Services", "Tests"], endingIn: [".swift"])
        let violations = files.flatMap(SizeRule.check)
        #expect(violations.isEmpty, "\(violations.report)")
        let long = String(repeating: "let a = 1\n", count: 401)
        #expect(SizeRule.check(SourceFile("Shared/A.swift", long)).count == 1)
        #expect(SizeRule.check(SourceFile("Shared/A.swift", String(long.dropLast(10)))).isEmpty)
        #expect(SizeRule.check(SourceFile("Shared/X/Generated/A.swift", long)).isEmpty)
    }

    @Test("Migrations are numbered without gaps")
    func migrations() {
        let files = Repository.paths(below: "Shared") + Repository.paths(below: "Services")
        let paths = files.filter { $0.contains("/Migrations/") }
        #expect(!paths.isEmpty)
        let violations = NumberingRule.migrations(paths)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test(
        "A gap, a number used twice and a wrong name of a migration are found",
        arguments: [
            ["M0002_late.sql"], ["M0001_a.sql", "M0003_c.sql"], ["M0001_a.sql", "M0001_b.sql"],
            ["0001_a.sql"], ["M001_a.sql"], ["M0001-a.sql"], ["M0001_a.sql", "notes.md"],
        ])
    func badMigrations(names: [String]) {
        #expect(NumberingRule.migrations(names.map { "S/Migrations/\($0)" }).count == 1)
    }

    @Test("Two tracks of migrations are numbered apart")
    func twoTracks() {
        let paths = ["A/Migrations/M0001_a.sql", "B/Migrations/M0001_b.sql"]
        #expect(NumberingRule.migrations(paths).isEmpty)
    }

    @Test("Decision records are numbered without gaps and have their four sections")
    func decisions() throws {
        let paths = Repository.paths(below: "Shared/Documentation/adr")
        #expect(!paths.isEmpty)
        let numbers = NumberingRule.decisions(paths)
        #expect(numbers.isEmpty, "\(numbers.report)")
        let sections = try paths.map(Repository.file).flatMap(DecisionRule.check)
        #expect(sections.isEmpty, "\(sections.report)")
    }

    @Test("A missing decision record and a missing section are found")
    func badDecisions() {
        #expect(NumberingRule.decisions(["adr/0001-a.md", "adr/0003-c.md"]).count == 1)
        let text = "# 1\n## Context\n## Decision\n## Consequences\n"
        #expect(DecisionRule.check(SourceFile("adr/0001-a.md", text)).count == 1)
    }
}
