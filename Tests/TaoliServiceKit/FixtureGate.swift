/// Lets only so many fixtures live at once: each holds several connections, and the server has a
/// limit that all tests share.
actor FixtureGate {
    static let shared = FixtureGate()

    private var places = 6
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func enter() async {
        if places > 0 {
            places -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    /// Hands the place on to whoever waits longest.
    func leave() {
        if waiting.isEmpty { places += 1 } else { waiting.removeFirst().resume() }
    }
}
