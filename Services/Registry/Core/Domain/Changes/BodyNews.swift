package import TaoliModels
import TaoliPolicy

/// What the news about a body says of the body itself.
package struct BodyNews: Hashable, Sendable {
    package let id: BodyID
    /// The pack's id, e.g. `XN`.
    package let pack: String
    /// SHA-256 of the file by which it was established.
    package let packVersion: String
    /// The kind's id, e.g. `council`.
    package let kind: String
    /// What the pack calls the kind.
    package let kindName: Wording
    /// Whose it is.
    package let unit: UnitReference
    /// Who is to be told.
    package let recipients: [UnitReference]

    init(_ body: Body, _ rule: BodyRule, recipients: [UnitReference] = []) {
        id = body.id
        pack = body.pack
        packVersion = body.packVersion
        kind = body.kind
        kindName = rule.name
        unit = body.owner.unit
        self.recipients = recipients
    }
}

/// What the news says of an appointment: no name and no title, which may hold one.
package struct AppointmentNews: Hashable, Sendable {
    package let id: AppointmentID
    /// The post's id, e.g. `chair`.
    package let post: String
    /// Who holds it; `nil` for an office.
    package let person: PersonID?
    /// For which unit; `nil` for none.
    package let unit: UnitReference?
    package let validity: Validity

    init(_ appointment: BodyAppointment) {
        id = appointment.id
        post = appointment.post
        if case .person(let id) = appointment.holder { person = id } else { person = nil }
        unit = appointment.unit
        validity = appointment.validity
    }
}

/// What the news says of an agenda item: not its title, which may name people.
package struct ResolutionNews: Hashable, Sendable {
    package let id: ResolutionID
    /// What it is about.
    package let matter: AgendaMatter
    /// The school concerned; `nil` for none.
    package let school: SchoolID?
    package let status: ResolutionStatus
    /// The count; `nil` before it was decided.
    package let session: DecidedSession?

    init(_ resolution: Resolution) {
        id = resolution.id
        matter = resolution.matter
        school = resolution.concerned
        status = resolution.status
        session = resolution.session
    }
}
