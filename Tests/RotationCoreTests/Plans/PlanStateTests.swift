import RotationCore
import Testing

@Suite("A plan's states")
struct PlanStateTests {
    /// Every step that belongs somewhere; all others are refused.
    private static let allowed: [PlanState: [PlanStep: PlanState]] = [
        .queued: [
            .solve: .draft, .findInfeasible: .infeasible, .fail: .failed, .withdraw: .withdrawn,
        ],
        .infeasible: [.takeReady: .checked, .withdraw: .withdrawn],
        .failed: [.withdraw: .withdrawn],
        .draft: [.check: .checked, .repair: .draft, .withdraw: .withdrawn],
        .checked: [.consult: .consulted, .repair: .draft, .withdraw: .withdrawn],
        .consulted: [
            .object: .consulted, .answer: .consulted, .repair: .draft, .decide: .decided,
            .withdraw: .withdrawn,
        ],
        .decided: [.repair: .decided],
        .withdrawn: [:],
    ]

    @Test(
        "Each step in each state leads where it belongs, or nowhere", arguments: PlanState.allCases)
    func transitions(state: PlanState) {
        for step in PlanStep.allCases {
            #expect(state.after(step) == Self.allowed[state]?[step], "\(state) \(step)")
        }
    }

    @Test("Every state has words of its own")
    func words() {
        #expect(Set(PlanState.allCases.map(\.chinese)).count == PlanState.allCases.count)
        #expect(Set(PlanStep.allCases.map(\.chinese)).count == PlanStep.allCases.count)
    }
}
