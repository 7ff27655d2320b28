import Foundation
import GRPCCore
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@Suite("The tail of a service's events")
struct TailCallTests {
    /// Keeps what a call streams.
    private final class Answers: RPCWriterProtocol {
        private let kept = Mutex<[Taoli_Bus_V1_TailEventsResponse]>([])

        var numbers: [Int64] { kept.withLock { $0.map(\.archiveNumber) } }

        func write(_ element: Taoli_Bus_V1_TailEventsResponse) async throws {
            kept.withLock { $0.append(element) }
        }

        func write(contentsOf elements: some Sequence<Taoli_Bus_V1_TailEventsResponse>)
            async throws
        {
            for element in elements { try await write(element) }
        }
    }

    private static func tail(
        _ fixture: HostFixture, from: Int64 = 0, last: Int32 = 0, as caller: Caller = .city
    ) async throws -> [Int64] {
        let answers = Answers()
        try await fixture.bus("TailEvents", as: caller) { bus, server in
            try await bus.tailEvents(
                request: .with {
                    $0.from = from
                    $0.last = last
                }, response: RPCWriter(wrapping: answers), context: server)
        }
        return answers.numbers
    }

    @Test("It goes on page after page to the last event, each once and in order")
    func pages() async throws {
        try await HostFixture.with { fixture in
            // Two pages and a bit; every second event concerns the district.
            try await fixture.plant(
                """
                INSERT INTO bus.event_archive (event_id, topic, aggregate_type, aggregate_id, \
                sequence, districts, type, actor, payload, created_at, partition, record_offset) \
                SELECT gen_random_uuid(), \(HostProbe.topic), 'school', gen_random_uuid(), 1, \
                CASE n % 2 WHEN 0 THEN ARRAY['440104'] ELSE ARRAY['440105'] END, \
                'taoli.registry.events.v1.SchoolRenamed', 'x', '', now(), 0, n \
                FROM generate_series(1, 1203) n
                """)
            #expect(try await Self.tail(fixture, from: 1) == Array(1...1203))
            #expect(try await Self.tail(fixture, from: 1_001) == Array(1_001...1_203))
            #expect(try await Self.tail(fixture, last: 700) == Array(504...1203))
            #expect(
                try await Self.tail(fixture, from: 1, as: .district("440104"))
                    == Array(stride(from: 2, through: 1202, by: 2)))
        }
    }

    @Test("More than a thousand to begin with is refused")
    func bounds() async throws {
        try await HostFixture.with { fixture in
            let refused = try await refusal { _ = try await Self.tail(fixture, last: 1_001) }
            #expect(refused?.slug == "out-of-range")
        }
    }
}
