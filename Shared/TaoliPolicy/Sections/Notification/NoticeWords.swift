/// What people can be told of. The names stand in packs, so that they never change.
package enum NoticeEvent: String, CaseIterable, Sendable {
    /// A group began.
    case groupFounded = "group_founded"
    /// A school belongs to a group from a day on.
    case schoolJoined = "school_joined"
    /// A school belongs to a group no longer.
    case schoolLeft = "school_left"
    /// A group went into another.
    case groupMerged = "group_merged"
    /// Parts of a group are groups of their own.
    case groupSplit = "group_split"
    /// A group stands for another, or for a part of one.
    case groupTookOver = "group_took_over"
    /// A group or school bears another name.
    case unitRenamed = "unit_renamed"
    /// A group or school counts as something for a time.
    case unitDesignated = "unit_designated"
    /// What an import recorded, counted.
    case importSummary = "import_summary"
    /// A case began.
    case caseOpened = "case_opened"
    /// A case waits for the recipient.
    case caseTurn = "case_turn"
    /// Somebody answered at a step of a case.
    case caseAnswered = "case_answered"
    /// A case ended.
    case caseClosed = "case_closed"
    /// A body voted.
    case bodyDecided = "body_decided"
    /// A document waits for the recipient's acceptance.
    case documentProposed = "document_proposed"
    /// A version of a document holds.
    case documentInForce = "document_in_force"
    /// The bureau took a document on file, or returned it.
    case documentAnswered = "document_answered"
    /// A rotation plan was decided.
    case planDecided = "plan_decided"
    /// Somebody goes from one school to another for a time, or the placement changed.
    case placementTold = "placement_told"
    /// A unit cannot rotate as the rules ask; its bureau has the report.
    case planImpossible = "plan_impossible"
    /// Those concerned see a plan or their figures before they hold, and may object.
    case contestOpened = "contest_opened"
    /// Somebody objected to a plan or a result; it waits for an answer.
    case objectionRaised = "objection_raised"
    /// An objection was answered.
    case objectionAnswered = "objection_answered"
    /// A result is final.
    case resultPublished = "result_published"
    /// A result below the line for the first year.
    case warned = "warned"
    /// The second such year in a row.
    case secondFailure = "second_failure"
    /// A survey asks people of the unit.
    case surveyOpened = "survey_opened"
    /// A unit got a name of honour, is due for review, or lost it.
    case namingChanged = "naming_changed"
    /// Something of the pack's calendar is due this month.
    case calendarDue = "calendar_due"
    /// Nobody read an urgent message in time.
    case unread

    /// Whom a rule may name. Empty: the event itself says who is told.
    package var recipients: [NoticeRecipient] {
        switch self {
        case .groupFounded: [.leads, .council, .bureau]
        case .schoolJoined, .schoolLeft: [.school, .leads, .members, .council, .bureau]
        case .groupMerged, .groupSplit, .groupTookOver: [.leads, .members, .council, .bureau]
        case .unitRenamed, .unitDesignated: [.school, .leads, .members, .council, .bureau]
        case .importSummary, .caseOpened, .caseTurn, .caseAnswered, .caseClosed, .bodyDecided,
            .documentProposed, .documentInForce, .documentAnswered, .planDecided,
            .placementTold, .planImpossible, .contestOpened, .objectionRaised,
            .objectionAnswered, .resultPublished, .warned, .secondFailure, .surveyOpened,
            .namingChanged, .calendarDue, .unread:
            []
        }
    }
}

/// Who can be told, by role and unit, seen from what happened.
package enum NoticeRecipient: String, CaseIterable, Sendable {
    /// The school that it is about.
    case school
    /// The schools that lead the group.
    case leads
    /// The schools that belong to the group without leading it.
    case members
    /// Whoever works for the group as a whole.
    case council
    /// The bureau that keeps the record.
    case bureau
}

/// How a message leaves the product; the inbox holds it in any case.
package enum NoticeChannel: String, CaseIterable, Sendable {
    /// A mail to a mailbox of the unit's.
    case email
    /// A signed request to a program of the unit's.
    case webhook
}

/// How much a message presses.
package enum NoticeUrgency: String, CaseIterable, Sendable {
    /// Passes quiet hours and digests.
    case urgent
    /// Waits for the end of quiet hours or for the digest.
    case normal
    /// Goes into the day's digest where the unit has one, and else waits as a normal one does.
    case low
}
