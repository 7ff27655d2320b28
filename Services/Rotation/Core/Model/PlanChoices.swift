/// What a person has decided beforehand: who goes, who does not.
package struct PlanChoices: Hashable, Sendable {
    /// A teacher and a receiving school, by number in the instance.
    package struct Pair: Hashable, Sendable {
        /// Number of the teacher.
        package let teacher: Int
        /// Number of the receiving school.
        package let school: Int

        package init(teacher: Int, school: Int) {
            self.teacher = teacher
            self.school = school
        }
    }

    /// A strong and a receiving school, by number in the instance.
    package struct Team: Hashable, Sendable {
        /// Number of the strong school.
        package let sender: Int
        /// Number of the receiving school.
        package let receiver: Int

        package init(sender: Int, receiver: Int) {
            self.sender = sender
            self.receiver = receiver
        }
    }

    /// A receiving school and a subject, by number in the instance.
    package struct Post: Hashable, Sendable {
        /// Number of the receiving school.
        package let school: Int
        /// Number of the subject.
        package let subject: Int

        package init(school: Int, subject: Int) {
            self.school = school
            self.subject = subject
        }
    }

    /// These teachers go there.
    package var pinned: Set<Pair> = []
    /// These teachers do not go there.
    package var forbidden: Set<Pair> = []
    /// Somebody goes from the one to the other.
    package var pinnedTeams: Set<Team> = []
    /// Nobody goes from the one to the other.
    package var forbiddenTeams: Set<Team> = []
    /// Teachers who do not go anywhere.
    package var withdrawn: Set<Int> = []
    /// Teachers who go, wherever that is.
    package var going: Set<Int> = []
    /// Fewest teachers that must come for a post.
    package var leastComing: [Post: Int] = [:]
    /// Most teachers that may come for a post.
    package var mostComing: [Post: Int] = [:]

    /// Nothing is decided.
    package init() {}

    /// Nothing is decided.
    package static let none = PlanChoices()
}

extension PlanChoices {
    /// The part that concerns teachers of a unit.
    package func within(_ unit: PlanUnit) -> PlanChoices {
        if self == .none { return self }
        let teachers = Set(unit.teachers)
        let schools = Set(unit.schools)
        var own = PlanChoices()
        own.pinned = pinned.filter { teachers.contains($0.teacher) }
        own.forbidden = forbidden.filter { teachers.contains($0.teacher) }
        own.pinnedTeams = pinnedTeams.filter { schools.contains($0.sender) }
        own.forbiddenTeams = forbiddenTeams.filter { schools.contains($0.sender) }
        own.withdrawn = withdrawn.intersection(teachers)
        own.going = going.intersection(teachers)
        own.leastComing = leastComing.filter { schools.contains($0.key.school) }
        own.mostComing = mostComing.filter { schools.contains($0.key.school) }
        return own
    }
}
