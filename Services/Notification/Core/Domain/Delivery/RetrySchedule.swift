/// How long to wait after each failed try, and when to give up.
package struct RetrySchedule: Hashable, Sendable {
    /// One pause a failed try; a delivery has one try more than this.
    package let pauses: [Duration]

    package init(pauses: [Duration]) { self.pauses = pauses }

    /// Ten tries within about three days: a weekend without a server loses nothing.
    /// Source: the schedule that Standard Webhooks 1.0 recommends.
    package static let standard = RetrySchedule(pauses: [
        .seconds(5), .seconds(300), .seconds(1800), .seconds(7200), .seconds(18_000),
        .seconds(36_000), .seconds(50_400), .seconds(72_000), .seconds(86_400),
    ])

    /// The pause after so many tries, a tenth longer or shorter by the seed; `nil`: no more.
    ///
    /// - Parameter tries: from 1.
    package func pause(after tries: Int, seed: UInt64) -> Duration? {
        guard tries >= 1, tries <= pauses.count else { return nil }
        let milliseconds = pauses[tries - 1] / .milliseconds(1)
        let share = Double(seed % 201) / 1000 + 0.9
        return .seconds(Int64((milliseconds * share / 1000).rounded(.up)))
    }
}
