import Foundation
import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliRuntime

/// `PolicyService`: which pack a district follows.
struct PolicyCalls: Taoli_Registry_V1_PolicyService.SimpleServiceProtocol {
    let context: ServiceContext

    func bindPolicy(
        request: Taoli_Registry_V1_BindPolicyRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_BindPolicyResponse {
        let district = try Fields.district("district", request.district)
        let caller = try CallContext.requireCaller()
        try await context.readAll { tx in try await DistrictTable.require(district, tx) }
        try GroupAuthority.check(caller, binds: district)
        let asked = try FiledPack.asked(
            request.pack, file: request.file, field: "file", examples: false)
        guard let filed = asked else { throw PackRefusals.packOrFile }
        let (pack, file) = (filed.pack, filed.file)
        let binding = PolicyBinding(
            district: district,
            function: try Input.known(
                "function", PolicyFunction(rawValue: request.function),
                allowed: PolicyFunction.allCases.map(\.rawValue)),
            schoolYear: try year(request.schoolYear), pack: pack.id, version: pack.version,
            reason: try Fields.reason(request.reason), boundBy: caller.subject,
            boundAt: context.now())
        let command = try context.command(
            request, requestID: request.requestID, reason: binding.reason)
        return try await context.commands.run(
            command, load: [DistrictTable.select(codes: [district], lock: .update)]
        ) { _, loaded, _ in
            let found = try DistrictTable.decode(loaded[0].rows).first { !$0.isWithdrawn }
            guard let stored = found else { throw StoreRefusals.unknownDistrict }
            var work = RegistryWork()
            work.apply(BindPolicy(binding, file: file).decide(stored))
            let author = ChangeAuthor(caller, reason: binding.reason)
            return CommandOutcome(
                .with { $0.binding = binding.message(pack) },
                writes: [
                    PolicyTable.insert(pack, file: file, for: district), PolicyTable.bind(binding),
                ] + (try work.statements(by: author)),
                events: try work.events(), subjects: work.subjects, districts: work.concerned)
        }
    }

    func listBindings(
        request: Taoli_Registry_V1_ListBindingsRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_ListBindingsResponse {
        let district = try Input.optionalText(
            "district", request.district, max: RegistryLimits.codeMax)
        let list = ["policy-bindings", request.district]
        let before = try Cursor.decode(request.page.cursor, of: list, parts: 1)
        let size = try Cursor.size(request.page.size)
        let rows = try await context.read { tx in
            try await tx.query(
                PolicyTable.page(district, before: before.flatMap { Int64($0[0]) }, size: size))
        }
        let last: Int64? = rows.count > size ? try rows[size - 1].get("id") : nil
        return try .with {
            $0.bindings = try rows.prefix(size).map {
                let binding = try PolicyTable.decode($0)
                return binding.message(PolicyPacks.shipped[binding.pack])
            }
            $0.nextCursor = last.map { Cursor.encode(["\($0)"], of: list) } ?? ""
        }
    }

    func getPolicy(
        request: Taoli_Registry_V1_GetPolicyRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_GetPolicyResponse {
        let version = try Input.text("version", request.version, max: RegistryLimits.codeMax)
        let row = try await context.readAll { try await $0.query(PolicyTable.file(version)).first }
        guard let row else { throw PolicyRefusals.unknownVersion(version) }
        return try .with {
            $0.pack = try row.get("pack")
            $0.version = version
            $0.file = try row.get("file")
        }
    }

    private func year(_ text: String) throws -> SchoolYear {
        guard let year = SchoolYear(text) else {
            throw Input.invalid(
                "school_year", "bad-school-year",
                Wording("不是学年。", "This is no school year."),
                next: Wording("请写成 2026-2027。", "Write it as 2026-2027."))
        }
        return year
    }
}

extension PolicyBinding {
    /// The binding as sent; names are those of the shipped pack of that id.
    fileprivate func message(_ pack: PolicyPack?) -> Taoli_Registry_V1_PolicyBinding {
        .with {
            $0.district = district.rawValue
            $0.function = function.rawValue
            $0.schoolYear = schoolYear.description
            $0.pack = self.pack
            $0.version = version
            $0.nameChinese = pack?.name.chinese ?? ""
            $0.nameEnglish = pack?.name.english ?? ""
            $0.boundAt = boundAt.formatted(.iso8601)
            $0.boundBy = boundBy
            $0.reason = reason
        }
    }
}
