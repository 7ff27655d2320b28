import RegistryCore
import SwiftProtobuf
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
            title: try Input.optionalCode("facts.title", facts.title, of: TeacherTitle.self),
            principalGrade: try Input.optionalCode(
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
        if let title = try Input.optionalCode(
            "facts.title", facts.title, of: TeacherTitle.self)
        {
            revised.title = title
        }
        if let grade = try Input.optionalCode(
            "facts.principal_grade", facts.principalGrade, of: PrincipalGrade.self)
        {
            revised.principalGrade = grade
        }
        return revised
    }

    static func number(_ document: String, _ number: String) throws -> IdentityNumber {
        let kind = try Input.optionalCode("document", document, of: IdentityDocument.self)
        return try IdentityNumber(kind ?? .residentCard, number)
    }

    static func post(_ post: Taoli_Registry_V1_Post, _ kind: EmploymentKind) throws
        -> StaffStore.WantedPost
    {
        StaffStore.WantedPost(
            id: EmploymentID(.version7()),
            school: try Input.id("post.school_id", post.schoolID), kind: kind,
            facts: PostFacts(
                post: try Input.code("post.post", post.post, of: StaffPost.self),
                subject: try Input.optionalCode(
                    "post.subject", post.subject, of: TeachingSubject.self),
                stage: try Input.optionalCode("post.stage", post.stage, of: Stage.self),
                channel: try Input.optionalCode(
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
            post: try Input.optionalCode("post", request.post, of: StaffPost.self),
            subject: try Input.optionalCode(
                "subject", request.subject, of: TeachingSubject.self),
            stage: try Input.optionalCode("stage", request.stage, of: Stage.self),
            level: try Input.optionalCode("level", request.level, of: KeyTeacherLevel.self),
            number: try request.number.isEmpty ? nil : number(request.document, request.number))
    }

    /// As a list filters; nobody is looked for by a number here.
    static func filter(_ request: Taoli_Registry_V1_ExportPersonsRequest) throws -> StaffFilter {
        try filter(
            Taoli_Registry_V1_ListPersonsRequest.with {
                $0.schoolID = request.schoolID
                $0.name = request.name
                $0.post = request.post
                $0.subject = request.subject
                $0.stage = request.stage
                $0.level = request.level
            })
    }

    static func level(_ text: String) throws -> KeyTeacherLevel {
        try Input.code("level", text, of: KeyTeacherLevel.self)
    }

    /// A day, or `nil` for an empty field.
    static func day(_ field: String, _ text: String) throws -> CalendarDate? {
        try text.isEmpty ? nil : Fields.date(field, text)
    }
}
