import TaoliModels
import TaoliPolicy

extension MessageTemplates {
    /// An urgent message that a school or group has not read, for its bureau.
    package static let unreadEscalated = MessageTemplate(
        "unread-escalated", version: 1, event: .unread,
        subject: Wording("尚未阅读：{detail}", "Not read yet: {detail}"),
        body: Wording(
            "一条紧急消息尚未阅读：{detail}。请督促其处理。",
            "An urgent message has not been read yet: {detail}. Please see that it is."))

    /// An urgent message that a bureau has not read itself.
    package static let unreadReminder = MessageTemplate(
        "unread-reminder", version: 1, event: .unread,
        subject: Wording("请阅读：{detail}", "Please read: {detail}"),
        body: Wording(
            "收件箱中有一条紧急消息尚未阅读：{detail}。",
            "An urgent message in your inbox has not been read yet: {detail}."))

    /// The texts about what nobody read.
    static let unread = [unreadEscalated, unreadReminder]
}
