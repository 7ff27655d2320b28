import TaoliModels

/// What the bus itself refuses about a request.
enum CommandRefusals {
    static let requestIDMissing = Refusal(
        .invalid, "request-id-missing", field: "request_id",
        what: Wording("缺少 request_id。", "The request_id is missing."),
        next: newForEachChange)

    static let requestIDInvalid = Refusal(
        .invalid, "request-id-invalid", field: "request_id",
        what: Wording("request_id 不是 UUIDv7。", "The request_id is not a UUIDv7."),
        next: newForEachChange)

    private static let newForEachChange = Wording(
        "请为每次修改生成一个新的 UUIDv7；重试时沿用同一个。",
        "Make a new UUIDv7 for each change and keep it when you try again.")

    static let requestIDTime = Refusal(
        .invalid, "request-id-time", field: "request_id",
        what: Wording(
            "request_id 的时间不在允许范围内（最早 30 天前，最晚 5 分钟后）。",
            "request_id's time is out of range (30 days back to 5 minutes ahead)."),
        next: Wording(
            "请检查本机时钟，并用新的 request_id 重新提交。",
            "Check your clock and send the request again with a new request_id."))

    static let requestIDReused = Refusal(
        .invalid, "request-id-reused", field: "request_id",
        what: Wording(
            "这个 request_id 已用于内容不同的请求。",
            "This request_id was used before for a request with other content."),
        next: Wording(
            "原请求的结果未受影响；新的修改请使用新的 request_id。",
            "The earlier request stands; use a new request_id for a new change."))

    static let reasonTooLong = Refusal(
        .invalid, "reason-too-long", field: "reason",
        what: Wording("理由超过 500 个字符。", "The reason has more than 500 characters."),
        next: Wording("请缩短理由。", "Shorten the reason."))
}
