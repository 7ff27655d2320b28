import Foundation
import NotificationCore
import Synchronization
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Which pack's notification section holds where. A version's file never changes, so what was read
/// once is kept.
final class NoticeStore: Sendable {
    /// Packs kept in memory; more than a city binds in years.
    private static let keptMax = 64
    private let kept = Mutex<[String: (pack: PolicyPack, rules: NoticeRules)]>([:])
    /// Of districts that follow no pack.
    static let standard = NoticeRules(pack: nil)

    init() {}

    /// The rules of several districts on a day.
    func rules(
        _ tx: PostgresTransaction, of districts: Set<DistrictCode>, on day: CalendarDate
    ) async throws -> [DistrictCode: NoticeRules] {
        guard !districts.isEmpty else { return [:] }
        let rows = try await tx.query(
            NoticeStore.current(districts.map(\.rawValue), SchoolYear(containing: day)))
        var found: [DistrictCode: NoticeRules] = [:]
        for row in rows {
            let version: String = try row.get("pack_version")
            found[try StoredWords.district(row)] = try await kept(tx, version: version).rules
        }
        return found
    }

    /// The rules of one district on a day.
    func rules(
        _ tx: PostgresTransaction, of district: DistrictCode, on day: CalendarDate
    ) async throws -> NoticeRules {
        try await rules(tx, of: [district], on: day)[district] ?? NoticeStore.standard
    }

    /// The pack of a version that somebody bound.
    func pack(_ tx: PostgresTransaction, version: String) async throws -> PolicyPack {
        try await kept(tx, version: version).pack
    }

    private func kept(_ tx: PostgresTransaction, version: String) async throws -> (
        pack: PolicyPack, rules: NoticeRules
    ) {
        if let found = kept.withLock({ $0[version] }) { return found }
        let row = try await tx.query(
            """
            SELECT pack, file FROM notification.notice_binding \
            WHERE pack_version = \(version) LIMIT 1
            """
        ).first
        guard let row else { throw StoredMissing(what: "the pack \(version)") }
        let pack = try PolicyPack.load(
            bound: try row.get("file"), file: "\(try row.get("pack", as: String.self)).yaml")
        let read = (pack: pack, rules: NoticeRules(pack: pack))
        kept.withLock {
            if $0.count >= NoticeStore.keptMax { $0.removeAll() }
            $0[version] = read
        }
        return read
    }

    /// The binding that counts in each district.
    static func current(_ districts: [String], _ year: SchoolYear) -> SQL {
        """
        SELECT DISTINCT ON (district) id, district, from_year, pack, pack_version, bound_at, \
        bound_by FROM notification.notice_binding WHERE district = any(\(districts)) \
        AND from_year <= \(year.startYear) ORDER BY district, from_year DESC, id DESC
        """
    }

    /// The binding that counts in every district.
    static func current(_ year: SchoolYear) -> SQL {
        """
        SELECT DISTINCT ON (district) district, from_year, pack, pack_version, bound_at, bound_by \
        FROM notification.notice_binding WHERE from_year <= \(year.startYear) \
        ORDER BY district, from_year DESC, id DESC
        """
    }

    static func bind(
        _ pack: PolicyPack, file: Data, district: DistrictCode, year: SchoolYear, reason: String,
        by account: String, at now: Date
    ) -> SQL {
        """
        INSERT INTO notification.notice_binding (district, from_year, pack, pack_version, file, \
        reason, bound_at, bound_by) VALUES (\(district.rawValue), \(year.startYear), \(pack.id), \
        \(pack.version), \(file), \(reason), \(now), \(account))
        """
    }
}

/// A row that another row needs is not there: a fault of ours.
struct StoredMissing: Error, CustomStringConvertible {
    let what: String

    var description: String { "\(what) is not stored" }
}
