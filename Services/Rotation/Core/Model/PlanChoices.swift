/// What a person has decided beforehand: who goes, who does not.
package struct PlanChoices: Hashable, Sendable {
    /// A teacher and a receiving school, by number in the instance.
    package struct Pair: Hashable, Sendable {
        package let teacher: Int
        package let school: Int

        package init(teacher: Int, school: Int) {
            self.teacher = teacher
            self.school = school
        }
    }

    /// A strong and a receiving school, by number in the instance.
    package struct Team: Hashable, Sendable {
        package let sender: Int
        package let receiver: Int

        package init(sender: Int, receiver: Int) {
            self.sender = sender
            self.receiver = receiver
        }
    }

    package var pinned: Set<Pair> = []
    package var forbidden: Set<Pair> = []
    /// Somebody goes from the one to the other.
    package var pinnedTeams: Set<Team> = []
    /// Nobody goes from the one to the other.
    package var forbiddenTeams: Set<Team> = []
    /// Teachers who do not go anywhere.
    package var withdrawn: Set<Int> = []

    package init() {}

    /// Nothing is decided.
    package static let none = PlanChoices()
}

extension PlanChoices {
    /// The part that concerns teachers of a unit.
    func within(_ unit: PlanUnit) -> PlanChoices {
        if self == .none { return self }
        let teachers = Set(unit.teachers)
        let schools = Set(unit.schools)
        var own = PlanChoices()
        own.pinned = pinned.filter { teachers.contains($0.teacher) }
        own.forbidden = forbidden.filter { teachers.contains($0.teacher) }
        own.pinnedTeams = pinnedTeams.filter { schools.contains($0.sender) }
        own.forbiddenTeams = forbiddenTeams.filter { schools.contains($0.sender) }
        own.withdrawn = withdrawn.intersection(teachers)
        return own
    }
}
