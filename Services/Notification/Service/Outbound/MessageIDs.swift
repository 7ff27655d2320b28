import Crypto
import Foundation
import NotificationCore
import TaoliModels

/// Ids that follow from what a message is about, so that the same event never makes two.
enum MessageIDs {
    /// One event, one recipient. Later events sort behind earlier ones.
    static func message(event: UUID, at time: Date, to recipient: Recipient) -> UUID {
        UUID(
            version7: UInt64(max(0, time.timeIntervalSince1970 * 1000)),
            derivedFrom: digest("message", event, recipient))
    }

    /// One import, one recipient: all its events meet in this message.
    static func summary(of job: ImportJobID, to recipient: Recipient) -> UUID {
        UUID(
            version7: job.rawValue.version7Milliseconds ?? 0,
            derivedFrom: digest("summary", job.rawValue, recipient))
    }

    private static func digest(_ what: String, _ id: UUID, _ recipient: Recipient) -> SHA256Digest {
        SHA256.hash(data: Data("\(what)/\(id.uuidString.lowercased())/\(recipient)".utf8))
    }
}
