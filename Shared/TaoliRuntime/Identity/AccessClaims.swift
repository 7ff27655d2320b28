import JWTKit
import TaoliModels

/// The claims of an access token (RFC 7519, section 4.1, and our own three).
struct AccessClaims: JWTPayload, Equatable {
    /// An account id, or `service:<name>`.
    let sub: String
    let role: String
    /// `<kind>/<id>` of the unit at which the role is held; absent for services.
    let unit: String?
    /// District codes, or `["*"]` for the whole city.
    let scope: [String]
    /// Services that may accept the token.
    let aud: [String]
    let iss: String
    /// Seconds since 1970.
    let iat: Int64
    let exp: Int64
    let jti: String

    /// The time and audience are checked by ``TokenVerifier``, which is given the clock.
    func verify(using algorithm: some JWTAlgorithm) async throws {}

    /// The caller described; `nil` when a claim has no known meaning.
    var caller: Caller? {
        guard let role = Role(rawValue: role) else { return nil }
        let unit = unit.flatMap(UnitReference.init)
        guard (unit == nil) == (self.unit == nil) else { return nil }
        guard scope != ["*"] else {
            return Caller(subject: sub, role: role, unit: unit, scope: .all)
        }
        let codes = scope.compactMap(DistrictCode.init)
        guard codes.count == scope.count else { return nil }
        return Caller(subject: sub, role: role, unit: unit, scope: .districts(codes))
    }
}

extension DataScope {
    /// The form in which a token carries it.
    var claim: [String] {
        switch self {
        case .all: ["*"]
        case .districts(let codes): codes.map(\.rawValue)
        }
    }
}
