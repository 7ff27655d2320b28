package import TaoliModels

/// How many posts a school has from a day on, until the next one's first day (TC-30).
package struct Establishment: Hashable, Sendable {
    /// First day on which it holds.
    package let from: CalendarDate
    /// 编制: persons on the establishment.
    package let posts: Int
    /// 校级领导职数.
    package let leaders: Int
    /// 中层职数.
    package let middleManagers: Int
    /// The paper's number; may be empty.
    package let reference: String

    package init(
        from: CalendarDate, posts: Int, leaders: Int, middleManagers: Int, reference: String
    ) {
        self.from = from
        self.posts = posts
        self.leaders = leaders
        self.middleManagers = middleManagers
        self.reference = reference
    }
}

/// What setting an establishment decided.
package struct EstablishmentDecision: Sendable {
    /// The school after it.
    package let school: School
    package let establishment: Establishment
    /// Nothing when all was so already.
    package let changes: [RegistryChange]
}
