import Foundation
import NotificationCore
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// An address as it is stored: sealed.
struct StoredEndpoint: Sendable {
    let id: UUID
    var version: Int64
    let recipient: String
    let district: DistrictCode
    let kind: EndpointKind
    let name: String
    let shown: String
    let address: Data
    var secret: Data?
    var formerSecret: Data?
    var formerUntil: Date?
    var code: Data?
    var codeUntil: Date?
    var state: EndpointState
    var reason: String
    let createdAt: Date

    /// Reads a row of `notification.endpoint`.
    init(_ row: PostgresRow) throws {
        id = try row.get("id")
        version = try row.get("version")
        recipient = try row.get("recipient")
        district = try StoredWords.district(row)
        kind = try StoredWords.word(row, "kind")
        name = try row.get("name")
        shown = try row.get("shown")
        address = try row.get("address")
        secret = try row.get("secret")
        formerSecret = try row.get("former_secret")
        formerUntil = try row.get("former_until")
        code = try row.get("code")
        codeUntil = try row.get("code_until")
        state = try StoredWords.word(row, "state")
        reason = try row.get("reason")
        createdAt = try row.get("created_at")
    }

    /// A new one, not proved yet.
    init(
        id: UUID, recipient: String, district: DistrictCode, kind: EndpointKind, name: String,
        shown: String, address: Data, secret: Data?, code: Data, codeUntil: Date, at now: Date
    ) {
        self.id = id
        version = 1
        self.recipient = recipient
        self.district = district
        self.kind = kind
        self.name = name
        self.shown = shown
        self.address = address
        self.secret = secret
        self.code = code
        self.codeUntil = codeUntil
        state = .unverified
        reason = ""
        createdAt = now
    }

    var reference: AggregateReference { AggregateReference(type: "endpoint", id: id) }
}

/// Reads words of closed sets.
enum StoredWords {
    static func word<Word: RawRepresentable<String>>(
        _ row: PostgresRow, _ column: String
    ) throws -> Word {
        guard let word = Word(rawValue: try row.get(column)) else {
            throw StoredValueError(column: column)
        }
        return word
    }

    static func district(_ row: PostgresRow) throws -> DistrictCode {
        guard let code = DistrictCode(try row.get("district")) else {
            throw StoredValueError(column: "district")
        }
        return code
    }

    static func date(_ seconds: Duration, after moment: Date) -> Date {
        moment.addingTimeInterval(Double(seconds.components.seconds))
    }
}
