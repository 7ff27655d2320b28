import EvaluationCore
import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@Suite("Trees of the packs")
struct PackTreeTests {
    private func tree(_ pack: String, _ id: String) throws -> PackTree {
        try PackTree(Packs.pack(pack), id)
    }

    private func children(_ tree: PackTree) -> [String] {
        guard case .branch(let nodes) = tree.tree.root.content else { return [] }
        return nodes.map(\.name.chinese)
    }

    @Test("TC-17: five aspects, each by result, value added and feature")
    func taicang() throws {
        let tree = try tree("TC", "unit")
        #expect(children(tree) == ["办学方向", "课程教学", "教师发展", "学校管理", "学生发展"])
        #expect(tree.tree.leaves.count == 15)
        let aspects = Set(tree.indicators.values.compactMap(\.aspect))
        #expect(aspects == [.level, .gain, .feature])
        #expect(children(try self.tree("TC", "year")) == ["办学情况", "实施过程", "办学效果"])
    }

    @Test("XN-27 XN-34: five dimensions of the group; lead and members by lists of their own")
    func xingning() throws {
        let group = try tree("XN", "group")
        #expect(group.rule.subject == .unit && group.rule.by == .bureau)
        #expect(group.rule.every == .calendarYear)
        #expect(
            children(group)
                == ["管理制度与运行机制", "干部队伍与师资品质", "教育环境与资源优化", "办学水平和教学质量", "创新与特色"])
        let lead = try tree("XN", "lead"), member = try tree("XN", "member")
        #expect(lead.rule.subject == .lead && member.rule.subject == .member)
        #expect(Set(children(lead)).isDisjoint(with: children(member)))
        #expect(lead.rule.source.clause == "XN-34")
    }

    @Test("XN-33: the supervision's tree has its four topics as leaves, every two years")
    func supervision() throws {
        let tree = try tree("XN", "supervision")
        #expect(tree.rule.every == .twoYears && tree.rule.subject == .unit)
        let topics = try Packs.pack("XN")[EvaluationSection.self].supervisions.first?.topics
        #expect(Set(tree.indicators.keys) == Set(topics ?? []) && tree.indicators.count == 4)
        #expect(tree.indicators.values.allSatisfy { $0.source.clause == "XN-33" })
    }

    @Test("SH-10: five parts, each with level and gain")
    func shanghai() throws {
        let tree = try tree("SH", "unit")
        #expect(children(tree).count == 5 && tree.tree.leaves.count == 10)
        #expect(tree.indicators.values.filter { $0.aspect == .gain }.count == 5)
    }

    @Test("JD-6 JD-14: four kinds of respondent, for units that the bureau named")
    func jiading() throws {
        let tree = try tree("JD", "comprehensive")
        #expect(children(tree) == ["教师", "学生", "家长", "社会"])
        let refusal = tree.refusal(for: "U2", pilots: ["U1"])
        #expect(refusal?.slug == "not-a-pilot-unit" && refusal?.clause == "JD-14")
        #expect(tree.refusal(for: "U1", pilots: ["U1"]) == nil)
        #expect(try self.tree("XN", "group").refusal(for: "U2", pilots: []) == nil)
    }

    @Test("GT-7: two criteria for a project, both with evidence")
    func project() throws {
        let tree = try tree("GT", "project")
        #expect(children(tree) == ["项目实施情况", "成员校项目质量提升效果"])
        let scored = IndicatorInputs(
            found: ["implementation": .panel([80, 90]), "improvement": .panel([70])],
            evidenced: ["implementation"])
        let half = Assessment(tree.tree, scored).result
        #expect(half.score == 85 && half.covered == 0.5)
        #expect(half.children[1].gap == .noEvidence)
        let full = IndicatorInputs(
            found: scored.found, evidenced: ["implementation", "improvement"])
        #expect(Assessment(tree.tree, full).result.score == 77.5)
    }

    @Test(
        "One weight changed in the pack changes the score; weights that do not sum to 1 do not load"
    )
    func changed() throws {
        let inputs = IndicatorInputs(
            found: ["implementation": .panel([80]), "improvement": .panel([60])],
            evidenced: ["implementation", "improvement"])
        let text = "name: {zh: 项目实施情况, en: how it was carried out}, weight: 1/2"
        let other = "weight: 1/2, panel: 100, evidence: true, clause: GT-7}\n  carries"
        #expect(Assessment(try tree("GT", "project").tree, inputs).result.score == 70)
        #expect(throws: PolicyProblems.self) {
            try Packs.pack("GT", text, text.replacingOccurrences(of: "1/2", with: "3/4"))
        }
        let edited = try Packs.pack(
            "GT",
            [
                (text, text.replacingOccurrences(of: "1/2", with: "3/4")),
                (other, other.replacingOccurrences(of: "1/2", with: "1/4")),
            ])
        #expect(Assessment(try PackTree(edited, "project").tree, inputs).result.score == 75)
    }

    @Test("A tree that the pack does not have is refused with the nearest")
    func unknown() throws {
        let refusal = #expect(throws: Refusal.self) { try tree("XN", "gruop") }
        #expect(refusal?.slug == "unknown-tree" && refusal?.next.english.contains("group") == true)
        #expect(throws: Refusal.self) { try tree("CN", "unit") }
    }

    @Test(
        "TC-20: the unit's score and the school's own by the pack's halves; one alone bundles nothing"
    )
    func bundled() throws {
        let pack = try Packs.pack("TC")
        #expect(Assessment.bundled(unit: 80, own: 60, pack) == 70)
        #expect(Assessment.bundled(unit: 80, own: nil, pack) == nil)
        let other = try Packs.pack("TC", "unit: 1/2, own: 1/2", "unit: 3/4, own: 1/4")
        #expect(Assessment.bundled(unit: 80, own: 60, other) == 75)
        #expect(Assessment.bundled(unit: 80, own: 60, try Packs.pack("SH")) == nil)
    }
}
