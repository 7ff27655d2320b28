import Foundation
import RegistryCore
import SwiftProtobuf
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres

/// Changes persons: loads under locks, lets Core decide, and returns what is to be written.
///
/// Transactions see every district, since a number is unique in the deployment and a post may be in
/// another district than the person's; what the caller may change is checked against its own scope.
struct StaffStore: Sendable {
    let commands: CommandExecutor
    let seal: PersonSeal

    init(_ context: ServiceContext) {
        commands = context.commands
        seal = PersonSeal(keys: context.keys)
    }

    /// A post as the caller asks for it, before its school is known.
    struct WantedPost: Sendable {
        let id: EmploymentID
        let school: SchoolID
        let kind: EmploymentKind
        let facts: PostFacts
        let from: CalendarDate
        let schoolSince: CalendarDate?

        /// Of a post with a limit one is counted after the other (XN-23, TC-30).
        var lock: RowLock { facts.post.isLeader || facts.post == .middleManager ? .update : .share }
    }

    /// What a decision needs besides the person.
    struct Around: Sendable {
        let tx: PostgresTransaction
        let today: CalendarDate
        /// Districts the caller may change.
        let scope: DataScope
        let seal: PersonSeal
    }

    /// Registers a person.
    /// - Returns: what `respond` makes of the person and of those of the same name.
    /// - Throws: `not-found` for the school, `person-exists`, and what `RegisterPerson` throws.
    func register<Response: SwiftProtobuf.Message & Sendable>(
        _ facts: PersonFacts, _ wanted: WantedPost, _ request: CommandRequest, scope: DataScope,
        respond: @escaping @Sendable (PersonView, [PersonID]) throws -> Response
    ) async throws -> Response {
        let id = PersonID(.version7())
        return try await StoreRefusals.explained {
            try await commands.run(request) { tx, _, now in
                let around = Around(
                    tx: tx, today: CalendarDate(shanghai: now), scope: scope, seal: seal)
                let holder = try await around.holder(of: facts.number)
                let employment = try await around.employment(wanted)
                let staffing = try await around.staffing(wanted, of: nil)
                let decision = try RegisterPerson(id: id, facts: facts, employment: employment)
                    .decide(holder: holder, staffing: staffing, on: around.today)
                let same = try await around.sameName(decision.state)
                let view = try await StaffReads.view(decision.state, on: around.today, tx)
                return try outcome(decision, request, try respond(view, same))
            }
        }
    }

    /// Changes a person that the caller may see.
    /// - Parameters:
    ///   - isOwner: the person's record itself changes, not one post.
    ///   - wanted: a post that the person is to get; its school is locked before the person.
    /// - Throws: `not-found`, `not-your-staff`, and what `decide` refuses.
    func change<Response: SwiftProtobuf.Message & Sendable>(
        _ id: PersonID, _ request: CommandRequest, scope: DataScope, isOwner: Bool,
        wanted: WantedPost? = nil,
        decide: @escaping @Sendable (Person, Around) async throws -> Decision<Person>,
        respond: @escaping @Sendable (PersonView) throws -> Response
    ) async throws -> Response {
        try await StoreRefusals.explained {
            try await commands.run(request) { tx, _, now in
                let around = Around(
                    tx: tx, today: CalendarDate(shanghai: now), scope: scope, seal: seal)
                if let wanted {
                    _ = try await tx.query(
                        SchoolTable.select(ids: [wanted.school], lock: wanted.lock))
                }
                let select = PersonTable.select(ids: [id], lock: .update)
                let stored = try await PersonTable.load(select, seal, tx).first
                guard let person = stored, !person.isWithdrawn, scope.admits(person.districts)
                else { throw StoreRefusals.notFound("person_id", "人员", "person") }
                if isOwner, !scope.admits([person.district]) { throw StoreRefusals.notYourStaff }
                let decision = try await decide(person, around)
                let view = try await StaffReads.view(decision.state, on: around.today, tx)
                return try outcome(decision, request, try respond(view))
            }
        }
    }

    private func outcome<Response: SwiftProtobuf.Message & Sendable>(
        _ decision: Decision<Person>, _ request: CommandRequest, _ response: Response
    ) throws -> CommandOutcome<Response> {
        var work = RegistryWork()
        work.apply(decision)
        return CommandOutcome(
            response,
            writes: try work.statements(
                by: ChangeAuthor(request.caller, reason: request.reason), seal: seal),
            events: try work.events(), subjects: work.subjects, districts: work.concerned)
    }
}

extension StaffStore.Around {
    /// Who bears a number, whichever key its index was made with.
    func holder(of number: IdentityNumber?) async throws -> PersonID? {
        guard let number else { return nil }
        let rows = try await tx.query(PersonTable.select(indexes: seal.candidates(number)))
        return try rows.first?.id("id")
    }

    /// The command for a post, with its school locked.
    /// - Throws: `not-found` for a school outside the caller's scope.
    func employment(_ wanted: StaffStore.WantedPost) async throws -> BeginEmployment {
        let rows = try await tx.query(SchoolTable.select(ids: [wanted.school], lock: wanted.lock))
        guard let school = try SchoolTable.decode(rows).first, scope.admits([school.district])
        else { throw StoreRefusals.notFound("school_id", "学校", "school") }
        return BeginEmployment(
            id: wanted.id, school: school, kind: wanted.kind, facts: wanted.facts,
            from: wanted.from, schoolSince: wanted.schoolSince)
    }

    /// What the school of a post may have and has on the post's first day.
    func staffing(_ wanted: StaffStore.WantedPost, of person: Person?) async throws
        -> StaffingFacts
    {
        let results = try await tx.pipeline([
            EstablishmentTable.select(wanted.school),
            EstablishmentTable.filled(wanted.school, on: wanted.from, without: person?.id),
        ])
        let held = try EstablishmentTable.decode(results[0].rows).last { $0.from <= wanted.from }
        let filled = results[1].rows[0]
        var leads = false
        if wanted.facts.isOutsideLimit, let main = person?.mainPost(on: wanted.from) {
            let rows = try await tx.query(
                EstablishmentTable.leads(wanted.school, main.school, on: wanted.from))
            leads = try rows[0].get("leads")
        }
        return StaffingFacts(
            leadersMax: held?.leaders, leaders: try filled.get("leaders"),
            middleMax: held?.middleManagers, middle: try filled.get("middle"),
            leadsMainSchool: leads)
    }

    /// Others of the person's name in its district, at most a page.
    func sameName(_ person: Person) async throws -> [PersonID] {
        try await tx.query(
            """
            SELECT id FROM registry.person WHERE district = \(person.district.rawValue) \
            AND name = \(person.facts.name) AND NOT is_withdrawn AND id <> \(person.id.rawValue) \
            ORDER BY id LIMIT 20
            """
        ).map { try $0.id("id") }
    }
}
