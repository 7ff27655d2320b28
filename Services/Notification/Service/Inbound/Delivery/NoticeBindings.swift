import Crypto
import Foundation
import NotificationCore
import SwiftProtobuf
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres

/// Which pack's notification section holds in a district from a school year on.
struct StoredBinding: Sendable {
    let district: DistrictCode
    let year: SchoolYear
    let pack: String
    let version: String
    let boundAt: Date
    let boundBy: String

    init(
        district: DistrictCode, year: SchoolYear, pack: String, version: String, boundAt: Date,
        boundBy: String
    ) {
        self.district = district
        self.year = year
        self.pack = pack
        self.version = version
        self.boundAt = boundAt
        self.boundBy = boundBy
    }

    /// Reads a row of `notification.notice_binding`.
    init(_ row: PostgresRow) throws {
        district = try StoredWords.district(row)
        year = SchoolYear(startYear: try row.get("from_year"))
        pack = try row.get("pack")
        version = try row.get("pack_version")
        boundAt = try row.get("bound_at")
        boundBy = try row.get("bound_by")
    }

    /// For the audit; the id follows from the district.
    var reference: AggregateReference {
        let digest = SHA256.hash(data: Data("notices/\(district)".utf8))
        return AggregateReference(
            type: "notices", id: UUID(version7: 0, derivedFrom: digest))
    }

    var message: Taoli_Notification_V1_NoticeBinding {
        .with {
            $0.district = district.rawValue
            $0.schoolYear = year.description
            $0.pack = pack
            $0.version = version
            $0.boundAt = boundAt.formatted(.iso8601)
            $0.boundBy = boundBy
        }
    }
}

/// What is refused about packs.
enum NoticeRefusals {
    static let otherDistrict = Refusal(
        .permission, "other-district", field: "district",
        what: Wording("这个区不在您的范围内。", "This district is outside your scope."),
        next: Wording("请填写本区代码。", "Give your own district's code."))

    static let badYear = Refusal(
        .invalid, "bad-school-year", field: "school_year",
        what: Wording("不是学年。", "This is no school year."),
        next: Wording("请写成 2026-2027。", "Write it as 2026-2027."))

    static let packOrFile = Refusal(
        .invalid, "pack-or-file", field: "pack",
        what: Wording("政策包编号与文件要且只能给一个。", "Give a pack's id or a file, not both."),
        next: Wording("请只写其中之一。", "Give one of them."))

    static func unknownPack(_ id: String) -> Refusal {
        let ids = PolicyPacks.shipped.ids
        let near = NearestName.nearest(to: id, in: ids) ?? ids.joined(separator: ", ")
        return Refusal(
            .invalid, "unknown-pack", field: "pack",
            what: Wording("没有政策包“\(id)”。", "There is no pack '\(id)'."),
            next: Wording("是否为：\(near)？", "Is this meant: \(near)?"))
    }

    static func broken(_ problems: PolicyProblems) -> Refusal {
        let first = problems.problems.first
        let place = first.map { "\($0.line):\($0.column) \($0.rule) " } ?? ""
        return Refusal(
            .invalid, "broken-pack", field: "file",
            what: Wording(
                "政策包有误：\(place)\(first?.what.chinese ?? "")",
                "The pack is broken: \(place)\(first?.what.english ?? "")"),
            next: Wording(
                "请用 taoli policy check 查看全部问题并改正。",
                "See all of it with taoli policy check, and correct the file."))
    }
}
