import RegistryCore
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliRuntime

/// Reads the fields of calls about staff. No refusal quotes a name or a number.
enum StaffFields {
    /// All facts of a new person.
    static func facts(_ facts: Taoli_Registry_V1_PersonFacts) throws -> PersonFacts {
        PersonFacts(
            name: try PersonName.read(facts.name),
            number: try number(facts.document, facts.number),
            phone: try facts.phone.isEmpty ? nil : PhoneNumber(facts.phone),
            workingSince: try day("facts.working_since", facts.workingSince),
            teachingSince: try day("facts.teaching_since", facts.teachingSince),
            title: try CaseFields.optional("facts.title", facts.title, of: TeacherTitle.self),
            principalGrade: try CaseFields.optional(
                "facts.principal_grade", facts.principalGrade, of: PrincipalGrade.self))
    }

    /// A stored person's facts with those that the call names; an empty field stays as it is.
    static func revised(_ facts: Taoli_Registry_V1_PersonFacts, over stored: PersonFacts) throws
        -> PersonFacts
    {
        var revised = stored
        if !facts.name.isEmpty { revised.name = try PersonName.read(facts.name) }
        if !facts.number.isEmpty { revised.number = try number(facts.document, facts.number) }
        if !facts.phone.isEmpty { revised.phone = try PhoneNumber(facts.phone) }
        if let date = try day("facts.working_since", facts.workingSince) {
            revised.workingSince = date
        }
        if let date = try day("facts.teaching_since", facts.teachingSince) {
            revised.teachingSince = date
        }
        if let title = try CaseFields.optional(
            "facts.title", facts.title, of: TeacherTitle.self)
        {
            revised.title = title
        }
        if let grade = try CaseFields.optional(
            "facts.principal_grade", facts.principalGrade, of: PrincipalGrade.self)
        {
            revised.principalGrade = grade
        }
        return revised
    }

    static func number(_ document: String, _ number: String) throws -> IdentityNumber {
        let kind = try CaseFields.optional("document", document, of: IdentityDocument.self)
        return try IdentityNumber(kind ?? .residentCard, number)
    }

    static func post(_ post: Taoli_Registry_V1_Post, _ kind: EmploymentKind) throws
        -> StaffStore.WantedPost
    {
        StaffStore.WantedPost(
            id: EmploymentID(.version7()),
            school: try Input.id("post.school_id", post.schoolID), kind: kind,
            facts: PostFacts(
                post: try Input.known(
                    "post.post", StaffPost(rawValue: post.post),
                    allowed: StaffPost.allCases.map(\.rawValue)),
                subject: try CaseFields.optional(
                    "post.subject", post.subject, of: TeachingSubject.self),
                stage: try CaseFields.optional("post.stage", post.stage, of: Stage.self),
                channel: try CaseFields.optional(
                    "post.channel", post.channel, of: RecruitmentChannel.self),
                isOutsideLimit: post.outsideLimit),
            from: try Fields.date("post.from", post.from),
            schoolSince: try day("post.school_since", post.schoolSince))
    }

    static func filter(_ request: Taoli_Registry_V1_ListPersonsRequest) throws -> StaffFilter {
        StaffFilter(
            school: try request.schoolID.isEmpty ? nil : Input.id("school_id", request.schoolID),
            name: try Input.optionalText(
                "name", request.name, max: RegistryLimits.personNameScalarsMax),
            post: try CaseFields.optional("post", request.post, of: StaffPost.self),
            subject: try CaseFields.optional(
                "subject", request.subject, of: TeachingSubject.self),
            stage: try CaseFields.optional("stage", request.stage, of: Stage.self),
            level: try CaseFields.optional("level", request.level, of: KeyTeacherLevel.self),
            number: try request.number.isEmpty ? nil : number(request.document, request.number))
    }

    static func level(_ text: String) throws -> KeyTeacherLevel {
        try Input.known(
            "level", KeyTeacherLevel(rawValue: text),
            allowed: KeyTeacherLevel.allCases.map(\.rawValue))
    }

    /// A day, or `nil` for an empty field.
    static func day(_ field: String, _ text: String) throws -> CalendarDate? {
        try text.isEmpty ? nil : Fields.date(field, text)
    }
}
