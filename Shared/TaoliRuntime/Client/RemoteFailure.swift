package import GRPCCore
package import TaoliModels

/// A failed call as its caller sees it.
package struct RemoteFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The status that the server or the transport gave.
    package let code: RPCError.Code
    /// What the server said; made from the code when it sent nothing readable.
    package let details: FailureDetails

    /// Reads the server's trailers.
    package init(_ error: RPCError) {
        code = error.code
        let sent = error.metadata[binaryValues: FailureDetails.metadataKey].first { _ in true }
        details = sent.flatMap { FailureDetails(encoded: $0) } ?? Self.details(of: error)
    }

    /// The domain's refusal, when the failure was one.
    package var refusal: Refusal? { details.refusal }

    /// Whether the same call, with the same request id, may succeed later.
    package var isTransient: Bool {
        switch code {
        case .unavailable, .aborted, .deadlineExceeded, .cancelled: true
        case .resourceExhausted: details.retryAfterMilliseconds != nil
        default: false
        }
    }

    package var description: String {
        "\(details.en) \(details.nextEn)\n\(details.zh)\(details.nextZh)"
    }

    private static func details(of error: RPCError) -> FailureDetails {
        switch error.code {
        case .unavailable:
            FailureDetails(
                slug: "connection-lost",
                what: Wording(
                    "与服务的连接中断。", "The connection to the service was lost."),
                next: Wording(
                    "请检查服务是否在运行，然后重试。", "Check that it runs, then try again."))
        case .deadlineExceeded, .cancelled:
            CallFailure.deadlineExceeded.details
        case .unimplemented:
            CallFailure.unimplemented.details
        default:
            FailureDetails(
                slug: error.code.description.split(separator: " ").joined(separator: "-"),
                what: Wording("服务返回错误：\(error.message)", "The service answered: \(error.message)"),
                next: Wording("请稍后重试或联系管理员。", "Try again later or ask an operator."))
        }
    }
}
