import TaoliModels

extension Refusal {
    /// How a message can be broken before any field is read.
    enum BrokenMessage {
        case truncated
        case invalidUTF8
        case unreadable

        /// Reads it from the description of SwiftProtobuf's decoding error, whose type is out of
        /// this module's reach.
        init(cause: String) {
            let cause = cause.lowercased()
            if cause.contains("utf8") {
                self = .invalidUTF8
            } else if cause.contains("truncated") {
                self = .truncated
            } else {
                self = .unreadable
            }
        }
    }

    /// A request message that cannot be read at all.
    static func brokenMessage(reason: BrokenMessage) -> Refusal {
        switch reason {
        case .truncated:
            Refusal(
                .invalid, "message-truncated",
                what: Wording("请求消息不完整。", "The request message is cut off."),
                next: Wording("请重新发送完整的消息。", "Send the whole message again."))
        case .invalidUTF8:
            Refusal(
                .invalid, "invalid-utf8",
                what: Wording(
                    "请求中有文本不是有效的 UTF-8。", "A text in the request is not valid UTF-8."),
                next: Wording("请把文本转成 UTF-8 后再发送。", "Convert texts to UTF-8 and send again."))
        case .unreadable:
            Refusal(
                .invalid, "message-unreadable",
                what: Wording(
                    "请求消息无法解析。", "The request message cannot be read as its type."),
                next: Wording(
                    "请检查双方的 proto 版本。", "Compare the proto versions of both sides."))
        }
    }
}
