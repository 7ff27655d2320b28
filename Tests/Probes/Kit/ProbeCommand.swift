package import Foundation
import TaoliContracts
package import TaoliMessaging
import TaoliModels
package import TaoliPostgres

/// One change of one aggregate of the probe: n events under one request id, as a service makes them.
package struct ProbeCommand: Sendable {
    /// The sequences that the command's events got.
    package struct Answer: Hashable, Sendable {
        /// Sequence of its first event.
        package let first: Int64
        /// Sequence of its last event.
        package let last: Int64

        package init(first: Int64, last: Int64) {
            self.first = first
            self.last = last
        }
    }

    /// An answer that is none of ours.
    package struct Unreadable: Error, CustomStringConvertible {
        package let description: String
    }

    /// Where the probe's commands publish.
    package static let topic = "taoli.registry.school"
    /// Under this mark a consumer's handler fails.
    package static let poison = "poison"
    /// Under this mark a consumer's process ends.
    package static let crash = "crash"
    private static let districts = [DistrictCode("440105")].compactMap(\.self)

    /// Its request id, a UUIDv7.
    package let request: UUID
    /// The aggregate that it changes; `prepare` makes it.
    package let aggregate: UUID
    /// How many events it makes, from 1.
    package let events: Int
    /// Begins the events' names: nothing, `poison` or `crash`.
    package let mark: String

    package init(request: UUID = .version7(), aggregate: UUID, events: Int = 1, mark: String = "") {
        self.request = request
        self.aggregate = aggregate
        self.events = events
        self.mark = mark
    }

    /// The aggregates that every probe of a lane works on; made at version 0 before the first
    /// command.
    package static func aggregates(_ count: Int) -> [UUID] {
        (0..<count).map { number in
            UUID(version7: 1_700_000_000_000, random: (0, UInt64(number)))
        }
    }

    /// Makes aggregates that are not there yet.
    package static func prepare(_ aggregates: [UUID], in pool: PostgresPool) async throws {
        try await pool.execute(
            """
            INSERT INTO public.probe_state SELECT id, 0, '' FROM unnest(\(aggregates)::uuid[]) \
            AS a(id) ON CONFLICT DO NOTHING
            """)
    }

    /// Runs it, or gets the stored answer.
    /// - Throws: what `CommandExecutor.run` throws, `Unreadable` for an answer of another form.
    package func run(_ executor: CommandExecutor) async throws -> Answer {
        let answer = try await executor.run(
            try command(),
            load: ["SELECT version FROM public.probe_state WHERE id = \(aggregate) FOR UPDATE"]
        ) { _, loaded, _ in
            guard let row = loaded[0].rows.first else {
                throw Unreadable(description: "no aggregate \(aggregate)")
            }
            return try outcome(after: try row.get(0))
        }
        let parts = answer.name.split(separator: "-").compactMap { Int64($0) }
        guard parts.count == 2 else { throw Unreadable(description: answer.name) }
        return Answer(first: parts[0], last: parts[1])
    }

    private func command() throws -> CommandRequest {
        let fingerprint = Data("\(aggregate)/\(events)/\(mark)".utf8)
        return try CommandRequest(
            caller: Caller(
                subject: "probe", role: .district, unit: UnitReference(.district, "440105"),
                scope: .districts(Self.districts)),
            method: "probe/Change", requestID: request.uuidString, fingerprint: fingerprint,
            matches: { $0 == fingerprint }, reason: "load", traceparent: nil, now: Date())
    }

    private func outcome(
        after version: Int64
    ) throws -> CommandOutcome<Taoli_Registry_Events_V1_SchoolRenamed> {
        let last = version + Int64(events)
        let reference = AggregateReference(type: "school", id: aggregate)
        return CommandOutcome(
            event("\(version + 1)-\(last)"),
            writes: [
                "UPDATE public.probe_state SET version = \(last), name = \(mark) WHERE id = \(aggregate)",
                """
                INSERT INTO public.probe_change (request, id, first, last) \
                VALUES (\(request), \(aggregate), \(version + 1), \(last))
                """,
            ],
            events: try (version + 1...last).map { sequence in
                try EventDraft(
                    event("\(mark) \(request.uuidString) \(sequence)"), of: reference,
                    sequence: sequence, districts: Self.districts)
            },
            subjects: [reference], districts: Self.districts)
    }

    private func event(_ name: String) -> Taoli_Registry_Events_V1_SchoolRenamed {
        var event = Taoli_Registry_Events_V1_SchoolRenamed()
        event.schoolID = aggregate.uuidString.lowercased()
        event.name = name
        return event
    }
}
