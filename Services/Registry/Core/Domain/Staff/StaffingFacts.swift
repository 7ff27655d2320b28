/// What a decision about a post must know of the school: its limits, and how many of them others
/// hold on that day.
package struct StaffingFacts: Hashable, Sendable {
    /// Posts for leaders (校级领导职数); `nil` when no establishment was set.
    package let leadersMax: Int?
    /// Counted posts for leaders that others hold.
    package let leaders: Int
    /// Posts for middle managers (中层职数); `nil` when no establishment was set.
    package let middleMax: Int?
    /// Posts for middle managers that others hold.
    package let middle: Int
    /// Whether the school of the person's main post is a member of a group that this school leads.
    package let leadsMainSchool: Bool

    package init(
        leadersMax: Int? = nil, leaders: Int = 0, middleMax: Int? = nil, middle: Int = 0,
        leadsMainSchool: Bool = false
    ) {
        self.leadersMax = leadersMax
        self.leaders = leaders
        self.middleMax = middleMax
        self.middle = middle
        self.leadsMainSchool = leadsMainSchool
    }

    /// Nothing is limited: what a file says exists, exists.
    package static let unlimited = StaffingFacts()
}
