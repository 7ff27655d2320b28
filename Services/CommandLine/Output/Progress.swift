import TaoliModels

/// How far long work is, on standard error: a bar on a terminal, otherwise a line now and then.
struct Progress {
    /// Time between two lines where a bar cannot be drawn.
    static let lineInterval = Duration.seconds(3)
    private static let barWidth = 30

    private let console: Console
    private let language: Language
    private let now: () -> ContinuousClock.Instant
    private var lastLine: ContinuousClock.Instant?
    /// What stands there already is not written again.
    private var lastText: String?
    private var hasBar = false

    init(
        _ console: Console, _ language: Language,
        now: @escaping () -> ContinuousClock.Instant = { .now }
    ) {
        self.console = console
        self.language = language
        self.now = now
    }

    /// Tells how far it is. `total` is 0 while it is not known.
    mutating func show(_ what: Wording, done: Int64, of total: Int64) {
        let label = what.text(in: language)
        if console.canRewriteLine {
            console.writeNote("\r\u{1B}[K" + Progress.bar(label, done, total))
            hasBar = true
            return
        }
        let moment = now()
        guard let lastLine else {
            // The first line waits: short work says nothing.
            self.lastLine = moment
            return
        }
        guard moment - lastLine >= Progress.lineInterval else { return }
        self.lastLine = moment
        note(total > 0 ? "\(label) \(done)/\(total)" : "\(label) \(done)")
    }

    /// Says something once, however often it is asked to while nothing else is said.
    mutating func say(_ what: Wording) {
        let text = what.text(in: language)
        if console.canRewriteLine, text != lastText { finish() }
        note(text)
    }

    private mutating func note(_ text: String) {
        guard text != lastText else { return }
        lastText = text
        console.note(text)
    }

    /// Takes the bar away.
    mutating func finish() {
        if hasBar { console.writeNote("\r\u{1B}[K") }
        hasBar = false
        lastLine = nil
    }

    static func bar(_ label: String, _ done: Int64, _ total: Int64) -> String {
        guard total > 0 else { return "\(label) \(done)" }
        let share = min(1, max(0, Double(done) / Double(total)))
        let filled = Int(share * Double(barWidth))
        let bar =
            String(repeating: "#", count: filled)
            + String(repeating: "-", count: barWidth - filled)
        return "\(label) [\(bar)] \(done)/\(total) \(Int(share * 100))%"
    }
}
