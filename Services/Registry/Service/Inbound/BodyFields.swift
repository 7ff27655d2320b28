import Foundation
import RegistryCore
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// Reads what calls about bodies and documents bring.
enum BodyFields {
    /// A unit such as `group/<id>`, its id in one form. - Throws: `bad-unit`.
    static func unit(_ field: String, _ text: String) throws -> UnitReference {
        let text = try Input.text(field, text, max: RegistryLimits.codeMax)
        guard let unit = UnitReference(text) else {
            throw Input.invalid(
                field, "bad-unit",
                Wording(
                    "单位应写成 city/代码、district/代码、group/编号或 school/编号。",
                    "A unit is city/<code>, district/<code>, group/<id> or school/<id>."))
        }
        guard [.group, .school].contains(unit.kind) else { return unit }
        let id = try Input.id(field, unit.id, as: GroupID.self)
        return UnitReference(unit.kind, id.description)
    }

    static func optionalUnit(_ field: String, _ text: String) throws -> UnitReference? {
        text.isEmpty ? nil : try unit(field, text)
    }

    static func optionalID<Of>(_ field: String, _ text: String) throws -> Identifier<Of>? {
        text.isEmpty ? nil : try Input.id(field, text)
    }

    static func appoint(_ request: Taoli_Registry_V1_AppointMemberRequest) throws
        -> AppointMember
    {
        guard request.personID.isEmpty != request.office.isEmpty else {
            throw Input.invalid(
                "person_id", "person-or-office",
                Wording("人员与职务要且只能给一个。", "Give a person or an office, not both."))
        }
        let holder: PostHolder =
            try request.personID.isEmpty
            ? .office(Input.text("office", request.office, max: RegistryLimits.nameMax))
            : .person(Input.id("person_id", request.personID))
        return AppointMember(
            id: AppointmentID(.version7()),
            post: try Input.text("post", request.post, max: RegistryLimits.codeMax),
            holder: holder, unit: try optionalUnit("unit", request.unit),
            from: try Fields.date("from", request.from),
            until: try request.until.isEmpty ? nil : Fields.date("until", request.until))
    }

    static func propose(_ request: Taoli_Registry_V1_ProposeResolutionRequest) throws
        -> ProposeResolution
    {
        ProposeResolution(
            id: ResolutionID(.version7()),
            title: try Input.text("title", request.title, max: RegistryLimits.nameMax),
            matter: try matter(request),
            concerned: try optionalID("school_id", request.schoolID))
    }

    private static func matter(_ request: Taoli_Registry_V1_ProposeResolutionRequest) throws
        -> AgendaMatter
    {
        switch request.matter {
        case "member": return .member
        case "general": return .general
        case "case": return .case(try Input.id("case_id", request.caseID))
        case "document":
            return .document(
                try Input.id("document_id", request.documentID),
                version: try version("document_version", request.documentVersion))
        default:
            return try Input.known(
                "matter", nil, allowed: ["member", "document", "case", "general"])
        }
    }

    /// A document's version, from 1.
    static func version(_ field: String, _ number: Int32) throws -> Int {
        guard number >= 1 else {
            throw Input.invalid(
                field, "bad-version", Wording("版本号应不小于 1。", "Versions are counted from 1."))
        }
        return Int(number)
    }

    static func decide(_ request: Taoli_Registry_V1_DecideResolutionRequest) throws
        -> DecideResolution
    {
        for (field, count) in [
            ("present", request.present.count), ("ballots", request.ballots.count),
        ] where count > RegistryLimits.appointmentsMax {
            throw Input.invalid(
                field, "too-many",
                Wording(
                    "超过 \(RegistryLimits.appointmentsMax) 条。",
                    "There are more than \(RegistryLimits.appointmentsMax)."))
        }
        guard request.ballots.isEmpty == request.hasTally else {
            throw Input.invalid(
                "ballots", "ballots-or-tally",
                Wording("记名票与票数要且只能给一种。", "Give ballots or a tally, not both."))
        }
        return DecideResolution(
            heldOn: try Fields.date("held_on", request.heldOn),
            rule: try Input.optionalText("rule", request.rule, max: RegistryLimits.codeMax),
            present: try request.present.map { try Input.id("present", $0) },
            count: try count(request),
            hearing: try Input.optionalText(
                "hearing", request.hearing, max: RegistryLimits.referenceMax) ?? "",
            minutes: try Input.text(
                "minutes", request.minutes, max: RegistryLimits.referenceMax))
    }

    private static func count(_ request: Taoli_Registry_V1_DecideResolutionRequest) throws
        -> SessionCount
    {
        if request.hasTally {
            return .counted(
                VoteTally(
                    inFavour: Int(request.tally.inFavour), against: Int(request.tally.against),
                    abstained: Int(request.tally.abstained)))
        }
        return .named(
            try request.ballots.map {
                Ballot(
                    member: try Input.id("ballots.appointment_id", $0.appointmentID),
                    choice: try Input.known(
                        "ballots.choice", Ballot.Choice(rawValue: $0.choice),
                        allowed: Ballot.Choice.allCases.map(\.rawValue)))
            })
    }
}
