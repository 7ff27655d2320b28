import RotationCore
import Testing

@Suite("A placement's states")
struct StayStateTests {
    private static let allowed: [StayState: [StayStep: StayState]] = [
        .decided: [.notify: .notified, .end: .ended],
        .notified: [.begin: .active, .end: .ended],
        .active: [.appraise: .appraised, .extend: .active, .end: .ended],
        .appraised: [
            .appraise: .appraised, .extend: .appraised, .end: .ended, .complete: .completed,
        ],
        .completed: [:],
        .ended: [:],
    ]

    @Test(
        "Each step in each state leads where it belongs, or nowhere", arguments: StayState.allCases)
    func transitions(state: StayState) {
        for step in StayStep.allCases {
            #expect(state.after(step) == Self.allowed[state]?[step], "\(state) \(step)")
        }
    }

    @Test("A placement is open until it is completed or ended")
    func open() {
        #expect(StayState.allCases.filter { !$0.isOpen } == [.completed, .ended])
        #expect(Set(StayState.allCases.map(\.chinese)).count == StayState.allCases.count)
        #expect(Set(StayStep.allCases.map(\.chinese)).count == StayStep.allCases.count)
    }
}
