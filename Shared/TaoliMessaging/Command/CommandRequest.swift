package import Foundation
package import TaoliModels

/// One attempt to change something: who asks, for what, under which id.
package struct CommandRequest: Sendable {
    /// A caller's clock may be ahead by this much.
    package static let aheadMax: Duration = .seconds(300)
    /// For so long answers are remembered; older request ids are refused.
    package static let remembered: Duration = .seconds(30 * 86_400)
    /// Characters that a reason may have.
    package static let reasonCharactersMax = 500

    /// Who asks, and for which data.
    package let caller: Caller
    /// Full name of the call, e.g. `taoli.registry.v1.GroupService/FoundGroup`.
    package let method: String
    /// The caller's UUIDv7 for this one change; the same id never acts twice.
    package let requestID: UUID
    /// Keyed hash of the request's bytes: tells a repeated request from a reused id.
    package let fingerprint: Data
    /// Whether a stored fingerprint, possibly made with an older key, is of the same bytes.
    package let matches: @Sendable (Data) -> Bool
    /// Why, for audit and history; may be empty.
    package let reason: String
    /// W3C Trace Context of the call; its events carry it on.
    package let traceparent: String?

    /// - Throws: `Refusal`: `request-id-missing` without an id, `request-id-invalid` when it is not
    ///   a UUIDv7, `request-id-time` when it was not made in the last 30 days (5 minutes ahead are
    ///   allowed), `reason-too-long` above 500 characters.
    package init(
        caller: Caller, method: String, requestID: String, fingerprint: Data,
        matches: @escaping @Sendable (Data) -> Bool, reason: String, traceparent: String?, now: Date
    ) throws(Refusal) {
        guard !requestID.isEmpty else { throw CommandRefusals.requestIDMissing }
        guard let id = UUID(text: requestID), let made = id.version7Milliseconds else {
            throw CommandRefusals.requestIDInvalid
        }
        let age = now.timeIntervalSince1970 - Double(made) / 1000
        guard age >= -Double(CommandRequest.aheadMax.components.seconds),
            age <= Double(CommandRequest.remembered.components.seconds)
        else { throw CommandRefusals.requestIDTime }
        guard reason.count <= CommandRequest.reasonCharactersMax else {
            throw CommandRefusals.reasonTooLong
        }
        self.caller = caller
        self.method = method
        self.requestID = id
        self.fingerprint = fingerprint
        self.matches = matches
        self.reason = reason
        self.traceparent = traceparent
    }

    /// Work that a service does by itself under an id it derived: never refused for its age.
    package init(
        service caller: Caller, method: String, derivedID: UUID, reason: String,
        traceparent: String? = nil
    ) {
        self.caller = caller
        self.method = method
        self.requestID = derivedID
        self.fingerprint = Data()
        self.matches = { $0.isEmpty }
        self.reason = reason
        self.traceparent = traceparent
    }
}
