package import Foundation
package import TaoliModels

/// What goes out: one message, the several of a digest, or a code.
package struct DeliveryText: Hashable, Sendable {
    /// On one line.
    package let subject: String
    /// With line feeds between lines.
    package let body: String

    /// One message in words.
    package struct Item: Hashable, Sendable {
        /// The message's own id.
        package let id: MessageID
        /// One line, shown in lists.
        package let subject: Wording
        /// The message itself.
        package let body: Wording

        package init(id: MessageID, subject: Wording, body: Wording) {
            self.id = id
            self.subject = subject
            self.body = body
        }
    }

    private static let foot = Wording(
        "这是自动发送的邮件，请勿回复。全部消息见收件箱（taoli inbox list），接收方式可以更改（taoli preference set）。",
        "This mail was sent by a program; answers are not read. The inbox holds all messages (taoli inbox list); how you are told can be changed (taoli preference set)."
    )

    /// Messages as one mail.
    package init(_ items: [Item], in tongue: DeliveryPreferences.Tongue) {
        let title =
            items.count == 1
            ? items[0].subject
            : Wording("\(items.count) 条消息", "\(items.count) messages")
        subject = DeliveryText.line(title, tongue)
        let parts = items.enumerated().map { index, item -> String in
            guard items.count > 1 else { return DeliveryText.block(item.body, tongue) }
            let head = DeliveryText.block(item.subject, tongue)
            return "\(index + 1). \(head)\n\n\(DeliveryText.block(item.body, tongue))"
        }
        body =
            (parts + ["-- \n" + DeliveryText.block(DeliveryText.foot, tongue)])
            .joined(separator: "\n\n") + "\n"
    }

    /// The mail that proves an address.
    package init(code: String, until: Date, in tongue: DeliveryPreferences.Tongue) {
        let day = CalendarDate(shanghai: until)
        subject = DeliveryText.line(
            Wording("桃李：验证此邮箱", "Taoli: confirm this address"), tongue)
        body =
            DeliveryText.block(
                Wording(
                    "有单位申请把消息发送到此邮箱。验证码：\(code)，\(day) 前有效。请运行 taoli endpoint verify。如非您本人申请，请忽略此邮件。",
                    "A unit wants its messages sent here. The code is \(code), valid until \(day); bring it back with taoli endpoint verify. If you know nothing of it, ignore this mail."
                ), tongue) + "\n"
    }

    private static func line(_ text: Wording, _ tongue: DeliveryPreferences.Tongue) -> String {
        switch tongue {
        case .zh: text.chinese
        case .en: text.english
        case .both:
            text.chinese == text.english ? text.chinese : "\(text.chinese) / \(text.english)"
        }
    }

    private static func block(_ text: Wording, _ tongue: DeliveryPreferences.Tongue) -> String {
        switch tongue {
        case .zh: text.chinese
        case .en: text.english
        case .both:
            text.chinese == text.english ? text.chinese : "\(text.chinese)\n\(text.english)"
        }
    }
}
