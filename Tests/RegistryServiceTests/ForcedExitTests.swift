import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import RegistryService

@Suite("A second failed year opens the case of a forced exit, by evaluation's event")
struct ForcedExitTests {
    private typealias Found = Taoli_Evaluation_Events_V1_ConsecutiveFailureFound

    private func event(
        _ group: String, _ sites: [SiteID], then: String = "forced_exit", id: UUID = .version7()
    ) throws -> ReceivedEvent {
        let message = Found.with {
            $0.facts.groupID = group
            $0.facts.pack = "XN"
            $0.inARow = 2
            $0.schoolYears = ["2023-2024", "2024-2025"]
            $0.then = then
            $0.chain = "X1"
            $0.siteIds = sites.map(\.description)
        }
        return ReceivedEvent(
            id: id, source: "/test/evaluation", type: Found.protoMessageName,
            aggregate: AggregateReference(type: "verdict", id: .version7()), sequence: 3,
            time: RegistryFixture.now, districts: [RegistryFixture.haizhu],
            actor: "service:evaluation",
            payload: try message.serializedData())
    }

    private func correction(_ group: String, _ sites: [SiteID]) throws -> ReceivedEvent {
        typealias Withdrawn = Taoli_Evaluation_Events_V1_ConsecutiveFailureWithdrawn
        let message = Withdrawn.with {
            $0.facts.groupID = group
            $0.schoolYears = ["2023-2024", "2024-2025"]
            $0.then = "forced_exit"
            $0.siteIds = sites.map(\.description)
            $0.reason = "登记有误"
        }
        return ReceivedEvent(
            id: .version7(), source: "/test/evaluation", type: Withdrawn.protoMessageName,
            aggregate: AggregateReference(type: "verdict", id: .version7()), sequence: 4,
            time: RegistryFixture.now, districts: [RegistryFixture.haizhu],
            actor: "service:evaluation", payload: try message.serializedData())
    }

    @Test(
        "XN-19: a corrected failure drops the case that it opened; the member stays; a new one opens again"
    )
    func corrected() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.joinByCase(group)
            let reaction = reaction(city)
            try await reaction.react(to: try event(group.id, [city.second.id]))
            let opened = try #require(try await expulsions(city).first)
            let correction = try correction(group.id, [city.second.id])
            try await reaction.react(to: correction)
            try await reaction.react(to: correction)
            let dropped = try await city.getCase(opened.id)
            #expect(dropped.status == "dropped" && dropped.version == opened.version + 1)
            #expect(try await city.show(group.id, on: "2026-09-01").members.count == 2)
            #expect(!(try await city.pending(as: .council(group.id))).contains("X1.1"))
            try await reaction.react(to: try event(group.id, [city.second.id]))
            #expect(try await expulsions(city).map(\.status).sorted() == ["dropped", "open"])
        }
    }

    @Test("XN-19: a correction leaves alone the exit that people opened")
    func correctedByOthers() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.joinByCase(group)
            let item = try await city.open("expel", as: .school(city.first.schoolID)) {
                $0.groupID = group.id
                $0.siteID = city.second.id.description
                $0.ground = "disobedience"
            }
            try await reaction(city).react(to: try correction(group.id, [city.second.id]))
            #expect(try await city.getCase(item.id).status == "open")
        }
    }

    private func reaction(_ city: RegistryFixture) -> EvaluationReaction {
        EvaluationReaction(
            forcedExit: CaseForcedExit(context: city.service.context, policies: .shipped))
    }

    private func expulsions(_ city: RegistryFixture) async throws
        -> [Taoli_Registry_V1_Case]
    {
        try await city.service.calling("taoli.registry.v1.CaseService/ListCases", as: .city) {
            try await city.cases.listCases(request: .with { $0.purpose = "expel" }, context: $0)
                .cases
        }
    }

    @Test("XN-19: chain X1 opens once, however often the event is delivered; a person acts on it")
    func opensOnce() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.joinByCase(group)
            let event = try event(group.id, [city.second.id])
            let reaction = reaction(city)
            try await reaction.react(to: event)
            try await reaction.react(to: event)
            // Told again under another id while the case runs, e.g. after a third failed year.
            try await reaction.react(to: try self.event(group.id, [city.second.id]))
            let cases = try await expulsions(city)
            let item = try #require(cases.first)
            #expect(cases.count == 1 && item.chain == "X1" && item.status == "open")
            #expect(try await city.show(group.id, on: "2025-09-01").members.count == 2)
            #expect(try await city.pending(as: .council(group.id)).contains("X1.1"))
        }
    }

    @Test("XN-19: what is no forced exit, or has left meanwhile, opens nothing and stops nobody")
    func opensNothing() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            let reaction = reaction(city)
            try await reaction.react(to: try event(group.id, [city.second.id]))
            try await reaction.react(to: try event(group.id, [city.second.id], then: "warning"))
            #expect(try await expulsions(city).isEmpty)
        }
    }

    @Test("An event that cannot be read fails and is parked; the same one, whole, opens the case")
    func unreadable() async throws {
        try await RegistryFixture.with { city in
            let group = try await city.groupUnderPolicy()
            _ = try await city.joinByCase(group)
            let event = try event(group.id, [city.second.id])
            let broken = ReceivedEvent(
                id: event.id, source: event.source, type: event.type, aggregate: event.aggregate,
                sequence: event.sequence, time: event.time, districts: event.districts,
                actor: event.actor, payload: Data([0xFF]))
            await #expect(throws: (any Error).self) { try await reaction(city).react(to: broken) }
            #expect(try await expulsions(city).isEmpty)
            try await reaction(city).react(to: event)
            #expect(try await expulsions(city).count == 1)
        }
    }
}
