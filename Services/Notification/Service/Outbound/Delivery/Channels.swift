import TaoliDelivery
import TaoliModels
package import TaoliRuntime

/// The ways out of the product, as the settings open them.
package struct Channels: Sendable {
    /// `nil` without a mail server.
    let mail: Mail?
    let webhook: WebhookSender
    /// Webhooks may go inside the network: tests and the demo.
    let allowsPrivate: Bool
    /// What one try may take.
    let limits: SendLimits

    /// Mail, and in whose name it goes.
    struct Mail: Sendable {
        let sender: MailSender
        let from: EmailAddress
        let fromName: String
    }

    /// - Throws: `SettingsError` for a value that cannot be read, `UnusableSender`.
    package init(_ settings: Settings) throws {
        let limits = SendLimits(
            connect: try settings.duration(DeliveryKeys.connectTimeout),
            total: try settings.duration(DeliveryKeys.timeout))
        let authorities = try settings.optionalText(DeliveryKeys.authorities)
        allowsPrivate = try settings.flag(DeliveryKeys.allowsPrivate)
        webhook = WebhookSender(
            allowsPrivate: allowsPrivate, authorities: authorities, limits: limits)
        mail = try Channels.mail(settings, authorities, limits)
        self.limits = limits
    }

    private static func mail(
        _ settings: Settings, _ authorities: String?, _ limits: SendLimits
    ) throws -> Mail? {
        guard let host = try settings.optionalText(DeliveryKeys.mailHost) else { return nil }
        let from = try settings.text(DeliveryKeys.mailFrom)
        guard let address = EmailAddress(from),
            let security = MailServer.Security(
                rawValue: try settings.text(DeliveryKeys.mailSecurity))
        else {
            throw UnusableSender(address: from)
        }
        let login = try settings.optionalText(DeliveryKeys.mailUser).map { user in
            (user: user, password: try settings.optionalText(DeliveryKeys.mailPassword) ?? "")
        }
        let server = MailServer(
            host: host, port: try settings.integer(DeliveryKeys.mailPort), security: security,
            login: login, authorities: authorities)
        return Mail(
            sender: MailSender(server: server, limits: limits), from: address,
            fromName: try settings.text(DeliveryKeys.mailFromName))
    }

    /// How long after its beginning nobody waits for the end of a try any more: whoever made it is
    /// gone.
    var lostAfter: Duration { limits.total * 2 + .seconds(60) }
}

/// `smtp.from` is no address: the program does not start.
struct UnusableSender: Error, CustomStringConvertible {
    let address: String

    var description: String {
        "smtp.from: '\(address)' is no e-mail address / smtp.from：'\(address)' 不是邮箱地址"
    }
}
