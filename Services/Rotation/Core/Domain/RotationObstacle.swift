package import TaoliModels

/// Why a unit cannot rotate on the day asked about.
package enum RotationObstacle: Hashable, Sendable {
    /// The group is founded only on that day.
    case notFounded(CalendarDate)
    /// The group exists no longer since that day.
    case closed(CalendarDate)
    /// No site belongs to the group.
    case noSchools
    /// Nothing is known yet of its sites, so many are waited for.
    case sitesUnknown(Int)
    /// None of its sites says which stages it teaches.
    case stagesUnknown
    /// None of its sites is built yet.
    case noneBuilt
    /// Members but no lead teach this stage: nobody sends.
    case noLead(Stage)
    /// Leads but no member teach this stage: nobody receives.
    case noMember(Stage)
    /// One side is missing at this stage, but so many of its sites are not known yet.
    case waiting(Stage, MembershipRole, Int)

    /// Stable name; programs compare it.
    package var slug: String {
        switch self {
        case .notFounded: "group-not-founded"
        case .closed: "group-closed"
        case .noSchools: "no-schools"
        case .sitesUnknown: "sites-unknown"
        case .stagesUnknown: "stages-unknown"
        case .noneBuilt: "none-built"
        case .noLead: "no-lead-in-stage"
        case .noMember: "no-member-in-stage"
        case .waiting: "sites-unknown-in-stage"
        }
    }

    /// The sentence for people.
    package var wording: Wording {
        switch self {
        case .notFounded(let date):
            Wording("集团于 \(date) 才成立。", "The group is founded only on \(date).")
        case .closed(let date):
            Wording("集团自 \(date) 起已撤销。", "The group has been closed since \(date).")
        case .noSchools:
            Wording("集团内当日没有学校。", "No school belongs to the group on that day.")
        case .sitesUnknown(let count):
            Wording(
                "集团内 \(count) 个校区的资料尚未收到，请稍候再查。",
                "Sites of the group that are not known here yet: \(count). Ask again in a moment.")
        case .stagesUnknown:
            Wording(
                "集团内各校区的学段均未登记，请在登记处补充。",
                "No site of the group says which stages it teaches; complete them in registry.")
        case .noneBuilt:
            Wording("集团内各校区均尚未建成。", "None of its sites is built yet.")
        case .noLead(let stage):
            Wording(
                "\(stage.chinese)学段没有牵头校，无人派出。",
                "No lead school teaches at this stage (\(stage.rawValue)), so nobody sends.")
        case .noMember(let stage):
            Wording(
                "\(stage.chinese)学段没有成员校，无处接收。",
                "No member school teaches at this stage (\(stage.rawValue)), so nobody receives.")
        case .waiting(let stage, let role, let count):
            Wording(
                "\(stage.chinese)学段尚缺\(role.chinese)，但有 \(count) 个校区的资料尚未收到，请稍候再查。",
                """
                No \(role.rawValue) school is known at this stage (\(stage.rawValue)); such sites \
                that are not known here yet: \(count). Ask again in a moment.
                """)
        }
    }
}
