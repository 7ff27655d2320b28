package import TaoliModels

/// Gives a person a level of key teacher (TC-10, JD-5). Levels do not exclude one another; the
/// highest counts.
package struct AwardLevel: Sendable {
    package let id: AwardID
    package let level: KeyTeacherLevel
    /// First day on which it is held.
    package let from: CalendarDate
    /// Last day's morrow for one given for a time; `nil` for one without end.
    package let until: CalendarDate?
    /// Who gives it; may be empty.
    package let issuer: String

    package init(
        id: AwardID, level: KeyTeacherLevel, from: CalendarDate, until: CalendarDate? = nil,
        issuer: String = ""
    ) {
        self.id = id
        self.level = level
        self.from = from
        self.until = until
        self.issuer = issuer
    }

    /// - Returns: `KeyLevelAwarded`.
    /// - Throws: `not-found` for one that was withdrawn, `level-held`, `date-order`, `too-many`.
    package func decide(_ person: Person) throws(Refusal) -> Decision<Person> {
        guard !person.isWithdrawn else { throw StaffRefusals.withdrawn }
        guard person.awards.count < RegistryLimits.awardsMax else { throw StaffRefusals.tooMany }
        if let until, until <= from { throw StaffRefusals.dateOrder("until", after: from) }
        let validity = Validity(from: from, until: until)
        let isHeld = person.awards.contains {
            $0.level == level && $0.isReal && $0.validity.overlaps(validity)
        }
        guard !isHeld else { throw StaffRefusals.levelHeld }
        let award = KeyLevelAward(id: id, level: level, validity: validity, issuer: issuer)
        var awarded = person
        awarded.awards.append(award)
        var log = ChangeLog(.person(person.id), version: person.version)
        log.record(
            .keyLevelAwarded(person.id, award), on: from,
            fields: [
                .between("level", String?.none, level.rawValue),
                .between("valid_until", CalendarDate?.none, until),
                issuer.isEmpty ? nil : .between("issuer", String?.none, issuer),
            ], districts: person.districts)
        awarded.version = log.version
        return Decision(state: awarded, changes: log.changes)
    }
}

/// Takes a level back, or ends it earlier.
package struct WithdrawLevel: Sendable {
    /// One of the person's awards.
    package let award: AwardID
    /// First day on which it is no longer held; its first day takes it back as if it never was.
    package let until: CalendarDate

    package init(award: AwardID, until: CalendarDate) {
        self.award = award
        self.until = until
    }

    /// - Returns: `KeyLevelWithdrawn`.
    /// - Throws: `award-not-found` also when it ends by then already, `date-order`.
    package func decide(_ person: Person) throws(Refusal) -> Decision<Person> {
        let found = person.awards.firstIndex { given in
            given.id == award && (given.validity.until.map { until < $0 } ?? true)
        }
        guard let index = found else { throw StaffRefusals.noSuchAward }
        let held = person.awards[index].validity
        guard until >= held.from else { throw StaffRefusals.dateOrder("until", after: held.from) }
        var withdrawn = person
        withdrawn.awards[index].validity = Validity(from: held.from, until: until)
        var log = ChangeLog(.person(person.id), version: person.version)
        log.record(
            .keyLevelWithdrawn(person.id, withdrawn.awards[index]), on: until,
            fields: [
                .between("level", person.awards[index].level.rawValue, String?.none),
                .between("valid_until", held.until, until),
            ], districts: person.districts)
        withdrawn.version = log.version
        return Decision(state: withdrawn, changes: log.changes)
    }
}
