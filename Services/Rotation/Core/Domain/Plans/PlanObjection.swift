package import TaoliModels

/// What a school or a group has against a plan, and what the bureau said to it.
package struct PlanObjection: Hashable, Sendable {
    /// Whether it was answered, and how.
    package enum Status: String, CaseIterable, Sendable {
        /// Waits for an answer.
        case open
        /// The bureau agrees: the plan is to be repaired without the teacher; one about the plan as a
        /// whole is to be met in another way before the decision.
        case upheld
        /// The bureau does not agree.
        case rejected
    }

    /// Its id.
    package let id: ObjectionID
    /// Who objects.
    package let unit: UnitReference
    /// The teacher it is about; `nil` for the plan as a whole.
    package let person: PersonID?
    /// 1 to `RotationLimits.textMax` characters.
    package let text: String
    /// The day on which it was raised.
    package let raisedOn: CalendarDate
    /// Whether it was answered.
    package var status: Status
    /// Empty while open.
    package var answer: String
    /// The day of the answer; `nil` while open.
    package var answeredOn: CalendarDate?

    package init(
        id: ObjectionID, unit: UnitReference, person: PersonID?, text: String,
        raisedOn: CalendarDate, status: Status = .open, answer: String = "",
        answeredOn: CalendarDate? = nil
    ) {
        self.id = id
        self.unit = unit
        self.person = person
        self.text = text
        self.raisedOn = raisedOn
        self.status = status
        self.answer = answer
        self.answeredOn = answeredOn
    }
}
