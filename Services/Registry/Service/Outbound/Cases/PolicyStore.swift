import Foundation
import RegistryCore
import Synchronization
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// What cases follow: packs by version, those that come with the product and those that were bound
/// here, kept once read since a version's file never changes; and the working days of deadlines.
final class PolicyStore: Sendable {
    let workingDays: WorkingDays
    /// Packs kept in memory; more than a city binds in years.
    private static let keptMax = 64
    private let kept = Mutex<[String: PolicyPack]>([:])

    init(workingDays: WorkingDays) { self.workingDays = workingDays }

    /// The pack that a district's cases follow in a school year.
    ///
    /// - Throws: `no-policy-bound`.
    func current(_ tx: PostgresTransaction, _ district: DistrictCode, on date: CalendarDate)
        async throws -> PolicyPack
    {
        guard let pack = try await followed(tx, district, on: date) else {
            throw PolicyRefusals.notBound(district)
        }
        return pack
    }

    /// The same, or `nil` when the district follows none.
    func followed(_ tx: PostgresTransaction, _ district: DistrictCode, on date: CalendarDate)
        async throws -> PolicyPack?
    {
        let query = PolicyTable.current(district, .cases, SchoolYear(containing: date))
        guard let row = try await tx.query(query).first else { return nil }
        return try pack(version: row.get("version"), name: row.get("pack"), file: row.get("file"))
    }

    /// The pack with which a case began.
    func pack(_ tx: PostgresTransaction, version: String) async throws -> PolicyPack {
        if let pack = kept.withLock({ $0[version] }) { return pack }
        guard let row = try await tx.query(PolicyTable.file(version)).first else {
            throw UnreadableRow(description: "there is no policy pack \(version)")
        }
        return try pack(version: version, name: row.get("pack"), file: row.get("file"))
    }

    private func pack(version: String, name: String, file: Data) throws -> PolicyPack {
        if let pack = kept.withLock({ $0[version] }) { return pack }
        let pack = try PolicyPack.load(bound: file, file: "\(name).yaml")
        kept.withLock {
            if $0.count >= Self.keptMax { $0.removeAll() }
            $0[version] = pack
        }
        return pack
    }
}

/// What is refused about packs.
enum PolicyRefusals {
    static func notBound(_ district: DistrictCode) -> Refusal {
        Refusal(
            .precondition, "no-policy-bound", field: "district",
            what: Wording(
                "\(district) 本学年没有采用任何政策包。",
                "District \(district) follows no policy pack this school year."),
            next: Wording(
                "请教育局先用 taoli policy bind 采用一个。",
                "Let the bureau bind one with taoli policy bind."))
    }

    static func unknownVersion(_ version: String) -> Refusal {
        Refusal(
            .notFound, "not-found", field: "version",
            what: Wording("没有这个版本的政策包。", "There is no pack of this version."),
            next: Wording(
                "请用 taoli policy bindings 查看版本。", "See the versions with taoli policy bindings."))
    }
}
