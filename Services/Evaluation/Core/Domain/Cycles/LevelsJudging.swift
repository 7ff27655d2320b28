import TaoliModels
import TaoliPolicy

/// The council's level of each member (XN-19): never from a figure, never of the lead.
struct LevelsJudging {
    private let cycle: Cycle
    private let section: EvaluationSection

    init(_ cycle: Cycle, _ pack: PolicyPack) {
        self.cycle = cycle
        section = pack[EvaluationSection.self]
    }

    func results(_ inputs: [CycleInput]) -> [CycleResult] {
        CycleSubjects(cycle).subjects(of: .member).map { subject in
            let input = inputs.first {
                $0.key.what == .level && $0.key.group == subject.group
                    && $0.key.school == subject.school
            }
            let rule = section.levels.first { $0.id == input?.level }
            return CycleResult(
                subject: subject, item: "level", name: rule?.name ?? Self.missing,
                verdict: rule == nil ? Verdict.noData.rawValue : CycleResult.given,
                figure: rule?.id ?? "", estimator: "council", source: input?.evidence ?? "",
                clause: rule?.source.citation ?? cycle.clause, isAgainst: rule == nil,
                isWhole: true)
        }
    }

    private static let missing = Wording("没有等第", "no level")
}
