import Foundation
import TaoliModels
import TaoliPolicy
import Testing

/// What a chain refers to is in the file, and one look at the file finds all that is wrong.
@Suite("References and follow-on mistakes in a pack")
struct PackReferenceTests {
    private func problems(_ text: String) -> [PolicyProblem] {
        do {
            _ = try PolicyPack.load(Data(text.utf8), file: "mine.yaml")
            return []
        } catch {
            return error.problems
        }
    }

    /// Xingning's pack after replacements.
    private func edited(_ edits: (old: String, new: String)...) throws -> [PolicyProblem] {
        var text = try XingningText.text()
        for edit in edits {
            try #require(text.contains(edit.old), "the pack does not hold \(edit.old)")
            text = text.replacing(edit.old, with: edit.new)
        }
        return problems(text)
    }

    /// Xingning's pack without a section.
    private func without(_ section: String) throws -> (text: String, problems: [PolicyProblem]) {
        let text = try XingningText.text()
        let start = try #require(text.range(of: "\n\(section):\n"))
        let end = try #require(text.range(of: "\n\n", range: start.upperBound..<text.endIndex))
        let rest = String(text[..<start.lowerBound] + text[end.lowerBound...])
        return (rest, problems(rest))
    }

    @Test(
        "A section that chains refer to cannot be missing",
        arguments: [
            ("composition", "composition.conditions"), ("terms", "terms.lengths"),
            ("bodies", "bodies.votes"), ("actors", "actors.kinds"), ("told", "told.groups"),
            ("evidence", "evidence.kinds"), ("deadlines", "deadlines.working_days"),
            ("units", "units.kinds"),
        ])
    func removed(section: String, list: String) throws {
        let (text, found) = try without(section)
        #expect(!found.isEmpty)
        let lines = text.components(separatedBy: "\n")
        for problem in found {
            #expect(problem.line > 0 && problem.line <= lines.count)
            #expect(!problem.fix.chinese.contains("是否为：-"), "\(problem.fix.chinese)")
        }
        #expect(
            found.contains { $0.fix.chinese.contains(list) && $0.fix.english.contains(list) },
            "\(found.map(\.fix.english))")
    }

    @Test("A guard without rules is named at its step, with what to write")
    func guards() throws {
        let (text, found) = try without("composition")
        let lines = text.components(separatedBy: "\n")
        let one = try #require(found.first { $0.rule == "chains.chains.F.steps.F.1" })
        #expect(lines[one.line - 1].contains("id: F.1,"))
        #expect(one.what.english.contains("has no rules"))
        #expect(one.fix.chinese.contains("请在 composition.conditions 中写规则，或从 guards 中删去"))
        // The limit that a bureau sets for one group is looked at without a rule of the pack.
        #expect(!found.contains { $0.rule == "chains.chains.F.steps.F.4" })
    }

    @Test("An act that somebody owes is named once when nothing gives its deadline")
    func deadlines() throws {
        let (_, found) = try without("deadlines")
        #expect(found.count == 7, "\(found.map(\.what.english))")
        #expect(found.allSatisfy { $0.fix.english.contains("days:") })
        let one = try edited(
            ("    - {id: review, days: 20, ours: the text gives no deadline}\n", ""))
        #expect(one.map(\.rule) == ["chains.chains.F.steps.F.3"])
    }

    @Test("Who files and who accepts a document is defined too")
    func documents() throws {
        let filed = try edited(
            ("every: school_year, filed_with: bureau", "every: school_year, filed_with: burau"))
        #expect(filed.map(\.rule) == ["documents.kinds.reward_plan"])
        #expect(filed.first?.fix.english.contains("bureau") == true)
    }

    @Test("A name that nothing defines is found beside mistakes elsewhere")
    func atOnce() throws {
        let found = try edited(
            ("measure: sites, at_most: 10", "measure: sites, at_most: ten"),
            ("needs: [recommendation]", "needs: [recommendaton]"),
            ("id: J.3, act: review, by: bureau", "id: J.3, act: review, by: burea"))
        #expect(
            found.map(\.rule) == [
                "composition.limits.schools_max.at_most", "chains.chains.J.steps.J.3",
                "chains.chains.R.steps.R.1",
            ])
        #expect(found.last?.fix.english.contains("recommendation") == true)
    }

    @Test(
        "A value that was refused and a key that is misspelt are told once, with nothing after it",
        arguments: [
            ("measure: sites, at_most: 10", "measure: sites, at_most: ten"),
            ("measure: sites, at_most: 10", "measure: sites, at_mosst: 10"),
            ("measure: sites_of_mode, mode", "measure: sites_of_mod, mode"),
            ("test: category, values", "test: categry, values"),
            ("test: category, values: [new, weak]", "test: category, values: new"),
            ("id: J.3, act: review,", "id: J.3, act: reviw,"),
            ("id: J.3, act: review,", "id: J.3, actt: review,"),
            ("act: vote, by: council", "act: vot, by: council"),
            ("years: {from: 3, to: 6}", "years: {from: 3, to: six}"),
            ("strength: exception, clause: XN-3", "strength: exception, clausse: XN-3"),
            ("\nevidence:\n", "\nevidense:\n"),
            ("{id: recommendation, name", "{idd: recommendation, name"),
            ("id: F\n      purpose: found", "id: F\n      purpose: fund"),
            ("effect: {kind: group_founded, at: [F.4]}", "effect: {kind: group_found, at: [F.4]}"),
            (
                "when: {locality: [across_districts], built: true}",
                "when: {locality: [across_distrits], built: true}"
            ),
            ("days_before: [180, 90, 30]", "days_before: 180"),
        ])
    func once(old: String, new: String) throws {
        let found = try edited((old, new))
        #expect(found.count == 1, "\(found.map { "\($0.line) \($0.rule) \($0.what.english)" })")
    }

    @Test("A reference is named at its own line when a rule has several")
    func lines() throws {
        let text = try XingningText.text().replacing(
            "        - {id: R.1, act: apply, by: lead, name: {zh: 提出任免建议, en: recommend}, needs: [recommendation], clause: XN-23}\n",
            with: """
                        - id: R.1
                          act: apply
                          by: lead
                          name: {zh: 提出任免建议, en: recommend}
                          needs: [paper_of_nobody]
                          clause: XN-23

                """)
        let found = problems(text)
        #expect(found.count == 1)
        let one = try #require(found.first)
        #expect(text.components(separatedBy: "\n")[one.line - 1].contains("needs:"))
        #expect(one.fix.chinese.hasPrefix("请在 evidence.kinds 中定义“paper_of_nobody”，或改用："))
    }
}
