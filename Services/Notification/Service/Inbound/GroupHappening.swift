import Foundation
import NotificationCore
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels

/// An event of a group that people must know, as it came, before notification's own copy has said
/// whose the group is and who leads it.
struct GroupHappening {
    enum What {
        case founded
        case joined(GroupNews.Party)
        case left(GroupNews.Party)
    }

    let groupID: GroupID
    let what: What
    let membershipID: UUID?
    /// First day on which it holds.
    let date: CalendarDate
    let reason: String
    let importJobID: ImportJobID?

    /// `nil` for events that nobody gets a message of.
    /// - Throws: `ProjectionError` for ids and dates that cannot be read, SwiftProtobuf's error.
    init?(_ event: ReceivedEvent) throws {
        switch event.type {
        case Taoli_Registry_Events_V1_GroupFounded.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_GroupFounded.self)
            try self.init(
                event, .founded, date: ("founded_on", message.foundedOn), job: message.importJobID)
        case Taoli_Registry_Events_V1_SchoolJoinedGroup.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_SchoolJoinedGroup.self)
            let party = try event.party(
                message.siteID, message.schoolID, message.role, mode: message.mode,
                termUntil: message.termUntil)
            try self.init(
                event, .joined(party), membership: message.membershipID,
                date: ("from", message.from), reason: message.reason, job: message.importJobID)
        case Taoli_Registry_Events_V1_SchoolLeftGroup.protoMessageName:
            let message = try event.decode(Taoli_Registry_Events_V1_SchoolLeftGroup.self)
            let party = try event.party(message.siteID, message.schoolID, message.role)
            try self.init(
                event, .left(party), membership: message.membershipID,
                date: ("until", message.until), reason: message.reason, job: message.importJobID)
        default: return nil
        }
    }

    private init(
        _ event: ReceivedEvent, _ what: What, membership: String? = nil,
        date: (field: String, text: String), reason: String = "", job: String
    ) throws {
        groupID = GroupID(event.aggregate.id)
        self.what = what
        membershipID = try membership.map { try event.id("membership_id", $0) }
        guard let day = CalendarDate(date.text) else {
            throw ProjectionError.unreadable(type: event.type, field: date.field)
        }
        self.date = day
        self.reason = reason
        importJobID = job.isEmpty ? nil : ImportJobID(try event.id("import_job_id", job))
    }

    /// What people are told.
    ///
    /// - Parameters:
    ///   - bureau: whose the group is.
    ///   - foundedOn: the group's first day.
    func news(bureau: DistrictCode, foundedOn: CalendarDate) -> GroupNews {
        let happening: GroupNews.Happening =
            switch what {
            case .founded: .founded
            case .joined(let party):
                .joined(party, atFounding: party.role == .lead && date == foundedOn)
            case .left(let party): .left(party)
            }
        return GroupNews(
            groupID: groupID, bureau: bureau, happening: happening, date: date, reason: reason,
            importJobID: importJobID)
    }
}

extension ReceivedEvent {
    fileprivate func party(
        _ site: String, _ school: String, _ role: String, mode: String = "",
        termUntil: String = ""
    ) throws -> GroupNews.Party {
        guard let role = MembershipRole(rawValue: role) else {
            throw ProjectionError.unreadable(type: type, field: "role")
        }
        let term = CalendarDate(termUntil)
        guard term != nil || termUntil.isEmpty else {
            throw ProjectionError.unreadable(type: type, field: "term_until")
        }
        return GroupNews.Party(
            siteID: SiteID(try id("site_id", site)),
            schoolID: SchoolID(try id("school_id", school)),
            role: role, mode: mode.isEmpty ? nil : mode, termUntil: term)
    }
}
