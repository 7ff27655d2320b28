package import TaoliModels

/// What the rules of accounts and grants refuse.
package enum AccountRefusals {
    static let badLogin = Refusal(
        .invalid, "bad-login", field: "login",
        what: Wording(
            "登录名须为 3-64 个小写英文字母、数字或 . _ - @。",
            "A login has 3-64 lower-case letters, digits or . _ - @."),
        next: Wording("请更正登录名。", "Correct the login."))

    /// An account of any district has this login.
    package static func loginTaken(_ login: String) -> Refusal {
        Refusal(
            .alreadyExists, "login-taken", field: "login",
            what: Wording("登录名 \(login) 已被使用。", "Login \(login) is taken."),
            next: Wording("请换一个登录名。", "Choose another."))
    }

    static let badDisplayName = Refusal(
        .invalid, "bad-name", field: "display_name",
        what: Wording(
            "显示名为空或超过 \(RegistryLimits.displayNameMax) 个字符。",
            "The display name is empty or longer than \(RegistryLimits.displayNameMax) characters."),
        next: Wording("请更正显示名。", "Correct it."))

    static let serviceRole = Refusal(
        .permission, "service-role", field: "grant.role",
        what: Wording("服务角色不能授予账号。", "The service role is not given to accounts."),
        next: Wording("服务用自己的密钥登录。", "Services sign in with keys of their own."))

    static func roleAtUnit(_ role: Role, _ allowed: [UnitReference.Kind]) -> Refusal {
        let list = allowed.map { "\($0.rawValue)/…" }.joined(separator: ", ")
        return Refusal(
            .invalid, "role-unit-mismatch", field: "grant.unit",
            what: Wording(
                "角色 \(role.rawValue) 的单位须为 \(list)。",
                "Role \(role.rawValue) is held at \(list)."),
            next: Wording("请更正角色或单位。", "Correct the role or the unit."))
    }

    static let beyondAuthority = Refusal(
        .permission, "beyond-authority", field: "grant",
        what: Wording(
            "区级人员只能授予或撤销本区的 district、group、school 角色。",
            "A district official gives and withdraws district, group and school roles of that district."
        ),
        next: Wording("请联系市级人员。", "Ask an official of the city."))

    /// The account holds this role at this unit.
    package static let alreadyGranted = Refusal(
        .alreadyExists, "already-granted", field: "grant",
        what: Wording("该账号已有这一角色。", "The account holds this role already."),
        next: Wording("无需再次授予。", "There is nothing to do."))

    static let noSuchGrant = Refusal(
        .notFound, "grant-not-found", field: "grant_id",
        what: Wording("该账号没有这一授权。", "The account has no such grant."),
        next: Wording("请用 taoli account list 查看。", "See taoli account list."))

    static let alreadyRevoked = Refusal(
        .precondition, "already-revoked", field: "grant_id",
        what: Wording("该授权已被撤销。", "This grant was withdrawn before."),
        next: Wording("无需再次撤销。", "There is nothing to do."))

    static let ownGrant = Refusal(
        .precondition, "own-grant", field: "grant_id",
        what: Wording("不能撤销自己的角色。", "Nobody withdraws a role of their own."),
        next: Wording("请由另一位人员撤销。", "Let another official withdraw it."))

    static let tooManyGrants = Refusal(
        .precondition, "too-many-grants",
        what: Wording(
            "账号的授权已达 \(RegistryLimits.grantsMax) 条。",
            "The account has \(RegistryLimits.grantsMax) grants."),
        next: Wording("请使用另一个账号。", "Use another account."))
}
