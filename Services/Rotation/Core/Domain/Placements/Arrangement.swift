package import TaoliModels
package import TaoliPolicy

/// Placements that no plan makes, as they are asked for: one person's, several people's, or a
/// dispatched team's with those who come in return (XN-5).
package struct Arrangement: Hashable, Sendable {
    package let kind: PlacementKind
    /// The school to which they go.
    package let receiving: SchoolID
    /// First day there.
    package let from: CalendarDate
    /// First day back at home.
    package let until: CalendarDate
    /// The stage taught there; `nil` for each person's own.
    package let stage: Stage?
    /// How the receiving school belongs to the group, by the pack's id; empty where not said.
    package let mode: String
    /// Who goes; not empty.
    package let members: [Member]
    /// Who comes from the receiving school in return.
    package let inReturn: [PersonID]
    /// The team that they join; `nil` for a new one.
    package let team: TeamID?

    /// One who goes.
    package struct Member: Hashable, Sendable {
        /// Who is meant.
        package let person: PersonID
        /// Whole percent of the working time; `nil` where nothing was said.
        package let share: Int?
        /// Who guides the person at the receiving school.
        package let mentor: PersonID?
        /// The post in a dispatched team; empty without one.
        package let post: String
        /// Whether employment moves to the receiving school.
        package let movesEmployment: Bool

        package init(
            person: PersonID, share: Int? = nil, mentor: PersonID? = nil, post: String = "",
            movesEmployment: Bool = false
        ) {
            self.person = person
            self.share = share
            self.mentor = mentor
            self.post = post
            self.movesEmployment = movesEmployment
        }
    }

    package init(
        kind: PlacementKind, receiving: SchoolID, from: CalendarDate, until: CalendarDate,
        stage: Stage? = nil, mode: String = "", members: [Member], inReturn: [PersonID] = [],
        team: TeamID? = nil
    ) {
        self.kind = kind
        self.receiving = receiving
        self.from = from
        self.until = until
        self.stage = stage
        self.mode = mode
        self.members = members
        self.inReturn = inReturn
        self.team = team
    }

    /// Everybody who is named.
    package var people: [PersonID] {
        members.map(\.person) + members.compactMap(\.mentor) + inReturn
    }
}

/// What an arrangement is looked at against: the group on its first day, and who is what there.
package struct ArrangementFacts: Sendable {
    /// The group.
    package let group: GroupID
    /// Its district.
    package let district: DistrictCode
    /// All districts concerned.
    package let districts: [DistrictCode]
    /// The group's schools of the first day.
    package let members: [PlanningMember]
    /// Main posts of that day, of the people who are named, at those schools.
    package let posts: [PlanningPost]
    /// Levels of those people.
    package let levels: [PlanningLevel]
    /// What the bureau says of those schools.
    package let categories: [PlanningCategory]
    /// Those who go with the team that is joined already.
    package let team: [TeacherStay]

    package init(
        group: GroupID, district: DistrictCode, districts: [DistrictCode],
        members: [PlanningMember], posts: [PlanningPost], levels: [PlanningLevel],
        categories: [PlanningCategory], team: [TeacherStay] = []
    ) {
        self.group = group
        self.district = district
        self.districts = districts
        self.members = members
        self.posts = posts
        self.levels = levels
        self.categories = categories
        self.team = team
    }

    /// Whether a bureau designated the school so, for the stage or for all, on a day.
    package func isDesignated(
        _ school: SchoolID, _ value: String, stage: Stage, on day: CalendarDate
    ) -> Bool {
        categories.designate(school, value, stage: stage, on: day)
    }
}

extension [PlanningCategory] {
    /// Whether a school is designated so, for the stage or for all, on a day.
    package func designate(
        _ school: SchoolID, _ value: String, stage: Stage, on day: CalendarDate
    ) -> Bool {
        contains {
            $0.school == school && $0.value == value && ($0.stage ?? stage) == stage
                && $0.validity.holds(on: day)
        }
    }
}
