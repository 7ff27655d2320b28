import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliPostgres
import TaoliServiceKit
import Testing

@testable import RotationService

/// One group of district 440105 with a lead and two members at the junior stage, its staff known by
/// event, and what a plan needs recorded; and calls on it.
///
/// Its story is told by one test, one step after the other; that makes it safe to hand on.
struct PlanCity: @unchecked Sendable {
    typealias Fixture = ServiceFixture<RotationService>

    /// 2026-06-20 in Shanghai.
    static let now = Date(timeIntervalSince1970: 1_781_928_000)
    static let bureau = Caller.district("440105")

    /// Makes it on a database of its own, on ``now``, and drops it.
    static func with(
        now: Date = PlanCity.now, keys: Int = 8, recorded: Bool = true,
        _ body: @Sendable (PlanCity) async throws -> Void
    ) async throws {
        try await Fixture.with(now: now) { fixture in
            try await body(try await PlanCity(fixture, keys: keys, recorded: recorded))
        }
    }

    let fixture: Fixture
    let story: RegistryStory
    let group: UUID
    let lead: UUID
    let near: UUID
    let far: UUID
    let people: [UUID]

    /// - Parameters:
    ///   - keys: how many of the lead's twenty teachers are key teachers.
    ///   - recorded: whether places, needs and ways are recorded.
    init(_ fixture: Fixture, keys: Int = 8, recorded: Bool = true) async throws {
        self.fixture = fixture
        let story = RegistryStory()
        self.story = story
        (lead, near) = (try story.school("牵头校"), try story.school("近校"))
        far = try story.school("远校")
        group = try story.group("桃李集团")
        for (school, role) in [(lead, MembershipRole.lead), (near, .member), (far, .member)] {
            let site = try story.site("校区", of: school, kind: .junior)
            _ = try story.join(group, site: site, of: school, as: role)
        }
        let subjects = ["chinese", "mathematics", "english", "physics"]
        var people: [UUID] = []
        for number in 0..<20 {
            let person = try story.person()
            try story.employ(person, at: lead, subject: subjects[number % 4])
            if number < keys { try story.award(person) }
            people.append(person)
        }
        self.people = people
        try await project()
        if recorded { try await record() }
    }

    /// Applies what the story told to both copies.
    func project() async throws {
        let events = story.take()
        try await fixture.project(events)
        let staff = StaffProjection(schema: "rotation")
        try await fixture.consuming { try await staff.apply(events, in: $0) }
    }

    /// Places, a post and ways.
    func record() async throws {
        let (lead, schools) = (lead, [near, far])
        try await record { request in
            request.places = schools.map { school in
                .with {
                    $0.schoolID = school.text
                    $0.stage = "junior"
                    $0.places = 6
                }
            }
        }
        try await record { request in
            request.ways = schools.map { school in
                .with {
                    $0.fromSchoolID = lead.text
                    $0.toSchoolID = school.text
                    $0.minutes = 30
                    $0.extraMinutes = 10
                }
            }
        }
        let near = near
        try await record { request in
            request.needs = [
                .with {
                    $0.schoolID = near.text
                    $0.stage = "junior"
                    $0.subject = "chinese"
                    $0.posts = 1
                    $0.weight = 3
                }
            ]
        }
    }

    @discardableResult
    func record(
        as caller: Caller = PlanCity.bureau,
        _ rows: (inout Taoli_Rotation_V1_RecordInputsRequest) -> Void
    ) async throws -> Taoli_Rotation_V1_RecordInputsResponse {
        var request = Taoli_Rotation_V1_RecordInputsRequest.with {
            $0.requestID = Self.requestID()
            $0.groupID = group.text
            $0.schoolYear = "2026-2027"
        }
        rows(&request)
        let sent = request
        return try await plans("RecordInputs", as: caller) {
            try await $0.recordInputs(request: sent, context: $1)
        }
    }

