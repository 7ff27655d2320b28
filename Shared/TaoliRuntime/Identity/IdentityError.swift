package import TaoliModels

/// Why a token, an assertion or a key was not accepted.
///
/// ``wording`` says to the caller what to do and no more; ``reason`` is for the log.
package enum IdentityError: Error, Hashable, Sendable {
    /// No token was sent.
    case missing
    /// Not a signed token of the expected form, a forged signature or an algorithm not allowed.
    case malformed(reason: String)
    /// Signed by a key that this process does not know.
    case unknownKey(String)
    /// The key may not speak for this subject.
    case keyNotAllowed(key: String, subject: String)
    /// Valid until a moment that has passed.
    case expired
    /// Not valid yet, or valid for longer than allowed.
    case lifetime
    /// Made for another service.
    case audience
    /// A key file that cannot be read or written.
    case keyFile(path: String, reason: String)

    /// The sentences for the caller; they do not help a forger.
    package var wording: Wording {
        switch self {
        case .missing:
            Wording("未登录：请求没有携带令牌。", "Not signed in: the call carries no token.")
        case .expired:
            Wording("令牌已过期。", "The token has expired.")
        case .audience:
            Wording("令牌不是签发给本服务的。", "The token was made for another service.")
        case .malformed, .unknownKey, .keyNotAllowed, .lifetime:
            Wording("令牌无效。", "The token is not valid.")
        case .keyFile(let path, let reason):
            Wording("密钥文件 \(path) 不可用：\(reason)", "Key file \(path) cannot be used: \(reason)")
        }
    }

    /// What the caller can do.
    package var next: Wording {
        switch self {
        case .missing, .malformed, .unknownKey, .keyNotAllowed, .lifetime:
            Wording("请重新登录（taoli login）。", "Sign in again (taoli login).")
        case .expired:
            Wording("请刷新令牌或重新登录。", "Refresh the token or sign in again.")
        case .audience:
            Wording("请为该服务申请令牌。", "Ask for a token for this service.")
        case .keyFile:
            Wording("请检查文件是否存在及其权限。", "Check that the file exists and its permissions.")
        }
    }

    /// Full text for the log; holds no secret.
    package var reason: String { String(describing: self) }
}
