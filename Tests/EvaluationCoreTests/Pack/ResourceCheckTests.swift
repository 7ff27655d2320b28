import EvaluationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("Resources under the national example")
struct ResourceCheckTests {
    /// Enough of everything for 100 pupils of a primary school.
    private static let enough: [String: Double] = [
        "qualified_teachers": 4.2, "key_teachers": 1, "arts_sports_teachers": 0.9,
        "teaching_area": 450, "sports_area": 750, "equipment_value": 200_000,
        "multimedia_rooms": 2.3,
    ]

    @Test("CN-3: the table that is imported has a column for each resource of the national example")
    func template() throws {
        let section = try Packs.pack("CN")[EvaluationSection.self]
        #expect(ImportTemplates.resourceIDs == section.resources.map(\.id))
    }

    private func school(
        _ code: String = "A", stage: Stage = .primary, students: Int = 100,
        _ change: [String: Double?] = [:]
    ) -> ResourceCheck.School {
        var amounts = Self.enough
        for (name, value) in change { amounts[name] = value }
        return .init(
            code: code, district: "D", stage: stage, students: students, amounts: amounts)
    }

    private func whole(_ school: ResourceCheck.School, _ pack: PolicyPack? = nil) throws -> Verdict?
    {
        ResourceCheck(try pack ?? Packs.pack("CN")).levels([school]).first { $0.resource == nil }?
            .verdict
    }

    @Test("Six of seven at their level, the seventh at 85 % of it; below that not")
    func school() throws {
        #expect(try whole(school()) == .met)
        #expect(try whole(school("A", ["sports_area": 637.5])) == .met)
        #expect(try whole(school("A", ["sports_area": 637.4])) == .notMet)
        #expect(try whole(school("A", ["sports_area": 700, "teaching_area": 449])) == .notMet)
        #expect(try whole(school("A", ["sports_area": nil])) == .noData)
        let five = try Packs.pack(
            "CN", "id: six_of_seven, at_least: 6", "id: six_of_seven, at_least: 5")
        #expect(try whole(school("A", ["sports_area": 700, "teaching_area": 449]), five) == .met)
    }

    @Test("Junior schools have levels of their own, senior schools none")
    func stages() throws {
        #expect(try whole(school("J", stage: .junior)) == .notMet)
        #expect(try whole(school("S", stage: .senior)) == .notApplicable)
    }

    @Test("The published example's 0.515 is above 0.50 and its unweighted 0.489 would not be")
    func spread() throws {
        let rows: [(Int, Double)] = [(45, 279), (37, 137), (89, 935), (76, 160), (55, 402)]
        let schools = rows.enumerated().map { place, row in
            ResourceCheck.School(
                code: "S\(place)", district: "D", stage: .primary, students: row.0,
                amounts: ["equipment_value": row.1])
        }
        func finding(_ pack: PolicyPack) -> ResourceCheck.Finding? {
            ResourceCheck(pack).spreads(schools).first { $0.resource == "equipment_value" }
        }
        let found = try #require(finding(Packs.pack("CN")))
        #expect(abs((found.figure ?? 0) - 0.515) < 0.0005)
        #expect(found.verdict == .notMet && found.source.clause == "CN-4")
        let wider = try Packs.pack(
            "CN", "stage: primary, at_most: 0.50", "stage: primary, at_most: 0.52")
        #expect(finding(wider)?.verdict == .met)
        let others = ResourceCheck(try Packs.pack("CN")).spreads(schools)
        #expect(
            others.filter { $0.resource != "equipment_value" }.allSatisfy { $0.verdict == .noData })
        #expect(others.count == 7)
        let one = ResourceCheck(try Packs.pack("CN")).spreads([schools[0]])
        #expect(one.allSatisfy { $0.verdict == .notApplicable })
    }
}
