import TaoliModels
import Testing

@Suite("Vocabulary")
struct VocabularyTests {
    @Test("A nine-year school counts in both of its stages, a complete one in both of its (JD-1)")
    func stages() {
        #expect(SchoolKind.nineYear.stages == [.primary, .junior])
        #expect(SchoolKind.complete.stages == [.junior, .senior])
        #expect(SchoolKind.twelveYear.stages == [.primary, .junior, .senior])
        #expect(SchoolKind.unknown.stages.isEmpty)
    }

    @Test("Each stage is covered by the one kind that teaches nothing else (JD-1)")
    func singleStages() {
        for stage in Stage.allCases {
            #expect(SchoolKind.allCases.filter { $0.stages == [stage] }.count == 1, "\(stage)")
        }
        for kind in SchoolKind.allCases {
            #expect(kind.stages == kind.stages.sorted())
        }
    }

    @Test("Stages sort from kindergarten to senior school")
    func order() {
        #expect(Stage.allCases.shuffled().sorted() == [.preschool, .primary, .junior, .senior])
    }

    @Test(
        "Names in the wire and in tables are stable, their Chinese terms different from each other")
    func names() {
        #expect(
            SchoolKind.allCases.map(\.rawValue) == [
                "kindergarten", "primary", "junior", "senior", "nine_year", "complete",
                "twelve_year", "unknown",
            ])
        #expect(
            GroupKind.allCases.map(\.rawValue) == [
                "education_group", "school_zone", "education_circle", "education_community",
                "preschool_community",
            ])
        #expect(
            SchoolStatus.allCases.map(\.rawValue)
                == ["planned", "under_construction", "open", "closed"])
        #expect(Set(SchoolKind.allCases.map(\.chinese)).count == SchoolKind.allCases.count)
        #expect(Set(GroupKind.allCases.map(\.chinese)).count == GroupKind.allCases.count)
    }

    @Test("A school year begins on 1 September")
    func schoolYear() throws {
        let last = try #require(CalendarDate("2026-08-31"))
        #expect(SchoolYear(containing: last).description == "2025-2026")
        #expect(SchoolYear(containing: last.adding(days: 1)).description == "2026-2027")
        #expect(SchoolYear("2025-2026") == SchoolYear(startYear: 2025))
        #expect(SchoolYear(startYear: 2025) < SchoolYear(startYear: 2026))
    }

    @Test(
        "Texts that are no school year are refused",
        arguments: ["2025", "2025-2027", "2026-2025", "2025-2026-2027", "1899-1900", "a-b", ""])
    func otherSchoolYears(text: String) {
        #expect(SchoolYear(text) == nil)
    }

    @Test(
        "A district code has 1 to 32 ASCII letters, digits, hyphens or underscores",
        arguments: [
            ("440100", true), ("a-B_9", true), (String(repeating: "x", count: 32), true),
            (String(repeating: "x", count: 33), false), ("", false), ("天河", false),
            ("a b", false), ("a,b", false), ("a'b", false), ("é", false), ("*", false),
        ])
    func districtCodes(text: String, isCode: Bool) {
        #expect((DistrictCode(text)?.rawValue == text) == isCode)
        #expect((DistrictCode(text) == nil) == !isCode)
    }
}
