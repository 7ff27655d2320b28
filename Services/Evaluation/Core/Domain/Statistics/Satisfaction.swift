/// The share of respondents of one kind who are satisfied, each school counting by its roll
/// (parents, students) or staff (teachers), however many answered there.
package struct Satisfaction: Hashable, Sendable {
    /// The answers of one school.
    package struct School: Hashable, Sendable {
        /// Those who could have been asked.
        package let roll: Int
        /// Those who answered, not more than `roll`.
        package let answered: Int
        /// Of them the satisfied ones.
        package let satisfied: Int

        package init(roll: Int, answered: Int, satisfied: Int) {
            self.roll = roll
            self.answered = answered
            self.satisfied = satisfied
        }
    }

    /// Those who could have been asked, in all schools.
    package let roll: Int
    /// Those who answered.
    package let answered: Int
    /// The roll of schools in which nobody answered: the figure says nothing about them.
    package let silentRoll: Int
    /// Σ roll × share ÷ Σ roll over the schools with answers; `nil` when nobody answered.
    package let share: Double?
    /// Wilson's 95 % interval at the effective sample size 1/Σ(weight²/answered) (Kish 1965).
    package let interval: ClosedRange<Double>?

    /// - Parameter schools: each once; a school without answers says nothing and is counted in
    ///   `silentRoll`.
    package init(_ schools: [School]) {
        let heard = schools.filter { $0.answered > 0 }
        let heardRoll = heard.reduce(0) { $0 + $1.roll }
        roll = schools.reduce(0) { $0 + $1.roll }
        answered = heard.reduce(0) { $0 + $1.answered }
        silentRoll = roll - heardRoll
        guard heardRoll > 0 else {
            share = nil
            interval = nil
            return
        }
        var share = 0.0
        var inverse = 0.0
        for school in heard {
            let weight = Double(school.roll) / Double(heardRoll)
            share += weight * Double(school.satisfied) / Double(school.answered)
            inverse += weight * weight / Double(school.answered)
        }
        self.share = share
        interval = Rate.wilson(min(1, share), size: 1 / inverse)
    }
}
