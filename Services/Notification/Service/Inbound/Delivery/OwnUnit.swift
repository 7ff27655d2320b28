import NotificationCore
import TaoliModels
import TaoliPostgres
import TaoliRuntime

/// The unit at which the caller holds a role.
struct OwnUnit: Sendable {
    let unit: UnitReference
    let recipient: NotificationCore.Recipient
    private let scope: DataScope

    /// - Throws: `no-inbox` for a caller without a unit.
    static func current() throws -> OwnUnit {
        let caller = try CallContext.requireCaller()
        guard let unit = caller.unit, let recipient = NotificationCore.Recipient(unit: unit) else {
            throw Inbox.noInbox
        }
        return OwnUnit(unit: unit, recipient: recipient, scope: caller.scope)
    }

    /// Where the unit lies. What a caller sees does not say: a member of groups elsewhere sees
    /// their districts too.
    var districtLookup: SQL {
        switch recipient {
        case .bureau(let code): "SELECT \(code.rawValue)::text AS district"
        case .school(let id):
            "SELECT s.district FROM notification.school s WHERE s.school_id = \(id.rawValue)"
        case .group(let id):
            "SELECT g.district FROM notification.school_group g WHERE g.group_id = \(id.rawValue)"
        }
    }

    /// The district to which the unit's rows belong, of what `districtLookup` found.
    ///
    /// - Throws: `unit-not-known-yet` when registry's word of the unit has not arrived and the
    ///   caller sees several districts.
    func district(_ rows: [PostgresRow]) throws -> DistrictCode {
        if let row = rows.first, let code = DistrictCode(try row.get("district")) { return code }
        if case .districts(let codes) = scope, codes.count == 1, let only = codes.first {
            return only
        }
        throw Refusal(
            .precondition, "unit-not-known-yet", field: "unit",
            what: Wording(
                "通知服务还不知道 \(unit) 属于哪个区。",
                "Notification does not know yet in which district \(unit) lies."),
            next: Wording("请稍后再试。", "Try again in a moment."), isTransient: true)
    }
}
