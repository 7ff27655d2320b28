import TaoliModels
import TaoliPolicy

extension MessageTemplates {
    /// Something of the pack's calendar, for the bureau.
    package static let calendarDue = MessageTemplate(
        "calendar-due", version: 1, event: .calendarDue,
        subject: Wording("本月事项：{chain}", "Due this month: {chain}"),
        body: Wording(
            "按政策包日历，本月应完成：{chain}。{due}",
            "By the pack's calendar this is due this month: {chain}.{due}"))

    /// The texts about calendars.
    static let calendar = [calendarDue]
}
