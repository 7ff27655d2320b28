package import TaoliModels

/// One thing that a cycle is judged by. What its fields mean is said by `what`; `CycleInputCheck`
/// refuses what a cycle cannot use.
package struct CycleInput: Hashable, Sendable {
    /// What is told.
    package enum What: String, CaseIterable, Sendable {
        /// So many of so many at a school.
        case count
        /// The same in the district or in the city.
        case region
        /// A unit's between-school share, as the monitoring published it.
        case published
        /// Answers of one kind of respondent at a school.
        case satisfaction
        /// What shows whether a weak school came on.
        case progress
        /// The bureau calls a school relatively weak in a stage.
        case weak
        /// A value, or a panel's scores, for a leaf of the tree.
        case score
        /// Something happened that must not.
        case veto
        /// The level that a council gave.
        case level
        /// What a school has of a resource, its students, and 1 where the district counts it; without
        /// a school how many schools of the stage the district has. From imports alone.
        case resource
    }

    /// What makes two rows tell of the same thing.
    package struct Key: Hashable, Sendable {
        /// What is told.
        package let what: What
        /// `nil` where the group does not matter.
        package let group: GroupID?
        /// `nil` where no school is meant.
        package let school: SchoolID?
        /// `nil` where no stage is meant.
        package let stage: Stage?
        /// Subject of instruction; empty where there is none.
        package let subject: String
        /// Measure, respondent, leaf, veto; empty for a level, of which there is one.
        package let item: String

        package init(
            what: What, group: GroupID? = nil, school: SchoolID? = nil, stage: Stage? = nil,
            subject: String = "", item: String = ""
        ) {
            self.what = what
            self.group = group
            self.school = school
            self.stage = stage
            self.subject = subject
            self.item = item
        }

        /// The same of whatever group.
        var ofAnyGroup: Key {
            Key(what: what, school: school, stage: stage, subject: subject, item: item)
        }

        /// For sorting and for frozen texts.
        var text: [String] {
            [
                what.rawValue, group?.description ?? "", school?.description ?? "",
                stage?.rawValue ?? "", subject, item,
            ]
        }
    }

    /// What it tells of.
    package let key: Key
    /// In the order that `what` asks for.
    package let values: [Double]
    /// A level's id; empty for all else.
    package let level: String
    /// What shows it.
    package let evidence: String
    /// Where it comes from.
    package let source: String

    package init(
        _ key: Key, values: [Double] = [], level: String = "", evidence: String = "",
        source: String = ""
    ) {
        self.key = key
        self.values = values
        self.level = level
        self.evidence = evidence
        self.source = source
    }

    /// Rows with those that others bring where they say nothing of the same thing: what people
    /// recorded counts before what was imported, of a school in whatever group too.
    package static func merged(_ recorded: [CycleInput], with derived: [CycleInput])
        -> [CycleInput]
    {
        let known = Set(recorded.map(\.key))
        return recorded
            + derived.filter { !known.contains($0.key) && !known.contains($0.key.ofAnyGroup) }
    }
}
