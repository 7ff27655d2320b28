import Foundation
import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliRuntime

/// The tables that people ask for.
extension GroupCalls {
    func compareDays(
        request: Taoli_Registry_V1_CompareDaysRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_CompareDaysResponse {
        let from = try Fields.date("from", request.from)
        let to = try Fields.date("to", request.to)
        guard from < to else {
            throw Input.invalid(
                "to", "date-order",
                Wording("后一天必须晚于前一天。", "The later day must be after the earlier one."))
        }
        let district = try optionalDistrict(request.district)
        let list = ["compare-days", request.from, request.to, request.district]
        let after = try Cursor.decode(request.page.cursor, of: list, parts: 4)
        let size = try Cursor.size(request.page.size)
        let reader = try Reader(try CallContext.requireCaller())
        let page = try await context.read { tx in
            try await CoverageReads(tx: tx).differences(
                from: from, to: to, district: district, reader: reader, after: after, size: size)
        }
        return .with {
            $0.differences = page.rows.map(\.message)
            $0.nextCursor = page.next.map { Cursor.encode($0, of: list) } ?? ""
        }
    }

    /// Names of groups are public: whoever wants to apply must find one outside its own scope.
    func findGroups(
        request: Taoli_Registry_V1_FindGroupsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_FindGroupsResponse {
        let name = try Input.text("name", request.name, max: RegistryLimits.nameMax)
        guard name.unicodeScalars.count >= RegistryLimits.searchMin else {
            throw Input.invalid(
                "name", "too-short",
                Wording(
                    "请至少输入名称的 \(RegistryLimits.searchMin) 个字。",
                    "Give at least \(RegistryLimits.searchMin) characters of the name."))
        }
        let today = CalendarDate(shanghai: context.now())
        let page = try await context.readAll { tx in
            try await GroupReads(tx: tx, reader: .official).list(
                name: name, district: nil, on: today, after: nil, size: RegistryLimits.foundMax)
        }
        return .with {
            $0.groups = page.rows.map { group in
                .with {
                    $0.id = group.id.description
                    $0.name = group.name
                    $0.kind = group.kind.contract
                    $0.district = group.district.rawValue
                }
            }
            $0.more = page.next != nil
        }
    }

    func getCoverage(
        request: Taoli_Registry_V1_GetCoverageRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetCoverageResponse {
        let date = try Fields.day("on", request.on, now: context.now())
        let district = try optionalDistrict(request.district)
        let policies = policies
        return try await context.read { tx in
            let schools = try await CoverageReads(tx: tx).schools(district: district, on: date)
            let byDistrict = Dictionary(grouping: schools, by: \.district)
            var response = Taoli_Registry_V1_GetCoverageResponse()
            for code in byDistrict.keys.sorted() {
                let own = byDistrict[code] ?? []
                response.rows += GroupCalls.rows(own, of: code)
                let pack = try await policies.followed(tx, code, on: date)
                response.targets += GroupCalls.targets(own, of: code, pack)
            }
            return response
        }
    }

    private static func rows(
        _ schools: [CoveredSchool], of district: DistrictCode
    ) -> [Taoli_Registry_V1_Coverage] {
        ([nil] + Stage.allCases.map { $0 as Stage? }).compactMap { stage in
            let counted = schools.filter { school in stage.map(school.stages.contains) ?? true }
            guard !counted.isEmpty else { return nil }
            let count = CoverageCount(counted)
            return .with {
                $0.district = district.rawValue
                $0.stage = stage?.rawValue ?? ""
                $0.schools = Int32(count.schools)
                $0.covered = Int32(count.covered)
            }
        }
    }

    private static func targets(
        _ schools: [CoveredSchool], of district: DistrictCode, _ pack: PolicyPack?
    ) -> [Taoli_Registry_V1_CoverageTarget] {
        guard let pack else { return [] }
        return pack[UnitsSection.self].coverage.map { rule in
            let count = CoverageCount(schools, rule: rule)
            return .with {
                $0.district = district.rawValue
                $0.pack = pack.id
                $0.rule = rule.source.rule
                $0.clause = rule.source.clause ?? ""
                $0.percent = Int32(rule.percent)
                $0.schools = Int32(count.schools)
                $0.covered = Int32(count.covered)
                $0.met = count.meets(rule.percent)
            }
        }
    }

    private func optionalDistrict(_ text: String) throws -> DistrictCode? {
        try text.isEmpty ? nil : Fields.district("district", text)
    }
}

extension DayDifference {
    /// The row as sent.
    fileprivate var message: Taoli_Registry_V1_DayDifference {
        .with {
            $0.what = what
            $0.on = day
            $0.groupID = group.description
            $0.groupName = groupName
            $0.district = district.rawValue
            $0.siteID = site?.description ?? ""
            $0.siteName = siteName
            $0.role = role?.contract ?? .unspecified
        }
    }
}
