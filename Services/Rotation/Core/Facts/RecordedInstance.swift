package import TaoliModels

/// What a year's plan is solved on, as it is kept with the plan: ids only, no names.
///
/// Its JSON with sorted keys is what the plan's hash is of, so two of the same facts are equal byte
/// for byte: schools, teachers, needs and ways stand in the order of their ids.
package struct RecordedInstance: Hashable, Codable, Sendable {
    package let group: String
    package let stage: String
    package let year: String
    /// The day whose facts these are.
    package let on: String
    package let schools: [School]
    package let teachers: [Teacher]
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
        package let id: String
        package let isStrong: Bool
        package let basis: Basis
        /// Places, those that guests from elsewhere take already taken off.
        package let places: Int
        package let isTeamAsked: Bool
    }

    /// A teacher of one of the schools.
    package struct Teacher: Hashable, Codable, Sendable {
        package let id: String
        package let school: String
        package let subject: String
        package let isKey: Bool
        package let isEligible: Bool
        package let isInHardship: Bool
        package let willing: Int
        /// Where the teacher still is from an earlier year.
        package let awayAt: String?
        /// Whole years at the school.
        package let years: Int
        package let wishes: [String]
        package let ways: [Way]
    }

    /// A way to a receiving school.
    package struct Way: Hashable, Codable, Sendable {
        package let to: String
        package let minutes: Int
        package let extra: Int
    }

    /// Posts of a receiving school in a subject.
    package struct Need: Hashable, Codable, Sendable {
        package let school: String
        package let subject: String
        package let posts: Int
        package let weight: Int
    }

    /// Schools that send, in order.
    package var sending: [SchoolID] { schools.filter(\.isStrong).compactMap { SchoolID($0.id) } }
    /// Schools that receive, in order.
    package var receiving: [SchoolID] {
        schools.filter { !$0.isStrong }.compactMap { SchoolID($0.id) }
    }
}
