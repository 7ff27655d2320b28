import Foundation
import TaoliTestKit

/// The broker of a lane: an embedded one of its own, or, where the suite runs against another
/// broker (`TAOLI_TEST_KAFKA_EMBEDDED=false`), that one. Rounds that break the broker always have
/// their own.
enum LaneBroker {
    static let isEmbedded =
        ProcessInfo.processInfo.environment["TAOLI_TEST_KAFKA_EMBEDDED"] != "false"

    /// - Parameter breaks: whether the round stops, kills or empties it.
    /// - Returns: a running broker of one's own, or `nil` when the shared one is to be used.
    static func lend(breaks: Bool) async throws -> EmbeddedBroker? {
        guard isEmbedded || breaks else { return nil }
        let broker = try EmbeddedBroker()
        try await broker.start()
        return broker
    }
}
