import TaoliModels
package import TaoliRuntime

/// The settings of what leaves the product.
package enum DeliveryKeys {
    package static let mailHost = SettingKey(
        "smtp.host",
        purpose: Wording(
            "邮件服务器；留空则不发送邮件", "mail server; without one no mail is sent"))
    package static let mailPort = SettingKey(
        "smtp.port", .integer(1...65_535), default: "587",
        purpose: Wording("邮件服务器端口", "port of the mail server"))
    package static let mailSecurity = SettingKey(
        "smtp.security", .choice(["starttls", "tls", "none"]), default: "starttls",
        purpose: Wording(
            "邮件连接的加密方式；starttls 表示不加密就不发送",
            "encryption of the connection; starttls sends nothing without it"))
    package static let mailUser = SettingKey(
        "smtp.user",
        purpose: Wording("邮件服务器登录名；留空则不登录", "login of the mail server; none: without signing in"))
    package static let mailPassword = SettingKey(
        "smtp.password", secret: true,
        purpose: Wording("邮件服务器密码", "password of the mail server"))
    package static let mailFrom = SettingKey(
        "smtp.from", default: "taoli@localhost.localdomain",
        purpose: Wording("发件人地址", "address of the sender"))
    package static let mailFromName = SettingKey(
        "smtp.from-name", default: "桃李 Taoli",
        purpose: Wording("发件人名称", "name of the sender"))
    package static let authorities = SettingKey(
        "delivery.ca-file",
        purpose: Wording(
            "额外信任的证书颁发机构（PEM 文件）",
            "file of authorities in PEM that are trusted instead of the system's"))
    package static let allowsPrivate = SettingKey(
        "webhook.allow-private", .flag, default: "false",
        purpose: Wording(
            "允许向内网地址和 http 发送回调（仅限测试和演示）",
            "webhooks may go to addresses inside a network and by http: tests and the demo only"))
    package static let connectTimeout = SettingKey(
        "delivery.connect-timeout", .seconds, default: "5",
        purpose: Wording("连接超时（秒）", "seconds for connecting to an outsider"))
    package static let timeout = SettingKey(
        "delivery.timeout", .seconds, default: "15",
        purpose: Wording("一次发送的总时长上限（秒）", "seconds that one try may take"))
    package static let summaryRest = SettingKey(
        "delivery.summary-rest", .seconds, default: "120",
        purpose: Wording(
            "导入汇总多久不再增加才外发（秒），以便先数全",
            "seconds for which a summary of an import must not have grown before it goes out"
        ))

    /// All of them, in the order in which they are explained.
    package static let all = [
        mailHost, mailPort, mailSecurity, mailUser, mailPassword, mailFrom, mailFromName,
        authorities, allowsPrivate, connectTimeout, timeout, summaryRest,
    ]
}
