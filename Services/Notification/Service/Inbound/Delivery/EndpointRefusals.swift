import NotificationCore
import TaoliDelivery
import TaoliModels
import TaoliRuntime

/// What is refused about addresses.
enum EndpointRefusals {
    static let unknown = Refusal(
        .notFound, "endpoint-unknown", field: "endpoint_id",
        what: Wording("贵单位没有这个接收地址。", "Your unit has no such endpoint."),
        next: Wording("请先列出接收地址，再用其中的编号。", "List the endpoints and use an id from there."))

    static let badEmail = Input.invalid(
        "address", "bad-email",
        Wording("不是可用的邮箱地址。", "This is no e-mail address that can be used."),
        next: Wording("请写成 name@school.edu.cn。", "Write it as name@school.edu.cn."))

    static func badURL(_ problem: WebhookURL.Problem) -> Refusal {
        let what: Wording =
            switch problem {
            case .unreadable: Wording("不是可用的网址。", "This is no URL that can be used.")
            case .scheme: Wording("网址必须以 https:// 开头。", "The URL must begin with https://.")
            case .credentials:
                Wording("网址中不能带用户名、密码或 @。", "The URL must hold no user, password or @.")
            case .privateHost:
                Wording("网址指向内网，不能使用。", "The URL leads into a network, which is not allowed.")
            }
        return Input.invalid(
            "address", "bad-url", what,
            next: Wording(
                "请填写互联网上可访问的 https 网址。",
                "Give an https URL that can be reached on the Internet."))
    }

    static let badSecret = Input.invalid(
        "secret", "bad-secret",
        Wording("密钥格式不对。", "The secret has another form than expected."),
        next: Wording(
            "请用 whsec_ 加 24 到 64 个随机字节的 base64；taoli endpoint add 会自动生成。",
            "Use whsec_ and base64 of 24 to 64 random bytes; taoli endpoint add makes one."))

    static let secretNotWanted = Input.invalid(
        "secret", "secret-not-wanted",
        Wording("邮箱不需要密钥。", "An e-mail address has no secret."),
        next: Wording("请留空。", "Leave it empty."))

    static let sameSecret = Refusal(
        .invalid, "same-secret", field: "secret",
        what: Wording("新密钥与现在的相同。", "The new secret is the present one."),
        next: Wording("请生成一个新的。", "Make a new one."))

    static let notWebhook = Refusal(
        .precondition, "not-a-webhook", field: "endpoint_id",
        what: Wording("这个接收地址不是回调，没有密钥。", "This endpoint is no webhook and has no secret."),
        next: Wording("请选择一个回调地址。", "Choose a webhook."))

    static let noMailServer = Refusal(
        .precondition, "no-mail-server", field: "kind",
        what: Wording("本系统没有配置邮件服务器。", "No mail server is set up here."),
        next: Wording(
            "请管理员设置 smtp.host，或改用回调。", "Ask an operator to set smtp.host, or use a webhook."))

    static func tooMany(_ max: Int) -> Refusal {
        Refusal(
            .precondition, "too-many-endpoints",
            what: Wording(
                "接收地址已满 \(max) 个（24 小时内新增的也计入）。",
                "There are \(max) endpoints already, those of the last 24 hours included."),
            next: Wording(
                "请移除不用的，或明天再加。", "Remove one that is not used, or add it tomorrow."))
    }

    static let exists = Refusal(
        .alreadyExists, "endpoint-exists", field: "address",
        what: Wording("贵单位已有这个接收地址。", "Your unit has this endpoint already."),
        next: Wording(
            "请用 taoli endpoint list 查看；需要验证时用 taoli endpoint send-code。",
            "See taoli endpoint list; taoli endpoint send-code proves it again."))

    static let verifiedAlready = Refusal(
        .precondition, "already-verified", field: "endpoint_id",
        what: Wording("这个接收地址已经验证过。", "This endpoint is verified already."),
        next: Wording("无需再验证。", "Nothing needs to be done."))

    static let codeJustSent = Refusal(
        .precondition, "code-just-sent", field: "endpoint_id",
        what: Wording("验证码刚刚发出。", "A code was sent a moment ago."),
        next: Wording("请稍等一分钟再发。", "Wait a minute before you send another."))

    static let noCode = Refusal(
        .precondition, "no-code", field: "code",
        what: Wording("没有待验证的验证码，或已过期。", "No code is waited for, or it is too old."),
        next: Wording(
            "请用 taoli endpoint send-code 重新发送。", "Send one with taoli endpoint send-code."))

    static let wrongCode = Refusal(
        .invalid, "wrong-code", field: "code",
        what: Wording("验证码不对。", "The code is not the one that was sent."),
        next: Wording(
            "请核对最新一封验证邮件或请求中的验证码。",
            "Compare it with the latest mail or request that brought one."))

    static let removed = Refusal(
        .precondition, "endpoint-removed", field: "endpoint_id",
        what: Wording("这个接收地址已被移除。", "This endpoint was removed."),
        next: Wording("需要时请重新添加。", "Add it anew when it is needed."))
}
