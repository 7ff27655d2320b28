package import TaoliModels

/// Who hears that nobody read an urgent message in time.
package enum Escalation {
    /// The bureau that is responsible for a school or group. A bureau has nobody above it here: it
    /// is reminded itself.
    ///
    /// - Parameter district: of the recipient; `nil` while its own record has not come.
    package static func recipient(of recipient: Recipient, district: DistrictCode?) -> Recipient? {
        switch recipient {
        case .bureau: recipient
        case .school, .group: district.map { .bureau($0) }
        }
    }

    /// The text that it gets.
    package static func template(of recipient: Recipient) -> MessageTemplate {
        if case .bureau = recipient { return MessageTemplates.unreadReminder }
        return MessageTemplates.unreadEscalated
    }
}
