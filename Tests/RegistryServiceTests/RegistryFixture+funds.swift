import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliServiceKit

@testable import RegistryService

extension RegistryFixture {
    var funds: FundCalls { FundCalls(context: service.context, policies: .shipped) }

    var partners: PartnerCalls { PartnerCalls(context: service.context, policies: .shipped) }

    func enter(
        _ group: String, fen: Int64, source: String = "budget", purpose: String = "work",
        on day: String = "2026-01-05", direction: String = "income", as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_LedgerEntry {
        try await service.calling("taoli.registry.v1.FundService/RecordEntry", as: caller) {
            try await funds.recordEntry(
                request: .with {
                    $0.requestID = requestID()
                    $0.groupID = group
                    $0.bookedOn = day
                    $0.direction = direction
                    $0.source = source
                    $0.purpose = purpose
                    $0.fen = fen
                }, context: $0
            ).entry
        }
    }

    func reverse(_ entry: String, on day: String = "2026-02-01", as caller: Caller = .city)
        async throws -> Taoli_Registry_V1_LedgerEntry
    {
        try await service.calling("taoli.registry.v1.FundService/ReverseEntry", as: caller) {
            try await funds.reverseEntry(
                request: .with {
                    $0.requestID = requestID()
                    $0.entryID = entry
                    $0.bookedOn = day
                    $0.reason = "记错"
                }, context: $0
            ).entry
        }
    }

    func entries(
        as caller: Caller = .city,
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_ListEntriesRequest) -> Void = { _ in }
    ) async throws -> Taoli_Registry_V1_ListEntriesResponse {
        try await service.calling("taoli.registry.v1.FundService/ListEntries", as: caller) {
            try await funds.listEntries(request: .with(fill), context: $0)
        }
    }

    func totals(
        as caller: Caller = .city,
        _ fill: @escaping @Sendable (inout Taoli_Registry_V1_ListFundTotalsRequest) -> Void = { _ in
        }
    ) async throws -> Taoli_Registry_V1_ListFundTotalsResponse {
        try await service.calling("taoli.registry.v1.FundService/ListFundTotals", as: caller) {
            try await funds.listFundTotals(request: .with(fill), context: $0)
        }
    }

    func agree(_ group: String, _ kind: String, _ parties: [String], as caller: Caller = .city)
        async throws -> Taoli_Registry_V1_FeeAgreement
    {
        try await service.calling("taoli.registry.v1.FundService/RecordAgreement", as: caller) {
            try await funds.recordAgreement(
                request: .with {
                    $0.requestID = requestID()
                    $0.groupID = group
                    $0.kind = kind
                    $0.parties = parties.map { id in
                        .with {
                            $0.id = id
                            $0.name = "某\(id)"
                        }
                    }
                    $0.fenAYear = 5_000_000
                    $0.reference = "协议1号"
                    $0.from = "2025-09-01"
                }, context: $0
            ).agreement
        }
    }

    func agreements(as caller: Caller) async throws -> [Taoli_Registry_V1_FeeAgreement] {
        try await service.calling("taoli.registry.v1.FundService/ListAgreements", as: caller) {
            try await funds.listAgreements(request: .init(), context: $0).agreements
        }
    }

    func registerPartner(
        _ name: String = "师范大学", district: String = "440105", as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_Partner {
        try await service.calling("taoli.registry.v1.PartnerService/RegisterPartner", as: caller) {
            try await partners.registerPartner(
                request: .with {
                    $0.requestID = requestID()
                    $0.name = name
                    $0.kind = "university"
                    $0.district = district
                }, context: $0
            ).partner
        }
    }

    func partner(
        _ partner: String, with group: String, from day: String = "2025-09-01",
        as caller: Caller = .city
    ) async throws -> Taoli_Registry_V1_Partner {
        try await service.calling("taoli.registry.v1.PartnerService/BeginPartnership", as: caller) {
            try await partners.beginPartnership(
                request: .with {
                    $0.requestID = requestID()
                    $0.partnerID = partner
                    $0.groupID = group
                    $0.subject = "课程共建"
                    $0.from = day
                }, context: $0
            ).partner
        }
    }

    func endPartnership(_ partner: String, _ group: String, until day: String) async throws
        -> Taoli_Registry_V1_Partner
    {
        try await service.calling("taoli.registry.v1.PartnerService/EndPartnership", as: .city) {
            try await partners.endPartnership(
                request: .with {
                    $0.requestID = requestID()
                    $0.partnerID = partner
                    $0.groupID = group
                    $0.until = day
                }, context: $0
            ).partner
        }
    }

    func partnerships(as caller: Caller = .city, on day: String = "") async throws
        -> [Taoli_Registry_V1_Partnership]
    {
        try await service.calling("taoli.registry.v1.PartnerService/ListPartnerships", as: caller) {
            try await partners.listPartnerships(
                request: .with { $0.on = day }, context: $0
            ).partnerships
        }
    }

    func listPartners(as caller: Caller = .city) async throws -> [Taoli_Registry_V1_Partner] {
        try await service.calling("taoli.registry.v1.PartnerService/ListPartners", as: caller) {
            try await partners.listPartners(request: .init(), context: $0).partners
        }
    }
}
