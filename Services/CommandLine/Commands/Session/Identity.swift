import TaoliModels

/// As whom a command acts: a program with a key file, else the person who signed in.
enum Identity: Sendable {
    case program(KeyFile)
    case person(TokenStore)

    /// The order of precedence: the option, `TAOLI_KEY_FILE`, the tokens of login.
    ///
    /// - Throws: ``CommandFailure`` when a key file is named and cannot be used.
    init(option: String?, surroundings: Surroundings) throws {
        if let path = option ?? surroundings["TAOLI_KEY_FILE"] {
            self = .program(try KeyFile(path: path))
        } else {
            self = .person(TokenStore(path: surroundings.tokenFile))
        }
    }

    var keyFile: KeyFile? {
        if case .program(let file) = self { file } else { nil }
    }

    /// The account's login or id, for people who read what was exported; empty for nobody.
    var name: String {
        switch self {
        case .program(let file): "\(file.accountID)"
        case .person(let store): store.load()?.login ?? ""
        }
    }

    static let notSignedIn = CommandFailure(
        .noPermission, Wording("尚未登录，或登录已过期。", "Not signed in, or signed in too long ago."),
        next: Wording(
            "请执行 taoli login，或用 --key-file / TAOLI_KEY_FILE 指定程序账号的密钥文件。",
            "Run taoli login, or name a program's key file by --key-file or TAOLI_KEY_FILE."))
}
