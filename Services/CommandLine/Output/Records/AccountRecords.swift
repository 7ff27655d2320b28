import TaoliContracts

extension Taoli_Registry_V1_Account: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("编号", "id") { account, _ in account.id },
            Column("登录名", "login") { account, _ in account.login },
            Column("姓名", "name") { account, _ in account.displayName },
            Column("类别", "kind") { $0.kind.term.text(in: $1) },
            Column("角色", "roles") { account, language in
                account.grants.filter(\.revokedAt.isEmpty).map { grant in
                    "\(RoleWords.role(grant.role, in: language)) @ \(grant.unit)"
                }.joined(separator: ", ")
            },
            Column("上次登录", "last sign-in") { account, _ in account.lastSignInAt },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "kind": .string(kind.term.key), "login": .string(login),
            "display_name": .string(displayName), "grants": .array(grants.map(\.json)),
            "last_sign_in_at": .optional(lastSignInAt), "version": .integer(version),
        ]
    }
}

extension Taoli_Registry_V1_Grant: Presentable {
    static var columns: [Column<Self>] {
        [
            Column("授权编号", "grant id") { grant, _ in grant.id },
            Column("角色", "role") { RoleWords.role($0.role, in: $1) },
            Column("单位", "unit") { grant, _ in grant.unit },
            Column("授予", "granted") { grant, _ in grant.grantedAt },
            Column("撤回", "revoked") { grant, _ in grant.revokedAt },
        ]
    }

    var json: JSONValue {
        [
            "id": .string(id), "role": .string(role), "unit": .string(unit),
            "granted_at": .optional(grantedAt), "revoked_at": .optional(revokedAt),
        ]
    }
}
