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
