import NotificationCore
import TaoliModels
import TaoliRuntime

/// The unit at which the caller holds a role, and the district that its rows belong to.
struct OwnUnit: Sendable {
    let unit: UnitReference
    let recipient: NotificationCore.Recipient
    let district: DistrictCode

    /// - Throws: `no-inbox` for a caller without a unit.
    static func current() throws -> OwnUnit {
        let caller = try CallContext.requireCaller()
        guard let unit = caller.unit, let recipient = NotificationCore.Recipient(unit: unit),
            let district = OwnUnit.district(of: recipient, caller.scope)
        else { throw Inbox.noInbox }
        return OwnUnit(unit: unit, recipient: recipient, district: district)
    }

    private static func district(of recipient: NotificationCore.Recipient, _ scope: DataScope)
        -> DistrictCode?
    {
        switch (recipient, scope) {
        case (.bureau(let code), _): code
        case (_, .districts(let codes)): codes.min { $0.rawValue < $1.rawValue }
        case (_, .all): nil
        }
    }
}
