import RegistryCore
import SwiftProtobuf
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// What a school may have and has on a day.
struct SchoolPostsView: Sendable {
    let school: SchoolID
    let date: CalendarDate
    /// What holds on that day; `nil` when nothing was set.
    let held: Establishment?
    /// Main posts; leaders counted and not counted by the limit; middle managers.
    let filled, leaders, outside, middle: Int
    /// Everything that was set, oldest first.
    let history: [Establishment]
}

/// Sets and reads a school's numbers of posts (TC-30).
struct EstablishmentStore: Sendable {
    let commands: CommandExecutor

    /// - Throws: `not-found`, and what `SetEstablishment` throws.
    func set<Response: SwiftProtobuf.Message & Sendable>(
        _ command: SetEstablishment, of school: SchoolID, _ request: CommandRequest,
        respond: @escaping @Sendable (SchoolPostsView) throws -> Response
    ) async throws -> Response {
        let load = [
            SchoolTable.select(ids: [school], lock: .update), EstablishmentTable.select(school),
        ]
        return try await commands.run(request, load: load) { tx, loaded, _ in
            guard let stored = try SchoolTable.decode(loaded[0].rows).first else {
                throw StoreRefusals.notFound("school_id", "学校", "school")
            }
            let set = command.establishment
            var history = try EstablishmentTable.decode(loaded[1].rows)
            let decision = try command.decide(stored, held: history.last { $0.from <= set.from })
            history = (history.filter { $0.from != set.from } + [set])
                .sorted { $0.from < $1.from }
            let view = try await EstablishmentStore.view(school, on: set.from, history, tx)
            var work = RegistryWork()
            work.apply(decision)
            return CommandOutcome(
                try respond(view),
                writes: try work.statements(
                    by: ChangeAuthor(request.caller, reason: request.reason)),
                events: try work.events(), subjects: work.subjects, districts: work.concerned)
        }
    }

    /// - Throws: `not-found` for a school that the reader may not see.
    static func read(
        _ school: SchoolID, on date: CalendarDate, _ reader: Reader, _ tx: PostgresTransaction
    ) async throws -> SchoolPostsView {
        let visible = try await tx.query(
            """
            SELECT 1 FROM registry.school s \
            WHERE s.id = \(school.rawValue) AND \(fragment: reader.schools)
            """)
        guard !visible.isEmpty else { throw StoreRefusals.notFound("school_id", "学校", "school") }
        let rows = try await tx.query(EstablishmentTable.select(school))
        return try await view(school, on: date, try EstablishmentTable.decode(rows), tx)
    }

    private static func view(
        _ school: SchoolID, on date: CalendarDate, _ history: [Establishment],
        _ tx: PostgresTransaction
    ) async throws -> SchoolPostsView {
        let row = try await tx.query(
            EstablishmentTable.filled(school, on: date, without: nil))[0]
        return SchoolPostsView(
            school: school, date: date, held: history.last { $0.from <= date },
            filled: try row.get("filled"), leaders: try row.get("leaders"),
            outside: try row.get("outside"), middle: try row.get("middle"), history: history)
    }
}
