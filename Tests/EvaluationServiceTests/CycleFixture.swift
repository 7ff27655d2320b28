import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy
import TaoliPostgres
import TaoliServiceKit

@testable import EvaluationService

/// A city with one group of Haizhu: a lead, two members, and a school outside; its calls as somebody
/// makes them.
struct CycleFixture: Sendable {
    typealias Service = ServiceFixture<EvaluationService>

    let service: Service
    let group: UUID
    let lead, first, second, outside: UUID
    static let bureau = Caller.district("440105")
    /// 2026-03-02 in Shanghai, where the clock stands still: its windows lie in a year whose working
    /// days are known, whenever the tests run.
    static let now = Date(timeIntervalSince1970: 1_772_416_800)

    static func with(_ body: @Sendable (CycleFixture) async throws -> Void) async throws {
        try await Service.with(now: now) { service in
            let story = RegistryStory()
            let ids = try ["龙头学校", "甲校", "乙校", "外校"].map { try story.school($0) }
            let sites = try zip(ids, ["龙头本部", "甲本部", "乙本部", "外校本部"]).map {
                try story.site($0.1, of: $0.0, kind: .nineYear)
            }
            let group = try story.group("桃李集团", foundedOn: "2022-09-01")
            for (index, role) in [MembershipRole.lead, .member, .member].enumerated() {
                _ = try story.join(
                    group, site: sites[index], of: ids[index], as: role, from: "2022-09-01")
            }
            try await service.project(story.take())
            try await body(
                CycleFixture(
                    service: service, group: group, lead: ids[0], first: ids[1], second: ids[2],
                    outside: ids[3]))
        }
    }

    static func text(_ id: UUID) -> String { id.uuidString.lowercased() }

    static func requestID() -> String { text(.version7(at: now)) }

    /// Packs and working days as they come with the product.
    let shelf = PackShelf(workingDays: .shipped)

    var cycles: CycleCalls { CycleCalls(context: service.context, shelf: shelf) }

    func call<Value: Sendable>(
        _ name: String, as caller: Caller, _ body: @Sendable (ServerContext) async throws -> Value
    ) async throws -> Value {
        try await service.calling("taoli.evaluation.v1.\(name)", as: caller, body)
    }

    func open(
        _ kind: String = "levels", tree: String = "", year: String = "2024-2025",
        pack: String = "XN", past: Bool = false, as caller: Caller = bureau,
        request: String = requestID()
    ) async throws -> Taoli_Evaluation_V1_Cycle {
        try await call("CycleService/OpenCycle", as: caller) {
            try await cycles.openCycle(
                request: .with {
                    $0.requestID = request
                    $0.pack = pack
                    $0.kind = kind
                    $0.tree = tree
                    $0.year = year
                    $0.groupIds = [Self.text(group)]
                    $0.past = past
                    $0.reason = past ? "补录" : ""
                }, context: $0
            ).cycle
        }
    }

    func level(_ school: UUID, _ level: String) -> Taoli_Evaluation_V1_CycleInput {
        .with {
            $0.what = "level"
            $0.groupID = Self.text(group)
            $0.schoolID = Self.text(school)
            $0.item = level
            $0.evidence = "理事会纪要"
        }
    }

    @discardableResult
    func record(
        _ cycle: Taoli_Evaluation_V1_Cycle, _ inputs: [Taoli_Evaluation_V1_CycleInput],
        as caller: Caller = bureau
    ) async throws -> Taoli_Evaluation_V1_RecordInputsResponse {
        try await call("CycleService/RecordInputs", as: caller) {
            try await cycles.recordInputs(
                request: .with {
                    $0.requestID = Self.requestID()
                    $0.cycleID = cycle.id
                    $0.inputs = inputs
                }, context: $0)
        }
    }

    func compute(_ cycle: Taoli_Evaluation_V1_Cycle) async throws -> Taoli_Evaluation_V1_Cycle {
        try await call("CycleService/ComputeCycle", as: Self.bureau) {
            try await cycles.computeCycle(
                request: .with {
                    $0.requestID = Self.requestID()
                    $0.cycleID = cycle.id
                }, context: $0
            ).cycle
        }
    }

    func publish(_ cycle: Taoli_Evaluation_V1_Cycle, request: String = requestID()) async throws
        -> Taoli_Evaluation_V1_PublishCycleResponse
    {
        try await call("CycleService/PublishCycle", as: Self.bureau) {
            try await cycles.publishCycle(
                request: .with {
                    $0.requestID = request
                    $0.cycleID = cycle.id
                }, context: $0)
        }
    }

    func results(_ cycle: Taoli_Evaluation_V1_Cycle, as caller: Caller) async throws
        -> [Taoli_Evaluation_V1_CycleResult]
    {
        try await call("CycleService/ListResults", as: caller) {
            try await cycles.listResults(request: .with { $0.cycleID = cycle.id }, context: $0)
                .results
        }
    }

    func get(_ cycle: Taoli_Evaluation_V1_Cycle, as caller: Caller = bureau) async throws
        -> Taoli_Evaluation_V1_Cycle
    {
        try await call("CycleService/GetCycle", as: caller) {
            try await cycles.getCycle(request: .with { $0.id = cycle.id }, context: $0).cycle
        }
    }

    func verify(_ cycle: Taoli_Evaluation_V1_Cycle) async throws
        -> Taoli_Evaluation_V1_VerifyCycleResponse
    {
        try await call("CycleService/VerifyCycle", as: Self.bureau) {
            try await cycles.verifyCycle(request: .with { $0.cycleID = cycle.id }, context: $0)
        }
    }

    /// A past year's levels, published.
    @discardableResult
    func pastYear(_ year: String, first: String, second: String = "pass") async throws
        -> Taoli_Evaluation_V1_PublishCycleResponse
    {
        let cycle = try await open(year: year, past: true)
        try await record(cycle, [level(self.first, first), level(self.second, second)])
        return try await publish(try await compute(cycle))
    }

    /// Short names of the events of a topic in the outbox, in order.
    func events(_ type: String) async throws -> [String] {
        try await service.consuming { tx in
            try await tx.query(
                """
                SELECT type FROM bus.outbox WHERE aggregate_type = \(type) ORDER BY id
                """
            ).map { row in
                let name: String = try row.get("type")
                return String(name.split(separator: ".").last ?? "")
            }
        }
    }
}

/// The slug of a refusal, or what else came.
func slug<Value>(_ body: () async throws -> Value) async -> String {
    do {
        _ = try await body()
        return ""
    } catch {
        return (error as? Refusal)?.slug ?? "\(error)"
    }
}
