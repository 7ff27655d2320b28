import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@Suite("The rotation section of the packs")
struct RotationSectionTests {
    private func section(_ id: String) throws -> RotationSection {
        try #require(PolicyPacks.shipped[id] ?? PolicyPacks.examples[id])[RotationSection.self]
    }

    @Test("SH-3: 20 %, 30 %, teams of three, three years, the receiving school appraises")
    func shanghai() throws {
        let section = try section("SH")
        #expect(section.shares.map(\.atLeast) == [20, 30])
        #expect(section.shares.map(\.measure) == [.sent, .keyTeachers])
        #expect(section.shares.first?.counts == .newlySent)
        #expect(section.teams.first?.atLeast == 3 && section.teams.first?.scope == .pair)
        #expect(section.stays.first?.yearsAtLeast == 3)
        #expect(section.appraisers.first?.by == .receiving)
        #expect(section.shares.allSatisfy { $0.source.clause == "SH-3" })
        #expect(section.limits.count == PlanLimit.allCases.count)
        #expect(section.limits.allSatisfy { $0.source.clause == nil && $0.source.ours != nil })
    }

    @Test("SH-20 SH-21 TC-9: tasks of a team, and a pool of two levels here and three there")
    func pools() throws {
        let shanghai = try section("SH")
        #expect(
            shanghai.tasks.filter { $0.source.clause == "SH-20" }.map(\.name.chinese)
                == ["包班上课", "教研引领", "项目攻关"])
        #expect(shanghai.pool.map(\.id) == ["unit", "school"])
        let taicang = try section("TC")
        #expect(taicang.pool.map(\.id) == ["county", "group", "school"])
        #expect(taicang.pool.allSatisfy { $0.source.clause == "TC-9" })
    }

    @Test("The national example asks for 10 % and 20 %, and nobody binds it by its name")
    func national() throws {
        let section = try section("CN")
        #expect(section.shares.map(\.atLeast) == [10, 20])
        #expect(section.shares.map(\.source.clause) == ["CN-1", "CN-2"])
        #expect(section.teams.isEmpty && section.stays.isEmpty)
        #expect(PolicyPacks.shipped["CN"] == nil)
        #expect(PolicyPacks.examples.ids == ["CN"])
        #expect(
            PolicyPacks.examples["CN"]?.rules.allSatisfy {
                ($0.source.clause == nil) != ($0.source.ours == nil)
            } == true)
    }

    @Test("A kind that is misspelt is refused with the nearest, by line and column")
    func kind() throws {
        let found = try PackText("SH").problem(
            "id: three_years, kinds: [rotation]", "id: three_years, kinds: [rotatoin]",
            at: "id: three_years")
        #expect(found.fix.english.contains("rotation"))
    }

    @Test("A kind, a mode, a post, a share, a task and a list of subjects must be defined")
    func references() throws {
        let xingning = try PackText("XN")
        let mode = try xingning.problem(
            "modes: [entrusted], size", "modes: [entrustd], size", at: "id: entrusted_team")
        #expect(mode.rule == "rotation.dispatches.entrusted_team")
        #expect(mode.fix.english.contains("entrusted"))
        let post = try xingning.problem(
            "posts: [executive_principal], change", "posts: [principal], change",
            at: "id: executive_principal, posts")
        #expect(post.rule == "rotation.employment.executive_principal")
        let shadowing = try xingning.problem(
            "kind: shadowing, at_least: 1", "kind: visiting, at_least: 1", at: "members_shadow")
        #expect(shadowing.what.english.contains("visiting"))
        let shanghai = try PackText("SH")
        let share = try shanghai.problem(
            "toward: [sent, key_teachers]", "toward: [sent, key]", at: "id: rotation")
        #expect(share.fix.english.contains("key_teachers"))
        let list = try shanghai.problem(
            "stage: junior, subjects: exam_subjects", "stage: junior, subjects: exam_subject",
            at: "exam_subjects_first")
        #expect(list.fix.english.contains("exam_subjects"))
        let subject = try shanghai.problem(
            "[chinese, mathematics,", "[chinese, mathematic,", at: "id: exam_subjects,")
        #expect(subject.fix.english.contains("mathematics"))
        let task = try shanghai.problem(
            "tasks: [teaching_management,", "tasks: [teaching,", at: "taken_up_on_return")
        #expect(task.rule == "rotation.duties.taken_up_on_return")
    }

    @Test("A limit that is missing is named, and so is a share beyond a hundred")
    func limits() throws {
        let missing = try PackText("SH").problem(
            "    - {id: points.surplus, value: 60, ours: what the plan weighs}\n", "",
            at: "id: sent")
        #expect(missing.what.english.contains("points.surplus"))
        let share = try PackText("CN").problem(
            "measure: sent, at_least: 10", "measure: sent, at_least: 101", at: "id: sent")
        #expect(share.fix.english.contains("0 to 100"))
        let value = try PackText("SH").problem(
            "id: commute_max_min, value: 60", "id: commute_max_min, value: -1",
            at: "commute_max_min")
        #expect(value.fix.english.contains("0 to 10000"))
        let ranks = try PackText("SH").problem(
            "values: [0, 10, 20]", "values: [0, ten]", at: "points.pref_rank")
        #expect(ranks.rule == "rotation.limits.points.pref_rank.values")
    }

    @Test("A measure has one rule, counts goes with sent only, and posts must fill a team")
    func contradictions() throws {
        let twice = try PackText("SH").problem(
            "measure: key_teachers, at_least: 30", "measure: sent, at_least: 30",
            at: "id: key_teachers")
        #expect(twice.what.english.contains("only one"))
        _ = try PackText("SH").problem(
            "measure: key_teachers, at_least: 30",
            "measure: key_teachers, counts: serving, at_least: 30", at: "id: key_teachers")
        let seats = try PackText("XN").problem(
            "size: {from: 5, to: 10}", "size: {from: 18, to: 20}", at: "id: entrusted_team")
        #expect(seats.what.english.contains("3 to 17"))
    }

    @Test("Packs name subjects by registry's codes; a short one of an older file means the same")
    func subjectCodes() throws {
        let list = try #require(
            PolicyPacks.shipped["SH"]?[RotationSection.self].subjectLists.first)
        #expect(list.subjects.contains(.mathematics) && list.subjects.contains(.politics))
        let file = try #require(PolicyPacks.files.first { $0.name == "SH.yaml" })
        let text = String(decoding: file.bytes, as: UTF8.self)
        #expect(!text.contains("math,"))
        let older = text.replacingOccurrences(of: "mathematics", with: "math")
            .replacingOccurrences(of: "physical_education]", with: "pe]")
        let pack = try PolicyPack.load(bound: Data(older.utf8), file: "SH.yaml")
        #expect(pack[RotationSection.self].subjectLists.first?.subjects == list.subjects)
    }

    @Test("A kind is arranged by one rule, and an allowance goes between categories that there are")
    func arrangements() throws {
        let shanghai = try PackText("SH")
        let twice = try shanghai.problem(
            "kinds: [part_time], time: part", "kinds: [mentoring], time: part",
            at: "id: two_schools")
        #expect(twice.rule == "rotation.arrangements.two_schools")
        let nobody = try shanghai.problem(
            "kinds: [part_time], time: part, by: [bureau, group]",
            "kinds: [part_time], time: part, by: []", at: "id: two_schools")
        #expect(nobody.fix.english.contains("by: [bureau, group]"))
        let category = try shanghai.problem(
            "receiving: rural", "receiving: country", at: "id: in_the_country")
        #expect(category.fix.english.contains("rural"))
    }
}
