package import Foundation
import TaoliPolicy

/// When one message goes to one address, if it does.
package struct DeliveryPlan: Hashable, Sendable {
    /// The first try.
    package let dueAt: Date
    /// It waits with others and goes with them.
    package let isDigest: Bool

    /// `nil` when the message does not go there: the rule names no such channel, or the unit does
    /// not want it.
    ///
    /// Urgent messages pass quiet hours and digests. A program has neither: it is not disturbed.
    package init?(
        _ notice: Notice, to kind: EndpointKind, _ preferences: DeliveryPreferences, at now: Date
    ) {
        let isUrgent = notice.urgency == .urgent
        guard notice.channels.contains(kind == .email ? .email : .webhook) else { return nil }
        switch preferences.choice(kind) {
        case .none: return nil
        case .urgent where !isUrgent: return nil
        case .urgent, .all: break
        }
        guard kind == .email, !isUrgent else {
            dueAt = now
            isDigest = false
            return
        }
        if let digestAt = preferences.digestAt {
            dueAt = digestAt.next(from: now)
            isDigest = true
        } else {
            dueAt = preferences.quiet?.end(from: now) ?? now
            isDigest = false
        }
    }
}
