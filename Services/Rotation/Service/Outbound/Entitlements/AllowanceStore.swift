import RotationCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Sets what a month's allowance is. A rate is never changed: a newer one of the same day holds.
struct AllowanceStore: Sendable {
    let commands: CommandExecutor

    /// - Throws: `not-your-district`, `unknown-district`.
    func set(_ rate: AllowanceRate, by caller: Caller, _ request: CommandRequest) async throws
        -> Taoli_Rotation_V1_SetAllowanceRateResponse
    {
        guard BureauAuthority.isBureau(caller, of: rate.district) else {
            throw AllowanceStore.notYours(rate.district)
        }
        return try await commands.run(request) { tx, _, _ in
            let known = try await tx.query(
                """
                SELECT 1 FROM rotation.school WHERE district = \(rate.district.rawValue) LIMIT 1
                """)
            guard !known.isEmpty else { throw AllowanceStore.unknownDistrict(rate.district) }
            let reference = AggregateReference(type: "allowance", id: rate.id.rawValue)
            let event = Taoli_Rotation_Events_V1_AllowanceRateSet.with {
                $0.rateID = rate.id.description
                $0.district = rate.district.rawValue
                $0.from = rate.from.description
                $0.fenPerMonth = Int64(rate.fenPerMonth)
            }
            return CommandOutcome(
                .with { $0.rate = rate.message },
                writes: [
                    """
                    INSERT INTO rotation.allowance_rate (id, district, starts_on, fen_per_month, \
                    reason) VALUES (\(rate.id.rawValue), \(rate.district.rawValue), \
                    \(rate.from.description)::date, \(rate.fenPerMonth), \(rate.reason))
                    """
                ],
                events: [
                    try EventDraft(event, of: reference, sequence: 1, districts: [rate.district])
                ],
                subjects: [reference], districts: [rate.district])
        }
    }

    private static func notYours(_ district: DistrictCode) -> Refusal {
        Refusal(
            .permission, "not-your-district", clause: "SH-12", field: "district",
            what: Wording(
                "\(district) 的补贴标准不归您管理。",
                "The allowance of \(district) is not yours to set."),
            next: Wording(
                "请由 \(district) 教育局或市级人员办理。",
                "Let an official of \(district) or of the city do it."))
    }

    private static func unknownDistrict(_ district: DistrictCode) -> Refusal {
        Refusal(
            .notFound, "unknown-district", field: "district",
            what: Wording(
                "区 \(district) 没有学校。", "District \(district) has no school."),
            next: Wording("请核对区代码。", "Check the district's code."))
    }
}
