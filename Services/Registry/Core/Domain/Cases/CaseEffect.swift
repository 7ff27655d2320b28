package import TaoliModels
import TaoliPolicy

/// What a case brings about, for the store to carry out by the commands that exist for it.
package enum CaseEffect: Hashable, Sendable {
    /// A group begins, led by these sites.
    case found(GroupID, name: String, kind: GroupKind, leads: [SiteID], on: CalendarDate)
    /// `termUntil` is the first day after the agreed term; `nil` without a term.
    case begin(
        SiteID, in: GroupID, mode: String?, on: CalendarDate, termUntil: CalendarDate?)
    /// A site leaves.
    case end(SiteID, in: GroupID, on: CalendarDate)
    /// A membership's term gets longer; `termUntil` is the first day after it.
    case extend(SiteID, in: GroupID, termUntil: CalendarDate)
    /// The bureau follows a recommendation; the post itself is given or ended in the register of
    /// staff, by whoever may.
    case advised(LeaderAdvice, at: SiteID, on: CalendarDate)

    /// - Parameter date: first day on which it holds.
    init(_ facts: CaseFacts, on date: CalendarDate) {
        let group = facts.parties.group
        switch facts.proposal {
        case .found(let name, let kind, let leads):
            self = .found(group, name: name, kind: kind, leads: leads, on: date)
        case .join(let site, let mode, _, let years):
            self = .begin(
                site, in: group, mode: mode, on: date,
                termUntil: years.map { date.adding(years: $0) })
        case .leave(let site, _), .expel(let site, _), .expire(let site, _, _):
            self = .end(site, in: group, on: date)
        case .extend(let site, _, let years, let until):
            self = .extend(site, in: group, termUntil: until.adding(years: years))
        case .recommend(let site, _, let advice):
            self = .advised(advice, at: site, on: date)
        }
    }
}

/// What a command made of a case.
package struct CaseDecision: Sendable {
    /// The case after the command.
    package let state: Case
    /// What happened, in the order of its sequences.
    package let changes: [RegistryChange]
    /// What came about by this command; `nil` when nothing did.
    package let effect: CaseEffect?
}
