import Crypto
import Foundation
import NotificationCore
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// How units want to be told.
struct StoredPreferences: Sendable {
    let recipient: String
    let version: Int64
    let chosen: DeliveryPreferences
    /// `nil` while nothing was chosen.
    let setAt: Date?
    let setBy: String

    /// What holds for a unit that chose nothing.
    init(of recipient: String) {
        self.recipient = recipient
        version = 0
        chosen = .standard
        setAt = nil
        setBy = ""
    }

    init(_ chosen: DeliveryPreferences, of recipient: String, version: Int64, at: Date, by: String)
    {
        self.recipient = recipient
        self.version = version
        self.chosen = chosen
        setAt = at
        setBy = by
    }

    /// Reads a row of `notification.preference`.
    init(_ row: PostgresRow) throws {
        recipient = try row.get("recipient")
        version = try row.get("version")
        let from = try StoredPreferences.minute(row, "quiet_from")
        let until = try StoredPreferences.minute(row, "quiet_until")
        chosen = DeliveryPreferences(
            email: try StoredWords.word(row, "email"),
            webhook: try StoredWords.word(row, "webhook"),
            language: try StoredWords.word(row, "language"),
            quiet: from.flatMap { from in until.flatMap { QuietHours(from: from, until: $0) } },
            digestAt: try StoredPreferences.minute(row, "digest_at"))
        setAt = try row.get("set_at")
        setBy = try row.get("set_by")
    }

    private static func minute(_ row: PostgresRow, _ column: String) throws -> MinuteOfDay? {
        try row.get(column, as: Int16?.self).flatMap { MinuteOfDay(minute: Int($0)) }
    }

    /// The id follows from the unit, so that two first choices at once are one aggregate.
    static func reference(of recipient: String) -> AggregateReference {
        let digest = SHA256.hash(data: Data("preference/\(recipient)".utf8))
        return AggregateReference(
            type: "preference", id: UUID(version7: 0, derivedFrom: digest))
    }

    /// The event of having chosen these.
    func event(_ district: DistrictCode) throws -> EventDraft {
        var event = Taoli_Notification_Events_V1_PreferencesSet()
        event.unit = recipient
        event.email = chosen.email.rawValue
        event.webhook = chosen.webhook.rawValue
        return try EventDraft(
            event, of: StoredPreferences.reference(of: recipient), sequence: version,
            districts: [district])
    }
}

/// Statements on `notification.preference`.
enum PreferenceStore {
    static func of(_ recipients: [String]) -> SQL {
        "SELECT * FROM notification.preference WHERE recipient = any(\(recipients))"
    }

    static func lock(_ recipient: Recipient) -> SQL {
        """
        SELECT * FROM notification.preference WHERE recipient = \(recipient.description) FOR UPDATE
        """
    }

    static func save(_ preferences: StoredPreferences, _ district: DistrictCode) -> SQL {
        let chosen = preferences.chosen
        let id = StoredPreferences.reference(of: preferences.recipient).id
        func minute(_ time: MinuteOfDay?) -> Int16? { time.map { Int16($0.minute) } }
        return """
            INSERT INTO notification.preference (recipient, id, version, district, email, webhook, \
            language, quiet_from, quiet_until, digest_at, set_at, set_by) VALUES \
            (\(preferences.recipient), \(id), \(preferences.version), \(district.rawValue), \
            \(chosen.email.rawValue), \(chosen.webhook.rawValue), \(chosen.language.rawValue), \
            \(minute(chosen.quiet?.from)), \(minute(chosen.quiet?.until)), \
            \(minute(chosen.digestAt)), \(preferences.setAt), \(preferences.setBy)) \
            ON CONFLICT (recipient) DO UPDATE SET version = excluded.version, \
            email = excluded.email, webhook = excluded.webhook, language = excluded.language, \
            quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, \
            digest_at = excluded.digest_at, set_at = excluded.set_at, set_by = excluded.set_by
            """
    }
}