    /// A request id of the fixture's time.
    static func requestID() -> String {
        UUID(
            version7: UInt64(now.timeIntervalSince1970 * 1000),
            random: (.random(in: .min ... .max), .random(in: .min ... .max))
        ).text
    }

    /// Runs a call of plans as a caller, its rule first.
    func plans<Answer: Sendable>(
        _ method: String, as caller: Caller = PlanCity.bureau,
        _ body: @Sendable (PlanCalls, ServerContext) async throws -> Answer
    ) async throws -> Answer {
        let calls = PlanCalls(context: fixture.context, plans: store())
        return try await fixture.calling(
            "taoli.rotation.v1.PlanService/\(method)", as: caller
        ) { try await body(calls, $0) }
    }

    /// Runs a call of placements as a caller, its rule first.
    func stays<Answer: Sendable>(
        _ method: String, as caller: Caller = PlanCity.bureau,
        _ body: @Sendable (PlacementCalls, ServerContext) async throws -> Answer
    ) async throws -> Answer {
        let calls = PlacementCalls(context: fixture.context)
        return try await fixture.calling(
            "taoli.rotation.v1.PlacementService/\(method)", as: caller
        ) { try await body(calls, $0) }
    }

    func store(_ threads: SolvingThread = SolvingThread()) -> PlanStore {
        PlanStore(context: fixture.context, threads: threads, patience: .seconds(20))
    }

    var runner: PlanRunner {
        PlanRunner(
            fixture.context, threads: SolvingThread(), patience: .seconds(60),
            hold: .seconds(2))
    }
}

extension RegistryStory {
    /// `PersonRegistered`. Returns the person's id.
    func person(in district: String = "440105") throws -> UUID {
        let id = UUID.version7()
        try add(
            Taoli_Registry_Events_V1_PersonRegistered.with { $0.facts.personID = id.text },
            "person", id, [district])
        return id
    }

    /// `EmploymentBegan`: a teacher since 2015. Returns the employment's id.
    @discardableResult
    func employ(
        _ person: UUID, at school: UUID, subject: String, since: String = "2015-09-01",
        stage: String = "junior", post: String = "teacher", in district: String = "440105"
    ) throws -> UUID {
        let id = UUID.version7()
        let message = Taoli_Registry_Events_V1_EmploymentBegan.with {
            $0.personID = person.text
            $0.employmentID = id.text
            $0.schoolID = school.text
            $0.kind = "main"
            $0.post = post
            $0.subject = subject
            $0.stage = stage
            $0.from = since
            $0.schoolSince = since
        }
        try add(message, "person", person, [district])
        return id
    }

    /// `EmploymentEnded`.
    func dismiss(_ person: UUID, _ employment: UUID, from school: UUID, until day: String) throws {
        let message = Taoli_Registry_Events_V1_EmploymentEnded.with {
            $0.personID = person.text
            $0.employmentID = employment.text
            $0.schoolID = school.text
            $0.kind = "main"
            $0.until = day
        }
        try add(message, "person", person, ["440105"])
    }

    /// `KeyLevelAwarded`: a key teacher since 2020. Returns the award's id.
    @discardableResult
    func award(_ person: UUID, level: String = "key_teacher") throws -> UUID {
        let id = UUID.version7()
        let message = Taoli_Registry_Events_V1_KeyLevelAwarded.with {
            $0.personID = person.text
            $0.awardID = id.text
            $0.level = level
            $0.from = "2020-01-01"
        }
        try add(message, "person", person, ["440105"])
        return id
    }

    /// `SchoolDesignated`. Returns the designation's id.
    @discardableResult
    func designate(
        _ school: UUID, _ value: String, what: String = "category", stage: String = "junior",
        until: String = "", id: UUID = .version7()
    ) throws -> UUID {
        let message = Taoli_Registry_Events_V1_SchoolDesignated.with {
            $0.schoolID = school.text
            $0.designationID = id.text
            $0.what = what
            $0.value = value
            $0.stage = stage
            $0.from = "2026-01-01"
            $0.until = until
        }
        try add(message, "school", school, ["440105"])
        return id
    }
}
