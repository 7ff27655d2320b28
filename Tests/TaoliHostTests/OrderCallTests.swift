import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import TaoliTestKit
import Testing

@Suite("Orders about parked and archived events")
struct OrderCallTests {
    private typealias Retry = Taoli_Bus_V1_RetryParkedRequest
    private typealias Discard = Taoli_Bus_V1_DiscardParkedRequest
    private typealias Republish = Taoli_Bus_V1_RepublishEventsRequest

    private func retry(
        _ fixture: HostFixture, _ request: Retry
    ) async throws -> Taoli_Bus_V1_BusOrder {
        try await fixture.bus("RetryParked") { bus, server in
            try await bus.retryParked(request: request, context: server).order
        }
    }

    private func discard(
        _ fixture: HostFixture, _ request: Discard
    ) async throws -> Taoli_Bus_V1_BusOrder {
        try await fixture.bus("DiscardParked") { bus, server in
            try await bus.discardParked(request: request, context: server).order
        }
    }

    private func republish(
        _ fixture: HostFixture, _ request: Republish
    ) async throws -> Taoli_Bus_V1_BusOrder {
        try await fixture.bus("RepublishEvents") { bus, server in
            try await bus.republishEvents(request: request, context: server).order
        }
    }

    @Test("A retry is kept with its reason and audited; asked again it tells the outcome")
    func retries() async throws {
        try await HostFixture.with { fixture in
            let school = UUID()
            try await fixture.park(aggregate: school)
            try await fixture.park(class: "follower", aggregate: school, sequence: 2)
            let request = Retry.with {
                $0.requestID = requestID()
                $0.consumer = "probe-copy"
                $0.subject = "school/\(school.uuidString.lowercased())"
                $0.reason = "repaired"
            }
            let given = try await retry(fixture, request)
            #expect(!given.finished && given.events == 2 && given.number > 0)
            let kept = try await fixture.rows(
                """
                SELECT kind, consumer, reason, requested_by FROM bus.consumer_order \
                WHERE aggregate_type = 'school' AND aggregate_id = \(school) AND event_id IS NULL
                """)
            #expect(kept.count == 1)
            #expect(try kept[0].get(0, as: String.self) == "retry")
            #expect(try kept[0].get(2, as: String.self) == "repaired")
            #expect(try kept[0].get(3, as: String.self) == "city-official")
            let audited = try await fixture.rows("SELECT method, reason, subjects FROM bus.audit")
            #expect(audited.count == 1)
            #expect(
                try audited[0].get(0, as: String.self) == "taoli.bus.v1.BusService/RetryParked")
            #expect(try audited[0].get(1, as: String.self) == "repaired")
            #expect(
                try audited[0].get(2, as: [String].self)
                    == ["school/\(school.uuidString.lowercased())"])
            try await fixture.plant(
                "UPDATE bus.consumer_order SET finished_at = now(), outcome = 'applied 2, 0 left'")
            let again = try await retry(fixture, request)
            #expect(again.finished && again.outcome == "applied 2, 0 left")
            #expect(again.number == given.number)
            #expect(try await fixture.number("SELECT count(*) FROM bus.consumer_order") == 1)
            #expect(try await fixture.number("SELECT count(*) FROM bus.audit") == 1)
        }
    }

    @Test("A call that waits hears the outcome when the order is carried out meanwhile")
    func waits() async throws {
        try await HostFixture.with { fixture in
            let event = UUID.version7()
            try await fixture.park(event, aggregate: nil)
            async let carried: Void = PostgresFixture.wait(for: "an order") {
                try await fixture.database.superuser.execute(
                    """
                    UPDATE bus.consumer_order SET finished_at = now(), outcome = 'done' \
                    WHERE finished_at IS NULL
                    """) == 1
            }
            let request = Discard.with {
                $0.requestID = requestID()
                $0.consumer = "probe-copy"
                $0.eventID = event.uuidString
                $0.reason = "bytes of a stranger"
            }
            var order = try await discard(fixture, request)
            try await carried
            if !order.finished { order = try await discard(fixture, request) }
            #expect(order.finished && order.outcome == "done")
        }
    }

    @Test("Orders that mean nothing are refused and say what would")
    func refusals() async throws {
        try await HostFixture.with { fixture in
            let some = UUID.version7().uuidString
            let unknown = try await refusal {
                _ = try await retry(
                    fixture,
                    .with {
                        $0.requestID = requestID()
                        $0.consumer = "probe-cpoy"
                        $0.eventID = some
                    })
            }
            #expect(unknown?.slug == "consumer-unknown")
            #expect(unknown?.next.english.contains("Is probe-copy meant?") == true)
            #expect(unknown?.next.chinese.contains("probe-reaction") == true)
            let neither = try await refusal {
                _ = try await retry(
                    fixture,
                    .with {
                        $0.requestID = requestID()
                        $0.consumer = "probe-copy"
                    })
            }
            #expect(neither?.slug == "one-of-two")
            let absent = try await refusal {
                _ = try await discard(
                    fixture,
                    .with {
                        $0.requestID = requestID()
                        $0.consumer = "probe-copy"
                        $0.eventID = some
                        $0.reason = "x"
                    })
            }
            #expect(absent?.slug == "nothing-parked")
            let silent = try await refusal {
                _ = try await discard(
                    fixture,
                    .with {
                        $0.requestID = requestID()
                        $0.consumer = "probe-copy"
                        $0.eventID = some
                    })
            }
            #expect(silent?.field == "reason")
            #expect(try await fixture.number("SELECT count(*) FROM bus.consumer_order") == 0)
        }
    }

    @Test("A range of a topic, or one aggregate, is ordered to be sent again")
    func republishes() async throws {
        try await HostFixture.with { fixture in
            let school = UUID()
            try await fixture.archive(school, events: 4)
            let range = try await republish(
                fixture,
                .with {
                    $0.requestID = requestID()
                    $0.topic = HostProbe.topic
                    $0.from = 2
                    $0.through = 3
                })
            #expect(range.events == 2 && !range.finished)
            let all = try await republish(
                fixture,
                .with {
                    $0.requestID = requestID()
                    $0.subject = "school/\(school.uuidString)"
                })
            #expect(all.events == 4)
            #expect(
                try await fixture.texts(
                    """
                    SELECT coalesce(topic, '-') || ' ' || from_number || ' ' || \
                    coalesce(aggregate_type, '-') FROM bus.relay_order ORDER BY id
                    """) == ["\(HostProbe.topic) 2 -", "- 0 school"])
            let foreign = try await refusal {
                _ = try await republish(
                    fixture,
                    .with {
                        $0.requestID = requestID()
                        $0.topic = "taoli.rotation.unit"
                    })
            }
            #expect(foreign?.slug == "topic-unknown")
            #expect(foreign?.next.english.contains(HostProbe.topic) == true)
            let nothing = try await refusal {
                _ = try await republish(
                    fixture,
                    .with {
                        $0.requestID = requestID()
                        $0.subject = "school/\(UUID().uuidString)"
                    })
            }
            #expect(nothing?.slug == "nothing-archived")
        }
    }

    @Test("Parked events are listed by pages, by consumer and by class")
    func lists() async throws {
        try await HostFixture.with { fixture in
            for _ in 0..<5 { try await fixture.park() }
            try await fixture.park(consumer: "probe-reaction", class: "poison", aggregate: nil)
            let seen = try await pages(fixture, consumer: "", class: "")
            #expect(seen.count == 6 && Set(seen.map(\.eventID)).count == 6)
            #expect(seen.filter(\.subject.isEmpty).map(\.consumer) == ["probe-reaction"])
            #expect(try await pages(fixture, consumer: "probe-copy", class: "").count == 5)
            #expect(try await pages(fixture, consumer: "", class: "poison").count == 1)
            let district = Caller.at(
                .auditor, UnitReference(.district, "440105"), in: "440105")
            let narrow = try await refusal {
                _ = try await fixture.bus("ListParked", as: district) { bus, server in
                    try await bus.listParked(request: .init(), context: server)
                }
            }
            #expect(narrow?.slug == "city-only")
        }
    }

    private func pages(
        _ fixture: HostFixture, consumer: String, class reason: String
    ) async throws -> [Taoli_Bus_V1_ParkedEvent] {
        var (events, cursor) = ([Taoli_Bus_V1_ParkedEvent](), "")
        repeat {
            let at = cursor
            let page = try await fixture.bus("ListParked") { bus, server in
                try await bus.listParked(
                    request: .with {
                        $0.consumer = consumer
                        $0.class = reason
                        $0.pageSize = 2
                        $0.cursor = at
                    }, context: server)
            }
            events += page.events
            cursor = page.nextCursor
        } while !cursor.isEmpty
        return events
    }
}

extension ServiceFixture where Service == HostProbe {
    /// Events of a school that were sent.
    func archive(_ school: UUID, events: Int) async throws {
        try await plant(
            """
            INSERT INTO bus.event_archive (event_id, topic, aggregate_type, aggregate_id, sequence, \
            districts, type, actor, payload, created_at, partition, record_offset) \
            SELECT gen_random_uuid(), \(HostProbe.topic), 'school', \(school), n, '{440105}', 't', \
            'tester', '', now(), 0, n FROM generate_series(1, \(events)) AS n
            """)
    }
}
