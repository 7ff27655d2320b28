import Foundation
import NotificationCore
import Testing

@Suite("How far a delivery is")
struct DeliveryProgressTests {
    private static let now = Date(timeIntervalSince1970: 1_764_210_000)
    private static let schedule = RetrySchedule(pauses: [.seconds(10), .seconds(100)])
    private static let steps: [DeliveryStep] = [
        .claimed, .accepted, .deferred(after: nil), .refused, .lost, .reopened, .cancelled,
    ]

    private static func progress(_ state: DeliveryState, attempts: Int = 1) -> DeliveryProgress {
        DeliveryProgress(state: state, attempts: attempts, attemptsBefore: 0, dueAt: nil)
    }

    private static func after(_ step: DeliveryStep, _ progress: DeliveryProgress)
        -> DeliveryProgress?
    {
        progress.after(step, at: now, by: schedule, seed: 100)
    }

    /// What each step leads to, in the order of `steps`; `-`: it does not fit.
    @Test(
        "Each step in each state leads to one state, or does not fit",
        arguments: [
            (DeliveryState.created, "sending - - - - - cancelled"),
            (.sending, "- delivered temporary_failure permanent_failure temporary_failure - -"),
            (.delivered, "- - - - - created -"),
            (.temporaryFailure, "sending - - - - - cancelled"),
            (.permanentFailure, "- - - - - created -"),
            (.technicalFailure, "- - - - - created -"),
            (.cancelled, "- - - - - created -"),
        ])
    func table(state: DeliveryState, outcomes: String) {
        let reached = Self.steps.map { step in
            Self.after(step, Self.progress(state))?.state.rawValue ?? "-"
        }
        #expect(reached.joined(separator: " ") == outcomes)
    }

    @Test("Exactly the settled states have no way on by themselves")
    func settled() {
        for state in DeliveryState.allCases {
            let goesOn = Self.steps.dropLast(2).contains {
                Self.after($0, Self.progress(state)) != nil
            }
            #expect(goesOn != state.isSettled, "\(state)")
        }
    }

    @Test("A try is counted when it begins, and one that fails waits as the schedule says")
    func tries() throws {
        var progress = DeliveryProgress(
            state: .created, attempts: 0, attemptsBefore: 0, dueAt: Self.now)
        var waits: [Double] = []
        while let begun = Self.after(.claimed, progress) {
            #expect(begun.attempts == progress.attempts + 1 && begun.dueAt == nil)
            progress = try #require(Self.after(.deferred(after: nil), begun))
            if let due = progress.dueAt { waits.append(due.timeIntervalSince(Self.now)) }
        }
        #expect(waits == [10, 100])
        #expect(progress.state == .technicalFailure && progress.attempts == 3)
    }

    @Test("Whoever asks for a longer wait gets it; a shorter one changes nothing")
    func asked() {
        let sending = Self.progress(.sending)
        let longer = Self.after(.deferred(after: .seconds(60)), sending)?.dueAt
        #expect(longer == Self.now.addingTimeInterval(60))
        let shorter = Self.after(.deferred(after: .seconds(1)), sending)?.dueAt
        #expect(shorter == Self.now.addingTimeInterval(10))
    }

    @Test("Opened again, a delivery is due at once and has all its tries again")
    func reopened() throws {
        let dead = Self.progress(.technicalFailure, attempts: 3)
        let opened = try #require(Self.after(.reopened, dead))
        #expect(opened.dueAt == Self.now && opened.attempts == 3 && opened.attemptsBefore == 3)
        let begun = try #require(Self.after(.claimed, opened))
        let failed = try #require(Self.after(.deferred(after: nil), begun))
        #expect(failed.state == .temporaryFailure)
        #expect(failed.dueAt == Self.now.addingTimeInterval(10))
    }

    @Test("The standard schedule makes ten tries within four days, spread by a tenth")
    func standard() {
        let schedule = RetrySchedule.standard
        let whole = schedule.pauses.reduce(Duration.zero, +)
        #expect(schedule.pauses.count == 9)
        #expect(whole > .seconds(3 * 86_400) && whole < .seconds(4 * 86_400))
        #expect(schedule.pause(after: 10, seed: 0) == nil)
        #expect(schedule.pause(after: 0, seed: 0) == nil)
        let spread = Set((0..<201).compactMap { schedule.pause(after: 2, seed: $0) })
        #expect(spread.min() == .seconds(270) && spread.max() == .seconds(330))
        #expect(spread.count > 30)
    }
}
