import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@Suite("The shipped packs")
struct ShippedPackTests {
    @Test(
        "Each of the five packs loads under its own name", arguments: PolicyPacks.files.map(\.name))
    func loads(_ name: String) throws {
        let file = try #require(PolicyPacks.files.first { $0.name == name })
        do {
            let pack = try PolicyPack.load(file.bytes, file: name)
            #expect("\(pack.id).yaml" == name)
            #expect(pack.version.count == 64)
            #expect(pack.rules.count > 20)
        } catch {
            for problem in error.problems {
                let place = "\(problem.file):\(problem.line):\(problem.column) \(problem.rule)"
                Issue.record("\(place): \(problem.what.english) \(problem.fix.english)")
            }
        }
    }

    @Test("Every rule has a clause that was given out, or says why it is ours")
    func origins() {
        for id in PolicyPacks.shipped.ids {
            for rule in PolicyPacks.shipped[id]?.rules ?? [] {
                let source = rule.source
                #expect((source.clause == nil) != (source.ours == nil), "\(source.rule)")
                #expect(source.clause.map(ClauseID.known.contains) ?? true, "\(source.rule)")
                #expect(source.clause?.hasPrefix(id) ?? true, "\(id) \(source.rule)")
            }
        }
    }

    @Test("Two packs differ in the rules whose line was edited, and in no others")
    func difference() throws {
        let old = try #require(PolicyPacks.shipped["XN"])
        let edited = try XingningText.replacing(
            "id: schools_max, measure: sites, at_most: 10",
            with: "id: schools_max, measure: sites, at_most: 9")
        let new = try PolicyPack.load(edited, file: "XN.yaml")
        #expect(new.version != old.version)
        let differences = PolicyDifference.between(old, new)
        #expect(differences.map(\.rule) == ["composition.limits.schools_max"])
        #expect(differences.first?.before?.text.contains("at_most: 10") == true)
        #expect(differences.first?.after?.text.contains("at_most: 9") == true)
        #expect(PolicyDifference.between(old, old).isEmpty)
    }

    @Test("A bureau's own pack of the same id takes the place of the shipped one")
    func replaces() throws {
        let edited = try XingningText.replacing("at_most: 10", with: "at_most: 9")
        let own = try PolicyPack.load(edited, file: "XN.yaml")
        let packs = PolicyPacks.shipped.replacing(with: [own])
        #expect(packs["XN"]?.version == own.version)
        #expect(packs.ids == PolicyPacks.shipped.ids)
    }

    @Test("GT-1: the two modes have the duties of the text, each a rule that is shown and compared")
    func duties() throws {
        let shipped = try #require(PolicyPacks.shipped["GT"])
        let modes = shipped[UnitsSection.self].modes
        #expect(modes.map(\.id) == ["co_built", "collaborative"])
        #expect(
            modes.map { $0.duties.map(\.name.chinese) } == [
                ["资源共享", "管理共进", "教学共研", "文化共生"], ["结对联盟", "项目化"],
            ])
        #expect(modes.flatMap(\.duties).allSatisfy { $0.source.clause == "GT-1" })
        let path = "units.modes.co_built.duties.shared_resources"
        #expect(
            shipped.rules.first { $0.source.rule == path }?.text.contains("资源共享") == true)
        let text = try PackText("GT")
        let edited = try text.pack("zh: 资源共享", "zh: 资源共用")
        #expect(PolicyDifference.between(shipped, edited).map(\.rule) == [path])
        _ = try text.problem("zh: 资源共享", "zh: ''", at: "id: shared_resources")
        _ = try text.problem(
            "{id: joint_research, name: {zh: 教学共研, en: joint research on teaching}",
            "{id: joint_research", at: "id: joint_research")
    }

    @Test("TC-1 JD-2: every school, and 70 % of those with a primary or junior stage")
    func coverage() throws {
        let taicang = try #require(PolicyPacks.shipped["TC"])[UnitsSection.self].coverage
        #expect(taicang.map(\.percent) == [100] && taicang.first?.stages.isEmpty == true)
        let jiading = try #require(PolicyPacks.shipped["JD"])[UnitsSection.self].coverage
        #expect(jiading.map(\.percent) == [70])
        #expect(jiading.first?.stages == [.primary, .junior])
        #expect(jiading.first?.kinds.contains(.educationCircle) == false)
    }
}
