package import TaoliModels

/// What a year's plan is solved on, as it is kept with the plan: ids only, no names.
///
/// Its JSON with sorted keys is what the plan's hash is of, so two of the same facts are equal byte
/// for byte: schools, teachers, needs and ways stand in the order of their ids.
package struct RecordedInstance: Hashable, Codable, Sendable {
    /// Id of the group.
    package let group: String
    /// The stage, e.g. `junior`.
    package let stage: String
    /// The school year.
    package let year: String
    /// The day whose facts these are.
    package let on: String
    /// By id.
    package let schools: [School]
    /// By id.
    package let teachers: [Teacher]
    /// By school and subject.
    package let needs: [Need]

    /// Why a school sends or receives.
    package enum Basis: String, Codable, CaseIterable, Sendable {
        /// The bureau designated it (decision 3).
        case designated
        /// The bureau designated nothing: leads send, members receive.
        case member
    }

    /// A school of the group.
    package struct School: Hashable, Codable, Sendable {
        /// Its id.
        package let id: String
        /// Whether it sends.
        package let isStrong: Bool
        package let basis: Basis
        /// Places, those that guests from elsewhere take already taken off.
        package let places: Int
        /// Whether a team is asked for here.
        package let isTeamAsked: Bool
    }

    /// A teacher of one of the schools.
    package struct Teacher: Hashable, Codable, Sendable {
        /// Its id.
        package let id: String
        /// Id of the school.
        package let school: String
        /// As registry names it.
        package let subject: String
        /// Whether a key teacher.
        package let isKey: Bool
        /// Whether the teacher may be sent.
        package let isEligible: Bool
        /// Whether the shorter commute limit holds.
        package let isInHardship: Bool
        /// −1 unwilling, 0 nothing said, 1 willing.
        package let willing: Int
        /// Where the teacher still is from an earlier year.
        package let awayAt: String?
        /// Whole years at the school.
        package let years: Int
        /// Ids of receiving schools by preference.
        package let wishes: [String]
        /// To receiving schools, by id.
        package let ways: [Way]
    }

    /// A way to a receiving school.
    package struct Way: Hashable, Codable, Sendable {
        /// Id of the receiving school.
        package let to: String
        /// One way.
        package let minutes: Int
        /// Beyond the way to the own school.
        package let extra: Int
    }

    /// Posts of a receiving school in a subject.
    package struct Need: Hashable, Codable, Sendable {
        /// Id of the school.
        package let school: String
        /// As registry names it.
        package let subject: String
        /// How many.
        package let posts: Int
        /// How much each open post counts.
        package let weight: Int
    }

    /// Schools that send, in order.
    package var sending: [SchoolID] { schools.filter(\.isStrong).compactMap { SchoolID($0.id) } }
    /// Schools that receive, in order.
    package var receiving: [SchoolID] {
        schools.filter { !$0.isStrong }.compactMap { SchoolID($0.id) }
    }
}
