import GRPCCore
import RegistryCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliRuntime

/// `StaffService`: persons, posts, levels, reveals, and schools' numbers of posts.
struct StaffCalls: Taoli_Registry_V1_StaffService.SimpleServiceProtocol {
    let context: ServiceContext
    let store: StaffStore

    func registerPerson(
        request: Taoli_Registry_V1_RegisterPersonRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_RegisterPersonResponse {
        try await store.register(
            try StaffFields.facts(request.facts), try StaffFields.post(request.post, .main),
            try command(request, request.requestID, request.reason), scope: try scope()
        ) { view, same in
            .with {
                $0.person = view.message
                $0.sameNameIds = same.map(\.description)
            }
        }
    }

    func revisePerson(
        request: Taoli_Registry_V1_RevisePersonRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_RevisePersonResponse {
        // What is wrong with a field is told whoever the person is.
        _ = try StaffFields.revised(request.facts, over: PersonFacts(name: "", number: nil))
        return try await change(
            request, request.personID, request.requestID, request.reason, isOwner: true
        ) { person, around in
            let facts = try StaffFields.revised(request.facts, over: person.facts)
            return try RevisePerson(facts: facts)
                .decide(person, holder: try await around.holder(of: facts.number))
        } respond: { view in
            .with { $0.person = view.message }
        }
    }

    func beginEmployment(
        request: Taoli_Registry_V1_BeginEmploymentRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_BeginEmploymentResponse {
        let wanted = try StaffFields.post(request.post, request.concurrent ? .concurrent : .main)
        return try await change(
            request, request.personID, request.requestID, request.reason, isOwner: false,
            wanted: wanted
        ) { person, around in
            try await around.employment(wanted).decide(
                person, staffing: try await around.staffing(wanted, of: person),
                on: around.today)
        } respond: { view in
            .with { $0.person = view.message }
        }
    }

    func endEmployment(
        request: Taoli_Registry_V1_EndEmploymentRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_EndEmploymentResponse {
        let command = EndEmployment(
            employment: try Input.id("employment_id", request.employmentID),
            until: try Fields.date("until", request.until))
        return try await change(
            request, request.personID, request.requestID, request.reason, isOwner: false
        ) { person, around in
            let post = person.employments.first { $0.id == command.employment }
            if let post, !around.scope.admits([post.district]) { throw StoreRefusals.notYourStaff }
            return try command.decide(person, on: around.today)
        } respond: { view in
            .with { $0.person = view.message }
        }
    }

    func transferPerson(
        request: Taoli_Registry_V1_TransferPersonRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_TransferPersonResponse {
        let wanted = try StaffFields.post(request.post, .main)
        return try await change(
            request, request.personID, request.requestID, request.reason, isOwner: true,
            wanted: wanted
        ) { person, around in
            try TransferPerson(employment: try await around.employment(wanted)).decide(
                person, staffing: try await around.staffing(wanted, of: person),
                on: around.today)
        } respond: { view in
            .with { $0.person = view.message }
        }
    }

    func awardLevel(
        request: Taoli_Registry_V1_AwardLevelRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_AwardLevelResponse {
        let award = AwardLevel(
            id: AwardID(.version7()), level: try StaffFields.level(request.level),
            from: try Fields.date("from", request.from),
            until: try StaffFields.day("until", request.until),
            issuer: try Input.optionalText(
                "issuer", request.issuer, max: RegistryLimits.nameMax) ?? "")
        return try await change(
            request, request.personID, request.requestID, request.reason, isOwner: true
        ) { person, _ in
            try award.decide(person)
        } respond: { view in
            .with { $0.person = view.message }
        }
    }

    func withdrawLevel(
        request: Taoli_Registry_V1_WithdrawLevelRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_WithdrawLevelResponse {
        let command = WithdrawLevel(
            award: try Input.id("award_id", request.awardID),
            until: try Fields.date("until", request.until))
        return try await change(
            request, request.personID, request.requestID, request.reason, isOwner: true
        ) { person, _ in
            try command.decide(person)
        } respond: { view in
            .with { $0.person = view.message }
        }
    }

    func setEstablishment(
        request: Taoli_Registry_V1_SetEstablishmentRequest, context call: ServerContext
    ) async throws -> Taoli_Registry_V1_SetEstablishmentResponse {
        let set = Establishment(
            from: try Fields.date("from", request.from), posts: Int(request.posts),
            leaders: Int(request.leaders), middleManagers: Int(request.middleManagers),
            reference: try Input.optionalText(
                "reference", request.reference, max: RegistryLimits.referenceMax) ?? "")
        let command = try context.command(
            request, requestID: request.requestID, reason: try Fields.reason(request.reason))
        return try await EstablishmentStore(commands: context.commands).set(
            SetEstablishment(establishment: set),
            of: try Input.id("school_id", request.schoolID), command
        ) { view in
            .with { $0.schoolPosts = view.message }
        }
    }

    private func change<Response: SwiftProtobuf.Message & Sendable>(
        _ request: some SwiftProtobuf.Message, _ id: String, _ requestID: String,
        _ reason: String, isOwner: Bool, wanted: StaffStore.WantedPost? = nil,
        decide:
            @escaping @Sendable (Person, StaffStore.Around) async throws -> Decision<Person>,
        respond: @escaping @Sendable (PersonView) throws -> Response
    ) async throws -> Response {
        try await store.change(
            try Input.id("person_id", id), try command(request, requestID, reason),
            scope: try scope(), isOwner: isOwner, wanted: wanted, decide: decide, respond: respond)
    }

    private func command(
        _ request: some SwiftProtobuf.Message, _ requestID: String, _ reason: String
    ) throws -> CommandRequest {
        try context.command(
            request, requestID: requestID, reason: try Fields.reason(reason), seesAll: true)
    }

    private func scope() throws -> DataScope { try CallContext.requireCaller().scope }
}
