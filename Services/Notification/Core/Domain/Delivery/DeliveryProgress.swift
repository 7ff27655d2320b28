package import Foundation

/// How far a delivery is. The names stand in the database, in calls and in events.
/// Source: messaging.md, Deliveries to people; `cancelled` is ours.
package enum DeliveryState: String, CaseIterable, Sendable {
    /// It waits for its first try, or for the first one after it was opened again.
    case created
    /// A try is under way: it was counted before it began.
    case sending
    /// The other side took it over. That nobody has read it yet is another matter.
    case delivered
    /// The last try failed; there will be another.
    case temporaryFailure = "temporary_failure"
    /// The other side will never take it.
    case permanentFailure = "permanent_failure"
    /// Every try failed: given up.
    case technicalFailure = "technical_failure"
    /// Somebody wanted no more of it, or its address is gone.
    case cancelled

    /// Nothing happens any more by itself.
    package var isSettled: Bool {
        switch self {
        case .created, .sending, .temporaryFailure: false
        case .delivered, .permanentFailure, .technicalFailure, .cancelled: true
        }
    }
}

/// What happens to a delivery.
package enum DeliveryStep: Hashable, Sendable {
    /// A try begins.
    case claimed
    /// The other side took it over.
    case accepted
    /// Not this time; `after`: how long the other side asks to wait.
    case deferred(after: Duration?)
    /// Never.
    case refused
    /// Nobody knows how the try ended: whoever made it is gone.
    case lost
    /// An operator wants it sent again.
    case reopened
    /// Nobody wants it sent any more.
    case cancelled
}

/// State, tries and the next one's time; a value that says what comes after a step.
package struct DeliveryProgress: Hashable, Sendable {
    /// How far it is.
    package let state: DeliveryState
    /// Tries so far, the one under way included.
    package let attempts: Int
    /// Tries before it was opened again last; the schedule begins anew there.
    package let attemptsBefore: Int
    /// When the next try is due; `nil` when there is none, or one is under way.
    package let dueAt: Date?

    package init(state: DeliveryState, attempts: Int, attemptsBefore: Int, dueAt: Date?) {
        self.state = state
        self.attempts = attempts
        self.attemptsBefore = attemptsBefore
        self.dueAt = dueAt
    }

    /// The progress after a step; `nil` when the step does not fit the state, which is then as it
    /// was: the same answer twice, a try that was given up meanwhile, a cancellation too late.
    ///
    /// - Parameter seed: of the delivery, so that deliveries that failed together do not come
    ///   back together.
    package func after(
        _ step: DeliveryStep, at now: Date, by schedule: RetrySchedule, seed: UInt64
    ) -> DeliveryProgress? {
        switch (state, step) {
        case (.created, .claimed), (.temporaryFailure, .claimed):
            return next(.sending, attempts: attempts + 1, dueAt: nil)
        case (.created, .cancelled), (.temporaryFailure, .cancelled):
            return next(.cancelled, dueAt: nil)
        case (.sending, .accepted): return next(.delivered, dueAt: nil)
        case (.sending, .refused): return next(.permanentFailure, dueAt: nil)
        case (.sending, .deferred(let asked)):
            return failed(at: now, schedule, asked: asked, seed)
        case (.sending, .lost): return failed(at: now, schedule, asked: nil, seed)
        case (.delivered, .reopened), (.permanentFailure, .reopened),
            (.technicalFailure, .reopened), (.cancelled, .reopened):
            return DeliveryProgress(
                state: .created, attempts: attempts, attemptsBefore: attempts, dueAt: now)
        default: return nil
        }
    }

    private func failed(
        at now: Date, _ schedule: RetrySchedule, asked: Duration?, _ seed: UInt64
    ) -> DeliveryProgress {
        guard let pause = schedule.pause(after: attempts - attemptsBefore, seed: seed) else {
            return next(.technicalFailure, dueAt: nil)
        }
        let wait = max(pause, asked ?? .zero)
        return next(
            .temporaryFailure, dueAt: now.addingTimeInterval(Double(wait.components.seconds)))
    }

    private func next(_ state: DeliveryState, attempts: Int? = nil, dueAt: Date?)
        -> DeliveryProgress
    {
        DeliveryProgress(
            state: state, attempts: attempts ?? self.attempts, attemptsBefore: attemptsBefore,
            dueAt: dueAt)
    }
}
