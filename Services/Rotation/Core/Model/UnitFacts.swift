package import TaoliModels

/// A unit with everything that the rules say about it worked out: quotas, caps, and who could go
/// where at what cost. Numbers of senders and receivers refer to this value's own lists.
package struct UnitFacts: Sendable {
    package let unit: PlanUnit
    package let parameters: PlanParameters
    /// Its strong schools, by number in the instance.
    package let senders: [SenderFacts]
    /// Its receiving schools, by number in the instance.
    package let receivers: [ReceiverFacts]
    /// All moves that the commute limits allow, by teacher.
    package let moves: [Move]
    /// Needs of the unit's receiving schools.
    package let needs: [NeedFacts]
}

/// A strong school of a unit.
package struct SenderFacts: Hashable, Sendable {
    /// Number of the school in the instance.
    package let school: Int
    package let stage: Stage
    /// Teachers who may be sent, by the column `eligible`.
    package let eligible: Int
    /// Eligible key teachers.
    package let keyEligible: Int
    /// ⌈quota share · eligible⌉; where those away count too, what is missing of it.
    package let quota: Int
    /// Most that may leave this year: max(quota, one team, ⌊most share · eligible⌋), less those
    /// away already.
    package let maxOut: Int
    /// Teachers away already from earlier years.
    package let away: Int
    /// Whether it sends in teams; a school whose quota is smaller than one may go without (ADR 34).
    package let needsTeam: Bool
    /// Its subjects, by number.
    package let pools: [PoolFacts]

    /// Key teachers that `count` teachers sent call for.
    package static func keyRequired(_ count: Int, _ percent: Int) -> Int {
        (count * percent + 99) / 100
    }
}

/// The teachers of one subject at one strong school.
package struct PoolFacts: Hashable, Sendable {
    /// Number of the subject.
    package let subject: Int
    /// All its teachers, whether eligible or not.
    package let total: Int
    /// Most that may leave this year: max(floor, ⌊loss · total⌋), less those away already.
    package let cap: Int
    /// Teachers who can reach a receiving school.
    package let candidates: Int
    /// Key teachers among them.
    package let keyCandidates: Int
}

/// A receiving school of a unit.
package struct ReceiverFacts: Hashable, Sendable {
    /// Number of the school in the instance.
    package let school: Int
    package let stage: Stage
    /// Places left this year.
    package let places: Int
    /// Places taken by teachers of earlier years.
    package let filled: Int
    /// Whether a team is asked for here.
    package let isTeamAsked: Bool
}

/// A receiving school's need in one subject.
package struct NeedFacts: Hashable, Sendable {
    /// Number of the receiver.
    package let receiver: Int
    /// Number of the subject.
    package let subject: Int
    /// Posts.
    package let amount: Int
    /// How much each open post counts.
    package let weight: Int
}

/// A teacher going to a school, as a possibility.
package struct Move: Hashable, Sendable {
    /// Number of the teacher in the instance.
    package let teacher: Int
    /// Number of the sender.
    package let sender: Int
    /// Number of the receiver.
    package let receiver: Int
    /// Number of the subject.
    package let subject: Int
    /// Whether a key teacher.
    package let isKey: Bool
    package let cost: MoveCost
}

/// What a move costs by itself, in points, part by part.
package struct MoveCost: Hashable, Sendable {
    /// For extra minutes of commute.
    package let minutes: Int
    /// For the place of the school among the teacher's wishes.
    package let preference: Int
    /// For sending somebody who does not want to go.
    package let unwilling: Int
    /// For sending somebody in hardship.
    package let hardship: Int

    /// All parts together.
    package var total: Int { minutes + preference + unwilling + hardship }
}
