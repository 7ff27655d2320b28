/// Where a call stands in a trace, as W3C Trace Context (Recommendation, level 1) writes it.
///
/// The server takes it from a call's metadata and continues it; ``current`` carries it to the
/// outbox, whose events carry it on to their effects.
package struct TraceContext: Hashable, Sendable {
    /// The trace of the running task, if there is one.
    @TaskLocal package static var current: TraceContext?

    /// 32 lower-case hexadecimal digits, not all zero.
    package let traceID: String
    /// 16 lower-case hexadecimal digits, not all zero.
    package let spanID: String
    /// Whether the caller records the trace.
    package let isSampled: Bool

    /// The beginning of a new trace.
    package init() {
        traceID = Self.randomHex() + Self.randomHex()
        spanID = Self.randomHex()
        isSampled = true
    }

    private init(traceID: String, spanID: String, isSampled: Bool) {
        self.traceID = traceID
        self.spanID = spanID
        self.isSampled = isSampled
    }

    /// Reads a `traceparent`; `nil` for anything the recommendation calls invalid. Of a higher
    /// version the four known fields are read.
    package init?(traceparent: String) {
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, Self.isHex(parts[0], 2), parts[0] != "ff",
            parts[0] != "00" || parts.count == 4,
            Self.isHex(parts[1], 32), parts[1].contains(where: { $0 != "0" }),
            Self.isHex(parts[2], 16), parts[2].contains(where: { $0 != "0" }),
            Self.isHex(parts[3], 2), let flags = UInt8(parts[3], radix: 16)
        else { return nil }
        self.init(
            traceID: String(parts[1]), spanID: String(parts[2]), isSampled: flags & 1 == 1)
    }

    /// The header's value, version 00.
    package var traceparent: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }

    /// A span below this one.
    package func child() -> TraceContext {
        TraceContext(traceID: traceID, spanID: Self.randomHex(), isSampled: isSampled)
    }

    /// Runs work as a child of a stored `traceparent` (an event's), or in a new trace when it is
    /// absent or unreadable.
    package static func continuing<Result>(
        _ traceparent: String?, isolation: isolated (any Actor)? = #isolation,
        _ body: () async throws -> Result
    ) async rethrows -> Result {
        let parent = traceparent.flatMap(TraceContext.init(traceparent:))
        return try await $current.withValue(parent?.child() ?? TraceContext()) {
            try await body()
        }
    }

    private static func isHex(_ text: Substring, _ count: Int) -> Bool {
        text.utf8.count == count
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    private static func randomHex() -> String {
        let text = String(UInt64.random(in: 1 ... .max), radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
