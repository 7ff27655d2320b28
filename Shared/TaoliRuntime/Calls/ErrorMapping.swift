package import GRPCCore
import Foundation
package import Logging
import TaoliModels

/// Turns whatever a handler throws into a status, in one place.
package struct ErrorMapping: Sendable {
    /// Recognises errors of other modules (a lost database connection, a full outbox); `nil` when
    /// it does not know one.
    package typealias Classifier = @Sendable (any Error) -> CallFailure?

    private let classifiers: [Classifier]
    private let logger: Logger

    /// - Parameter classifiers: asked in order before an unknown error becomes a fault of ours.
    package init(classifiers: [Classifier] = [], logger: Logger) {
        self.classifiers = classifiers
        self.logger = logger
    }

    /// The status for an error. Unknown errors are logged in full under a reference.
    package func status(for error: any Error, method: String) -> RPCError {
        switch outcome(of: error, method: method) {
        case .passed(let known): known
        case .mapped(let failure): Self.rpcError(failure)
        }
    }

    /// The gRPC form of a failure: both languages in the message, everything else in trailers.
    static func rpcError(_ failure: CallFailure) -> RPCError {
        let details = failure.details
        var metadata = Metadata()
        metadata.addBinary(details.encoded(), forKey: FailureDetails.metadataKey)
        if let milliseconds = details.retryAfterMilliseconds {
            metadata.addString(String(milliseconds), forKey: "grpc-retry-pushback-ms")
        }
        let field = details.field.map { "\($0): " } ?? ""
        return RPCError(
            code: failure.code,
            message: "\(field)\(details.en) \(details.nextEn) | \(details.zh)\(details.nextZh)",
            metadata: metadata)
    }

    /// The stream ended before its message was whole. This is no refusal but a call to be sent
    /// again: a client of this library loses the message itself when the task that reads it for an
    /// attempt is held up between asking for it and waiting for it, and it is written and finished
    /// in between (`BroadcastAsyncSequence`, grpc-swift 2.4). The next attempt carries it.
    private static let messageMissing = Wording(
        "请求消息没有完整到达，什么也没有做。",
        "The request message did not arrive whole; nothing was done.")

    private enum Outcome {
        case mapped(CallFailure)
        case passed(RPCError)
    }

    private func outcome(of error: any Error, method: String) -> Outcome {
        let error = Self.original(error)
        for classify in classifiers {
            if let known = classify(error) { return .mapped(known) }
        }
        switch error {
        case let failure as CallFailure: return .mapped(failure)
        case let refusal as Refusal: return .mapped(.refused(refusal))
        case let identity as IdentityError: return .mapped(refuse(identity, method: method))
        case let status as RPCError: return known(status, method: method)
        case is CancellationError:
            return .mapped(
                .unavailable(Wording("调用已取消。", "The call was cancelled."), retryAfter: nil))
        default: return .mapped(fault(error, method: method))
        }
    }

    /// What was thrown: between interceptors the library wraps every error but its own.
    private static func original(_ error: any Error) -> any Error {
        guard let status = error as? RPCError, status.code == .unknown, status.message.isEmpty,
            let cause = status.cause
        else { return error }
        return original(cause)
    }

    private func refuse(_ error: IdentityError, method: String) -> CallFailure {
        if case .keyFile = error { return fault(error, method: method) }
        logger.notice(
            "caller not accepted", metadata: ["method": "\(method)", "reason": "\(error.reason)"])
        return .unauthenticated(error.wording, next: error.next)
    }

    /// Statuses made by the gRPC library about the message itself get sentences of ours; those
    /// with a deliberate code pass; the rest is a fault of ours.
    private func known(_ status: RPCError, method: String) -> Outcome {
        if status.metadata[binaryValues: FailureDetails.metadataKey].contains(where: { _ in true })
        {
            return .passed(status)
        }
        switch status.code {
        case .internalError where status.message == "Empty stream.":
            return .mapped(.unavailable(Self.messageMissing, retryAfter: nil))
        case .invalidArgument where status.message.hasPrefix("Can't deserialize"):
            let cause = status.cause.map { String(describing: $0) } ?? ""
            return .mapped(.refused(.brokenMessage(reason: .init(cause: cause))))
        case .unknown, .internalError, .dataLoss:
            return .mapped(fault(status.cause ?? status, method: method))
        case .resourceExhausted where status.message.contains("maximum payload size"):
            return .mapped(.tooLarge(Wording("消息过大。", "The message is too large.")))
        case .unimplemented:
            return .mapped(.unimplemented)
        default:
            return .passed(status)
        }
    }

    private func fault(_ error: any Error, method: String) -> CallFailure {
        let reference = String(UUID().uuidString.prefix(8)).lowercased()
        logger.error(
            "call failed",
            metadata: [
                "method": "\(method)", "reference": "\(reference)",
                "error": "\(String(reflecting: error))",
            ])
        return .fault(reference: reference)
    }
}
