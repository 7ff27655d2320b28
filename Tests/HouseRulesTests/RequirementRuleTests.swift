import Testing

@Suite("Requirements")
struct RequirementRuleTests {
    private static let document = "Shared/Documentation/requirements.md"

    @Test("requirements.md has every id once, with a state")
    func list() throws {
        let violations = RequirementRule.list(try Repository.file(Self.document))
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test("Every requirement marked done is named by a test")
    func done() throws {
        let tests = try Repository.files(below: ["Tests"], endingIn: [".swift"]).filter {
            !$0.path.hasPrefix("Tests/HouseRulesTests/")
        }
        let violations = RequirementRule.done(try Repository.file(Self.document), tests: tests)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test("What registry refuses in every city cites no city's clause")
    func refusals() throws {
        let files = try Repository.files(below: ["Services/Registry"], endingIn: [".swift"])
        let violations = files.flatMap(RefusalRule.check)
        #expect(violations.isEmpty, "\(violations.report)")
        let planted = "Refusal(.invalid, \"a\", clause: \"SH-12\", field: \"b\")\n"
        #expect(RefusalRule.check(SourceFile("a.swift", planted)).count == 1)
    }

    @Test("A requirement called done without a test is found")
    func planted() {
        let document = SourceFile(
            "requirements.md",
            "| TC-1 | a | done |\n| TC-12 | b | done |\n| TC-2 | c | partly |\n")
        let tests = [SourceFile("Tests/A.swift", "@Test(\"Coverage counts open schools (TC-12)\")")]
        #expect(RequirementRule.done(document, tests: tests).map(\.line) == [1])
    }

    @Test("An id that does not exist, one twice, an unknown state and a missing id are found")
    func plantedList() {
        let rows = RequirementRule.known.sorted().map { "| \($0) | a | open |" }
        func count(_ rows: [String]) -> Int {
            RequirementRule.list(SourceFile("r.md", rows.joined(separator: "\n"))).count
        }
        #expect(count(rows) == 0)
        #expect(count(rows + ["| TC-22 | a | open |"]) == 1)
        #expect(count(rows + ["| TC-1 | a | open |"]) == 1)
        #expect(count(rows.dropLast() + ["| XN-9 | a | nearly |"]) == 1)
        #expect(count(Array(rows.dropLast())) == 1)
    }
}
