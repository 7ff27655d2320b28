import TaoliModels
import TaoliPolicy
import Testing

@Suite("The evaluation section of the packs")
struct EvaluationSectionTests {
    @Test("Weights that do not sum to 1 are refused with their sum, at the first of them")
    func weights() throws {
        let found = try PackText("XN").problem(
            "id: quality, in: group, name: {zh: 办学水平和教学质量, en: quality of teaching}, weight: 1/5",
            "id: quality, in: group, name: {zh: 办学水平和教学质量, en: quality of teaching}, weight: 1/4",
            at: "id: institutions,")
        #expect(found.what.english.contains("1/5 + 1/5 + 1/5 + 1/4 + 1/5"))
        let text = try PackText("XN").problem(
            "name: {zh: 创新与特色, en: innovation and features}, weight: 1/5",
            "name: {zh: 创新与特色, en: innovation and features}, weight: a fifth",
            at: "id: innovation")
        #expect(text.fix.english.contains("1/5"))
    }

    @Test("A node hangs below a tree or branch that stands above it; a branch has children")
    func nodes() throws {
        let gone = try PackText("TC").problem(
            "id: direction_level, in: direction,", "id: direction_level, in: directoin,",
            at: "id: direction_level")
        #expect(gone.fix.english.contains("direction"))
        let empty = try PackText("SH").problem(
            "id: gap_level, in: gap, name: {zh: 水平, en: level}, aspect: level, weight: 1/2, figure: between_school_share, limit: 0.15,",
            "id: gap_level, in: gap, name: {zh: 水平, en: level}, aspect: level, weight: 1/2,",
            at: "id: gap_level")
        #expect(empty.what.english.contains("neither scale nor children"))
    }

    @Test("An indicator is scored in one way, and what is measured names its figure")
    func scales() throws {
        let two = try PackText("SH").problem(
            "figure: satisfaction, target: 90%", "figure: satisfaction, target: 90%, limit: 0.5",
            at: "id: satisfied_level")
        #expect(two.what.english.contains("one way"))
        let figure = try PackText("SH").problem(
            "figure: satisfaction, target: 90%", "target: 90%", at: "id: satisfied_level")
        #expect(figure.fix.english.contains("figure"))
    }

    @Test("A standard has one relation and one bound, and is asked of unit or school")
    func standards() throws {
        let both = try PackText("SH").problem(
            "relation: below, bound: 0.15", "relation: below, bound: 0.15, against: city",
            at: "id: between_school_share")
        #expect(both.what.english.contains("one bound"))
        let subject = try PackText("SH").problem(
            "measure: between_school_share, of: [unit]",
            "measure: between_school_share, of: [principal]", at: "id: between_school_share")
        #expect(subject.rule.hasSuffix("between_school_share.of"))
        let relation = try PackText("SH").problem(
            "relation: below, bound: 0.15", "relation: beloww, bound: 0.15",
            at: "id: between_school_share")
        #expect(relation.what.english.contains("beloww") || relation.fix.english.contains("below"))
    }

    @Test("A precondition, an input, a level, a chain, a topic and a tree must be defined")
    func references() throws {
        let shanghai = try PackText("SH")
        let needs = try shanghai.problem(
            "needs: everyone_sits", "needs: everyone_sit", at: "id: junior_pass_rate")
        #expect(needs.fix.english.contains("everyone_sits"))
        let input = try shanghai.problem(
            "bound: 90%, input: survey", "bound: 90%, input: surveys", at: "id: satisfaction")
        #expect(input.fix.english.contains("survey"))
        let xingning = try PackText("XN")
        let chain = try xingning.problem(
            "then: forced_exit, chain: X1", "then: forced_exit, chain: X11", at: "id: forced_exit")
        #expect(chain.fix.english.contains("X1"))
        let level = try xingning.problem(
            "level: fail, in_a_row: 1", "level: fial, in_a_row: 1", at: "id: warning_plate")
        #expect(level.fix.english.contains("fail"))
        let topic = try xingning.problem(
            "topics: [planning,", "topics: [plan,", at: "id: special")
        #expect(topic.rule == "evaluation.supervisions.special")
        let tree = try xingning.problem(
            "tree: group, to:", "tree: groups, to:", at: "yearly_result")
        #expect(tree.fix.english.contains("group"))
        let ground = try shanghai.problem(
            "then: revoke, needs: [breach, impact]", "then: revoke, needs: [breach, impct]",
            at: "id: after")
        #expect(ground.fix.english.contains("impact"))
    }

    @Test("Satisfaction needs respondents and a sample; progress a margin; a bundle sums to 1")
    func needed() throws {
        let sample = try PackText("SH").problem(
            "  samples:\n    - {id: survey, answers: 30, percent: 30, cannot_tell: against, ours: the clause gives no sample}\n",
            "", at: "id: satisfaction")
        #expect(sample.what.english.contains("samples"))
        let margin = try PackText("SH").problem(
            "  margins:\n    - {id: gap_closed, value: 0.05, ours: D5}\n", "",
            at: "id: weak_progress")
        #expect(margin.what.english.contains("margins"))
        let bundle = try PackText("TC").problem(
            "unit: 1/2, own: 1/2", "unit: 1/2, own: 1/3", at: "id: bundle")
        #expect(bundle.what.english.contains("sum to 1"))
    }

    @Test("A number is read exactly, in three forms, and nothing else is a number")
    func fractions() {
        #expect(ExactFraction("0.15")?.description == "3/20")
        #expect(ExactFraction("99%")?.description == "99/100")
        #expect(ExactFraction("2/10")?.description == "1/5")
        #expect(ExactFraction("4.50")?.description == "9/2")
        for text in ["", "-1", "1/0", "a", "1e3", "0.1.2", ".5", "5.", "1/2/3", "1234567890", "９"] {
            #expect(ExactFraction(text) == nil, "\(text)")
        }
    }

    @Test("No system wants a ranking; TC-15 and JD-7 follow students from stage to stage")
    func lists() {
        for id in PolicyPacks.shipped.ids {
            #expect(PolicyPacks.shipped[id]?[EvaluationSection.self].rankings.isEmpty == true)
        }
        #expect(PolicyPacks.shipped["TC"]?[EvaluationSection.self].cohorts.count == 2)
        let jiading = PolicyPacks.shipped["JD"]?[EvaluationSection.self].cohorts.first
        #expect(jiading?.from == .primary && jiading?.to == .junior)
    }
}
