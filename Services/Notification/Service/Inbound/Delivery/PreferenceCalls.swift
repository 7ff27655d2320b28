import Foundation
import GRPCCore
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// `PreferenceService`: how the caller's unit wants to be told.
struct PreferenceCalls: Taoli_Notification_V1_PreferenceService.SimpleServiceProtocol {
    let service: ServiceContext

    func getPreferences(
        request: Taoli_Notification_V1_GetPreferencesRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_GetPreferencesResponse {
        let own = try OwnUnit.current()
        let name = own.recipient.description
        let row = try await service.read { try await $0.query(PreferenceStore.of([name])).first }
        let stored = try row.map { try StoredPreferences($0) } ?? StoredPreferences(of: name)
        return .with { $0.preferences = stored.message(of: own.unit) }
    }

    func setPreferences(
        request: Taoli_Notification_V1_SetPreferencesRequest, context: ServerContext
    ) async throws -> Taoli_Notification_V1_SetPreferencesResponse {
        let own = try OwnUnit.current()
        let chosen = try Self.read(request.preferences)
        let command = try service.command(request, requestID: request.requestID)
        return try await service.commands.run(
            command,
            load: [
                EndpointStore.lock(own.recipient), PreferenceStore.lock(own.recipient),
                own.districtLookup,
            ]
        ) { _, loaded, now in
            let name = own.recipient.description
            let before =
                try loaded[1].rows.first.map { try StoredPreferences($0) }
                ?? StoredPreferences(of: name)
            if before.setAt != nil, before.chosen == chosen {
                return CommandOutcome(
                    .with { $0.preferences = before.message(of: own.unit) }, writes: [],
                    events: [], subjects: [], districts: [])
            }
            let district = try own.district(loaded[2].rows)
            let after = StoredPreferences(
                chosen, of: name, version: before.version + 1, at: now,
                by: command.caller.subject)
            return CommandOutcome(
                .with { $0.preferences = after.message(of: own.unit) },
                writes: [PreferenceStore.save(after, district)],
                events: [try after.event(district)],
                subjects: [StoredPreferences.reference(of: name)], districts: [district])
        }
    }

    private static func read(_ given: Taoli_Notification_V1_Preferences) throws
        -> DeliveryPreferences
    {
        let choices = DeliveryPreferences.Choice.allCases.map(\.rawValue)
        let tongues = DeliveryPreferences.Tongue.allCases.map(\.rawValue)
        return DeliveryPreferences(
            email: try Input.known(
                "preferences.email", DeliveryPreferences.Choice(rawValue: given.email),
                allowed: choices),
            webhook: try Input.known(
                "preferences.webhook", DeliveryPreferences.Choice(rawValue: given.webhook),
                allowed: choices),
            language: try Input.known(
                "preferences.language", DeliveryPreferences.Tongue(rawValue: given.language),
                allowed: tongues),
            quiet: try quiet(given),
            digestAt: given.digestAt.isEmpty
                ? nil : try minute("preferences.digest_at", given.digestAt))
    }

    private static func quiet(_ given: Taoli_Notification_V1_Preferences) throws -> QuietHours? {
        if given.quietFrom.isEmpty, given.quietUntil.isEmpty { return nil }
        let from = try minute("preferences.quiet_from", given.quietFrom)
        let until = try minute("preferences.quiet_until", given.quietUntil)
        guard let quiet = QuietHours(from: from, until: until) else {
            throw Input.invalid(
                "preferences.quiet_until", "empty-quiet-hours",
                Wording("免打扰的起止时间相同。", "Quiet hours begin and end at the same time."),
                next: Wording(
                    "请填写不同的时间，或都留空表示没有。",
                    "Give two times, or leave both empty for none."))
        }
        return quiet
    }

    private static func minute(_ field: String, _ text: String) throws -> MinuteOfDay {
        guard let minute = MinuteOfDay(text) else {
            throw Input.invalid(
                field, "bad-time", Wording("不是一天中的时间。", "This is no time of a day."),
                next: Wording("请写成 21:30。", "Write it as 21:30."))
        }
        return minute
    }
}

extension StoredPreferences {
    fileprivate func message(of unit: UnitReference) -> Taoli_Notification_V1_Preferences {
        .with {
            $0.unit = unit.description
            $0.email = chosen.email.rawValue
            $0.webhook = chosen.webhook.rawValue
            $0.language = chosen.language.rawValue
            $0.quietFrom = chosen.quiet?.from.description ?? ""
            $0.quietUntil = chosen.quiet?.until.description ?? ""
            $0.digestAt = chosen.digestAt?.description ?? ""
            $0.setAt = setAt?.formatted(.iso8601) ?? ""
            $0.setBy = setBy
        }
    }
}
