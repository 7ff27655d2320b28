import Foundation
import TaoliContracts

/// What login keeps between commands.
struct StoredTokens: Codable, Hashable, Sendable {
    let login: String
    /// One access token a service, by its name.
    let accessTokens: [String: String]
    let expiresAt: Date
    let refreshToken: String
    let role: String
    let unit: String

    private enum CodingKeys: String, CodingKey {
        case login, role, unit
        case accessTokens = "access_tokens"
        case expiresAt = "expires_at"
        case refreshToken = "refresh_token"
    }

    init(login: String, _ tokens: Taoli_Registry_V1_Tokens, now: Date) {
        self.login = login
        accessTokens = tokens.accessTokens
        expiresAt = now.addingTimeInterval(TimeInterval(tokens.expiresInSeconds))
        refreshToken = tokens.refreshToken
        role = tokens.role
        unit = tokens.unit
    }

    /// The token for a service, while it lasts for at least `margin` seconds more.
    func token(for service: ServiceName, now: Date, margin: TimeInterval) -> String? {
        guard expiresAt.timeIntervalSince(now) > margin else { return nil }
        return accessTokens[service.rawValue]
    }
}
