import EvaluationCore
import TaoliModels
import TaoliPolicy
import Testing

@Suite("What surveys score in a tree")
struct SurveyScoreTests {
    private typealias Samples = CycleSamples

    private func scores(
        _ values: [Double], at school: SchoolID = Samples.first, _ respondent: String = "parents",
        _ pack: PolicyPack? = nil
    ) throws -> [CycleInput] {
        let pack = try pack ?? Packs.pack("JD")
        let cycle = try Samples.open(.tree("comprehensive"), pack: "JD")
        let answers = CycleInput(
            CycleInput.Key(
                what: .satisfaction, group: Samples.group, school: school, item: respondent),
            values: values, source: "问卷")
        return SurveyScores(cycle, pack, try PackTree(pack, "comprehensive")).inputs([answers])
    }

    @Test("JD-6: a survey scores its school's leaf from the least sample on")
    func sample() throws {
        let enough = try scores([100, 30, 24])
        #expect(
            enough == [
                CycleInput(
                    CycleInput.Key(
                        what: .score, group: Samples.group, school: Samples.first,
                        item: "by_parents"),
                    values: [0.8], source: "问卷")
            ])
        #expect(try scores([100, 29, 24]).isEmpty)
        #expect(try scores([101, 30, 24]).isEmpty)
        #expect(try scores([100, 30, 24], "society").map(\.key.item) == ["by_society"])
        #expect(try scores([100, 30, 24], "nobody").isEmpty)
        let fewer = try Packs.pack("JD", "answers: 30, percent: 30", "answers: 20, percent: 10")
        #expect(try scores([100, 29, 24], "parents", fewer).count == 1)
    }

    @Test("JD-6: nobody is identified where everybody is of one mind, or few answered")
    func hidden() throws {
        #expect(try scores([100, 40, 40]).isEmpty && scores([100, 40, 0]).isEmpty)
        let one = try Packs.pack("JD", "answers: 30, percent: 30", "answers: 1, percent: 0")
        #expect(try scores([100, 9, 4], "parents", one).isEmpty)
        #expect(try scores([100, 10, 4], "parents", one).count == 1)
    }

    @Test(
        "JD-6: in a group's score nobody's answer can be told from the others' of the same school",
        arguments: [(9.0, 0), (10.0, 1)])
    func smallSchool(answered: Double, scored: Int) throws {
        let pack = try Packs.pack(
            "JD", "(pilot)}, of: school, by: bureau", "(pilot)}, of: unit, by: bureau")
        let cycle = try Samples.open(.tree("comprehensive"), pack: "JD")
        let rows = [(Samples.lead, 60.0), (Samples.first, 60.0), (Samples.second, answered)].map {
            CycleInput(
                CycleInput.Key(
                    what: .satisfaction, group: Samples.group, school: $0.0, item: "parents"),
                values: [100, $0.1, 4], source: "问卷")
        }
        let scores = SurveyScores(cycle, pack, try PackTree(pack, "comprehensive")).inputs(rows)
        #expect(scores.count == scored)
    }

    @Test("JD-6: a tree that measures no satisfaction asks no surveys; what people recorded counts")
    func recorded() throws {
        let pack = try Packs.pack("XN")
        let yearly = try Samples.open(.tree("group"), "2024")
        #expect(!SurveyScores(yearly, pack, try PackTree(pack, "group")).areAsked)
        let surveyed = try scores([100, 30, 24])
        let own = CycleInput(surveyed[0].key, values: [0.9])
        #expect(CycleInput.merged([own], with: surveyed) == [own])
    }
}
