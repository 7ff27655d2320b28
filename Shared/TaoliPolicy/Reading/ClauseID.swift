import TaoliModels

/// The ids of requirements.md, the five source documents with their highest number, and those of
/// the national texts that the example pack cites (listed in rotation.md and evaluation.md).
package enum ClauseID {
    /// Every id that a rule may cite. TC-22 was never given out.
    package static let known: Set<String> = Set(
        [("TC", 33), ("JD", 16), ("GT", 16), ("XN", 36), ("SH", 27), ("CN", 6)].flatMap {
            prefix, last in
            (1...last).map { "\(prefix)-\($0)" }
        }
    ).subtracting(["TC-22"])

    static func isKnown(_ text: String) -> Bool { known.contains(text) }

    static func nearest(to text: String) -> String {
        NearestName.nearest(to: text, in: known.sorted()) ?? "XN-1"
    }
}
