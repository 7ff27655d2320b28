import Foundation
import RegistryCore
import TaoliModels

/// Accepted rows of a `staff` file as staging keeps them: what they say of the person in one sealed
/// field, the post in plain ones.
enum StaffRecordFields {
    static func encode(_ record: StaffRecord, of job: UUID, row: Int, _ seal: PersonSeal) throws
        -> [String?]
    {
        [
            try StoredPerson(record.facts).sealed(job: job, row: row, "record", seal),
            record.school.description, record.post.rawValue, record.subject?.rawValue,
            record.stage?.rawValue, record.channel?.rawValue, record.level?.rawValue,
            record.schoolSince?.description,
        ]
    }

    /// - Throws: `UnreadableRow`, `KeyringError` for what was not staged for this row.
    static func decode(_ fields: [String?], of job: UUID, row: Int, _ seal: PersonSeal) throws
        -> StaffRecord
    {
        guard fields.count == 8, let sealed = fields[0],
            let school = fields[1].flatMap({ SchoolID($0) }),
            let post = fields[2].flatMap(StaffPost.init)
        else { throw UnreadableRow(description: "import_staging.record: no staff record") }
        return StaffRecord(
            facts: try StoredPerson(sealed, job: job, row: row, "record", seal).facts(),
            school: school, post: post,
            subject: fields[3].flatMap { TeachingSubject(rawValue: $0) },
            stage: fields[4].flatMap(Stage.init),
            channel: fields[5].flatMap(RecruitmentChannel.init),
            level: fields[6].flatMap(KeyTeacherLevel.init),
            schoolSince: fields[7].flatMap { CalendarDate($0) })
    }
}

/// A person's facts as staging keeps them, always sealed.
struct StoredPerson: Codable, Hashable, Sendable {
    let name: String
    let document, number, phone, workingSince, teachingSince, title, grade: String?

    init(_ facts: PersonFacts) {
        name = facts.name
        document = facts.number?.document.rawValue
        number = facts.number?.value
        phone = facts.phone?.value
        workingSince = facts.workingSince?.description
        teachingSince = facts.teachingSince?.description
        title = facts.title?.rawValue
        grade = facts.principalGrade?.rawValue
    }

    init(_ sealed: String, job: UUID, row: Int, _ column: String, _ seal: PersonSeal) throws {
        let text = try seal.open(sealed, job: job, row: row, column)
        self = try JSONDecoder().decode(StoredPerson.self, from: Data(text.utf8))
    }

    func sealed(job: UUID, row: Int, _ column: String, _ seal: PersonSeal) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(self), as: UTF8.self)
        return try seal.seal(text, job: job, row: row, column)
    }

    func facts() throws -> PersonFacts {
        PersonFacts(
            name: name,
            number: try document.flatMap(IdentityDocument.init).flatMap { document in
                try number.map { try IdentityNumber(document, $0) }
            }, phone: try phone.map { try PhoneNumber($0) },
            workingSince: workingSince.flatMap { CalendarDate($0) },
            teachingSince: teachingSince.flatMap { CalendarDate($0) },
            title: title.flatMap(TeacherTitle.init),
            principalGrade: grade.flatMap(PrincipalGrade.init))
    }
}

/// A step of a `staff` row as staging keeps it.
enum StoredStaffStep: Codable, Hashable, Sendable {
    case registered
    /// The facts before, sealed.
    case revised(before: String)
    case employed(UUID)
    case postChanged(ended: UUID, begun: UUID)
    case awarded(UUID)

    init(_ step: StaffStep, job: UUID, row: Int, _ seal: PersonSeal) throws {
        switch step {
        case .registered: self = .registered
        case .revised(let before):
            self = .revised(
                before: try StoredPerson(before).sealed(job: job, row: row, "steps", seal))
        case .employed(let id): self = .employed(id.rawValue)
        case .postChanged(let ended, let begun):
            self = .postChanged(ended: ended.rawValue, begun: begun.rawValue)
        case .awarded(let id): self = .awarded(id.rawValue)
        }
    }

    func step(job: UUID, row: Int, _ seal: PersonSeal) throws -> StaffStep {
        switch self {
        case .registered: .registered
        case .revised(let before):
            .revised(before: try StoredPerson(before, job: job, row: row, "steps", seal).facts())
        case .employed(let id): .employed(EmploymentID(id))
        case .postChanged(let ended, let begun):
            .postChanged(ended: EmploymentID(ended), begun: EmploymentID(begun))
        case .awarded(let id): .awarded(AwardID(id))
        }
    }
}
