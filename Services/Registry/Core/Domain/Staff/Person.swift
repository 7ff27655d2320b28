package import TaoliModels

/// What the register knows of a person besides posts and levels.
package struct PersonFacts: Hashable, Sendable {
    /// As `PersonName.read` gives it.
    package var name: String
    /// `nil` only of a person that was withdrawn.
    package var number: IdentityNumber?
    /// `nil` when nobody recorded it.
    package var phone: PhoneNumber?
    /// 参加工作年月; `nil` when unknown.
    package var workingSince: CalendarDate?
    /// Since when the person teaches; `nil` when unknown or never.
    package var teachingSince: CalendarDate?
    /// `nil` without one.
    package var title: TeacherTitle?
    /// `nil` without one.
    package var principalGrade: PrincipalGrade?

    package init(
        name: String, number: IdentityNumber?, phone: PhoneNumber? = nil,
        workingSince: CalendarDate? = nil, teachingSince: CalendarDate? = nil,
        title: TeacherTitle? = nil, principalGrade: PrincipalGrade? = nil
    ) {
        self.name = name
        self.number = number
        self.phone = phone
        self.workingSince = workingSince
        self.teachingSince = teachingSince
        self.title = title
        self.principalGrade = principalGrade
    }
}

/// A person who works in the city's schools.
package struct Person: Hashable, Sendable {
    package let id: PersonID
    package internal(set) var facts: PersonFacts
    /// Whose record it is: the district of the main post held last.
    package internal(set) var district: DistrictCode
    /// Whom it concerns: the owner, and the districts of posts that have not ended.
    package internal(set) var districts: [DistrictCode]
    /// In the order in which they were recorded.
    package internal(set) var employments: [Employment]
    /// In the order in which they were recorded.
    package internal(set) var awards: [KeyLevelAward]
    /// The import that registered the person was undone.
    package internal(set) var isWithdrawn: Bool
    /// Sequence of its last event.
    package internal(set) var version: Int64

    /// - Parameter districts: sorted.
    package init(
        id: PersonID, facts: PersonFacts, district: DistrictCode, districts: [DistrictCode],
        employments: [Employment] = [], awards: [KeyLevelAward] = [], isWithdrawn: Bool = false,
        version: Int64
    ) {
        self.id = id
        self.facts = facts
        self.district = district
        self.districts = districts
        self.employments = employments
        self.awards = awards
        self.isWithdrawn = isWithdrawn
        self.version = version
    }

    /// The main post on a day; `nil` without one.
    package func mainPost(on date: CalendarDate) -> Employment? {
        employments.first { $0.kind == .main && $0.validity.holds(on: date) }
    }

    /// The highest level held on a day; `nil` without one.
    package func keyLevel(on date: CalendarDate) -> KeyTeacherLevel? {
        awards.filter { $0.validity.holds(on: date) }.map(\.level).max()
    }

    /// Whole years at the school of the main post, as rotation counts them; `nil` without one.
    package func yearsAtSchool(on date: CalendarDate) -> Int? {
        mainPost(on: date).map { Person.years(from: $0.schoolSince, to: date) }
    }

    /// Whole years from one day to another; 0 when the second is earlier.
    package static func years(from: CalendarDate, to date: CalendarDate) -> Int {
        var years = max(0, date.components.year - from.components.year)
        if years > 0, from.adding(years: years) > date { years -= 1 }
        return years
    }

    /// Sets owner and districts anew after posts changed.
    mutating func settle(on today: CalendarDate) {
        let real = employments.filter(\.isReal)
        let mains = real.filter { $0.kind == .main }
        let home =
            mains.first { $0.validity.holds(on: today) }
            ?? mains.max { $0.validity.from < $1.validity.from }
        if let home { district = home.district }
        let held = real.filter { $0.validity.until.map { today < $0 } ?? true }.map(\.district)
        districts = Set(held + [district]).sorted()
    }
}
