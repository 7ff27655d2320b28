import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliServiceKit

@testable import RegistryService

extension RegistryFixture {
    var cases: CaseCalls {
        let policies = PolicyStore.shipped
        return CaseCalls(
            context: service.context,
            store: CaseStore(commands: service.context.commands, policies: policies),
            policies: policies)
    }

    var policy: PolicyCalls { PolicyCalls(context: service.context) }

    var clock: CaseClock { CaseClock(context: service.context, policies: .shipped) }

    /// Lets a district follow a shipped pack, or a file.
    @discardableResult
    func bind(
        _ pack: String = "XN", district: String = "440105", file: Data = Data(),
        year: String = "2020-2021", as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_PolicyBinding {
        try await service.calling("taoli.registry.v1.PolicyService/BindPolicy", as: caller) {
            try await policy.bindPolicy(
                request: .with {
                    $0.requestID = requestID()
                    $0.district = district
                    $0.function = "cases"
                    $0.schoolYear = year
                    $0.pack = file.isEmpty ? pack : ""
                    $0.file = file
                    $0.reason = "采用"
                }, context: $0
            ).binding
        }
    }

    func open(
        _ purpose: String, as caller: Caller, request: String = requestID(),
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_OpenCaseRequest) -> Void
    ) async throws -> Taoli_Registry_V1_Case {
        try await service.calling("taoli.registry.v1.CaseService/OpenCase", as: caller) {
            try await cases.openCase(
                request: .with {
                    $0.requestID = request
                    $0.purpose = purpose
                    fill(&$0)
                }, context: $0
            ).case
        }
    }

    /// A weak school asks to join for three years, entrusted.
    func openJoining(
        _ site: Site, _ group: String, as caller: Caller? = nil, years: Int32 = 3,
        isWeak: Bool = true
    )
        async throws -> Taoli_Registry_V1_Case
    {
        if isWeak { try await weaken(site) }
        return try await open("join", as: caller ?? .school(site.schoolID, in: site.district)) {
            $0.groupID = group
            $0.siteID = site.id.description
            $0.mode = "entrusted"
            $0.category = "weak"
            $0.years = years
        }
    }

    /// Answers with every paper that the step asks for.
    /// - Parameter explains: a day more than a year away gets its reason.
    func answer(
        _ item: Taoli_Registry_V1_Case, _ step: String, as caller: Caller,
        _ outcome: String = "yes", request: String = requestID(), explains: Bool = true,
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_AnswerStepRequest) -> Void = { _ in }
    ) async throws -> Taoli_Registry_V1_AnswerStepResponse {
        let needs = item.steps.first { $0.id == step }?.needs.map(\.id) ?? []
        return try await service.calling(
            "taoli.registry.v1.CaseService/AnswerStep", as: caller
        ) {
            try await cases.answerStep(
                request: .with {
                    $0.requestID = request
                    $0.caseID = item.id
                    $0.step = step
                    $0.outcome = outcome
                    $0.reason = outcome == "yes" ? "" : "材料不全"
                    $0.papers = needs.map { kind in
                        .with {
                            $0.kind = kind
                            $0.reference = "海教〔2026〕1号"
                        }
                    }
                    fill(&$0)
                    if explains, $0.reason.isEmpty, Self.isFar($0.effectiveOn) {
                        $0.reason = "补记"
                    }
                }, context: $0)
        }
    }

    private static func isFar(_ day: String) -> Bool {
        let today = CalendarDate(shanghai: now).daysSinceEpoch
        return CalendarDate(day).map {
            abs($0.daysSinceEpoch - today) > RegistryLimits.effectiveDaysMax
        } ?? false
    }

    func getCase(_ id: String, as caller: Caller = .city) async throws -> Taoli_Registry_V1_Case {
        try await service.calling("taoli.registry.v1.CaseService/GetCase", as: caller) {
            try await cases.getCase(request: .with { $0.id = id }, context: $0).case
        }
    }

    func resubmit(
        _ id: String, as caller: Caller, insists: Bool = false
    ) async throws -> Taoli_Registry_V1_Case {
        try await service.calling("taoli.registry.v1.CaseService/ResubmitCase", as: caller) {
            try await cases.resubmitCase(
                request: .with {
                    $0.requestID = requestID()
                    $0.caseID = id
                    $0.reason = "已补正"
                    $0.insists = insists
                }, context: $0
            ).case
        }
    }

    func withdraw(_ id: String, as caller: Caller) async throws -> Taoli_Registry_V1_Case {
        try await service.calling("taoli.registry.v1.CaseService/WithdrawCase", as: caller) {
            try await cases.withdrawCase(
                request: .with {
                    $0.requestID = requestID()
                    $0.caseID = id
                    $0.reason = "另行申请"
                }, context: $0
            ).case
        }
    }

    /// The rows of a caller's list, as sent.
    func turns(as caller: Caller) async throws -> [Taoli_Registry_V1_PendingStep] {
        try await service.calling("taoli.registry.v1.CaseService/PendingSteps", as: caller) {
            try await cases.pendingSteps(request: .init(), context: $0).steps
        }
    }

    func pending(as caller: Caller) async throws -> [String] {
        try await service.calling("taoli.registry.v1.CaseService/PendingSteps", as: caller) {
            try await cases.pendingSteps(request: .init(), context: $0).steps.map(\.step)
        }
    }

    /// A group of Haizhu that follows Xingning's pack.
    func groupUnderPolicy() async throws -> Taoli_Registry_V1_Group {
        try await bind()
        return try await found()
    }

    /// Lets the second school join by its chain from a day on.
    func joinByCase(_ group: Taoli_Registry_V1_Group, from day: String = "2024-09-01")
        async throws -> Taoli_Registry_V1_Case
    {
        var item = try await openJoining(second, group.id)
        item = try await answer(item, "J.1", as: .school(second.schoolID)).case
        item = try await answer(item, "J.2", as: .council(group.id)).case
        item = try await answer(item, "J.3", as: .haizhu).case
        return try await answer(item, "J.4", as: .haizhu) { $0.effectiveOn = day }.case
    }
}

extension Caller {
    static let haizhu = Caller.official(of: "440105")
    static let yuexiu = Caller.official(of: "440104")

    static func official(of code: String) -> Caller {
        Caller(
            subject: "0199c2f3-0000-7000-8000-0000000\(code.prefix(5))", role: .district,
            unit: UnitReference(.district, code),
            scope: .districts(DistrictCode(code).map { [$0] } ?? []))
    }

    static func school(_ id: SchoolID, in district: DistrictCode = RegistryFixture.haizhu)
        -> Caller
    {
        Caller(
            subject: "0199c2f3-0000-7000-8000-00000000000a", role: .school,
            unit: UnitReference(.school, id.description), scope: .districts([district]))
    }

    static func council(_ group: String) -> Caller {
        Caller(
            subject: "0199c2f3-0000-7000-8000-00000000000b", role: .group,
            unit: UnitReference(.group, group), scope: .districts([RegistryFixture.haizhu]))
    }
}
