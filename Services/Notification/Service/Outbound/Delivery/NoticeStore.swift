import NotificationCore
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Which pack's notification section holds where: that of the pack which the district follows by
/// registry's bindings.
struct NoticeStore: Sendable {
    /// Of districts that follow no pack.
    static let standard = NoticeRules(pack: nil)

    let followed = FollowedPacks(schema: NotificationService.name, function: .notification)

    /// The rules of several districts on a day; none for those that follow no pack.
    func rules(
        _ tx: PostgresTransaction, of districts: Set<DistrictCode>, on day: CalendarDate
    ) async throws -> [DistrictCode: NoticeRules] {
        guard !districts.isEmpty else { return [:] }
        let bindings = try await followed.bindings(
            tx, of: districts.sorted(), in: SchoolYear(containing: day))
        var found: [DistrictCode: NoticeRules] = [:]
        for binding in bindings {
            found[binding.district] = NoticeRules(pack: try await followed.pack(tx, of: binding))
        }
        return found
    }

    /// The rules of one district on a day.
    func rules(
        _ tx: PostgresTransaction, of district: DistrictCode, on day: CalendarDate
    ) async throws -> NoticeRules {
        try await rules(tx, of: [district], on: day)[district] ?? NoticeStore.standard
    }
}

/// A row that another row needs is not there: a fault of ours.
struct StoredMissing: Error, CustomStringConvertible {
    let what: String

    var description: String { "\(what) is not stored" }
}
