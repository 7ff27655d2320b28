/// Kinds of messages, by the name of the product's own text. The names stand in packs and with stored
/// messages, so that they never change.
package enum NoticeMessage: String, CaseIterable, Sendable {
    /// A founding, for the bureau.
    case groupFounded = "group-founded"
    /// A founding, for each school that leads the group from its first day.
    case groupFoundedLead = "group-founded-lead"
    /// A joining, for the school, the schools that lead, and the bureau.
    case schoolJoined = "school-joined"
    /// A leaving, for the school, the schools that lead, and the bureau.
    case schoolLeft = "school-left"
    /// All that one import recorded, once a recipient (ADR 0015).
    case importSummary = "import-summary"
    /// A case that began.
    case caseOpened = "case-opened"
    /// An answer at a step of a case.
    case caseAnswered = "case-answered"
    /// A case that ended.
    case caseClosed = "case-closed"
    /// A case in which the recipient has to act.
    case caseTurn = "case-turn"
    /// A vote, for the unit, the members' units and the school concerned.
    case resolutionDecided = "resolution-decided"
    /// A version of a document, for each school that must accept it.
    case documentProposed = "document-proposed"
    /// A version of a document that holds, for its unit, the schools, and whoever files it.
    case documentInForce = "document-in-force"
    /// The bureau's answer to a version, for its unit and the schools.
    case documentAnswered = "document-answered"
    /// News of a body or document of a school or a district.
    case unitNews = "unit-news"
    /// Something of the pack's calendar, for the bureau.
    case calendarDue = "calendar-due"
    /// Figures that those assessed see before anybody else.
    case resultsShown = "results-shown"
    /// Somebody assessed objected.
    case resultObjected = "result-objected"
    /// An objection to a result was answered.
    case resultObjectionAnswered = "result-objection-answered"
    /// A final result.
    case resultPublished = "result-published"
    /// A final result that was wrong.
    case resultCorrected = "result-corrected"
    /// A row of failed years that a correction broke.
    case failureWithdrawn = "failure-withdrawn"
    /// A year without a result, which breaks a row of years.
    case levelMissing = "level-missing"
    /// The first year below the line.
    case warningBegan = "warning-began"
    /// A warning that is over.
    case warningEnded = "warning-ended"
    /// The second year below the line.
    case secondFailure = "second-failure"
    /// A survey that asks people of the unit.
    case surveyOpened = "survey-opened"
    /// A name of honour that was given, is due for review, was kept or lost.
    case namingChanged = "naming-changed"
    /// A plan that those concerned may object to.
    case planConsulted = "plan-consulted"
    /// Somebody objected to a plan.
    case planObjected = "plan-objected"
    /// An objection to a plan was answered.
    case planObjectionAnswered = "plan-objection-answered"
    /// A plan that was decided, for schools and bureau.
    case planDecided = "plan-decided"
    /// A decided plan that changed afterwards.
    case planRepaired = "plan-repaired"
    /// A group that cannot rotate as the rules ask.
    case planImpossible = "plan-impossible"
    /// Somebody goes from one school to another for a time.
    case placementDecided = "placement-decided"
    /// It lasts longer, ended early, or is over.
    case placementChanged = "placement-changed"
    /// A group that went into another, for those who led it and the bureau.
    case groupMerged = "group-merged"
    /// A group of which parts became groups of their own.
    case groupSplit = "group-split"
    /// A group that stands for another, or for a part of one.
    case groupTookOver = "group-took-over"
    /// A group with another name.
    case groupRenamed = "group-renamed"
    /// A school with another name.
    case schoolRenamed = "school-renamed"
    /// What is said of a group for a time.
    case groupDesignated = "group-designated"
    /// What is said of a school for a time.
    case schoolDesignated = "school-designated"
    /// All that one import of staff recorded, once a recipient (ADR 15).
    case staffImportSummary = "staff-import-summary"
    /// An urgent message that a school or group has not read, for its bureau.
    case unreadEscalated = "unread-escalated"
    /// An urgent message that a bureau has not read itself.
    case unreadReminder = "unread-reminder"

    /// What a text of this kind may leave open: that for which such a message has a value.
    package var placeholders: Set<Placeholder> {
        switch self {
        case .groupFounded:
            [.group, .date]
        case .groupFoundedLead, .schoolLeft:
            [.group, .school, .role, .date, .reason]
        case .schoolJoined:
            [.group, .school, .role, .date, .reason, .detail]
        case .importSummary:
            [.job, .foundings, .joinings, .leavings]
        case .caseOpened:
            [.group, .school, .chain, .caseID, .detail]
        case .caseAnswered:
            [.group, .school, .reason, .chain, .step, .outcome, .status, .caseID, .detail]
        case .caseClosed:
            [.group, .school, .reason, .chain, .status, .caseID, .detail]
        case .caseTurn:
            [.group, .school, .reason, .chain, .turn, .due, .caseID, .detail]
        case .resolutionDecided:
            [.group, .date, .chain, .outcome]
        case .documentProposed:
            [.group, .chain, .step]
        case .documentInForce:
            [.group, .date, .chain, .step]
        case .documentAnswered:
            [.group, .reason, .chain, .step, .outcome]
        case .unitNews:
            [.reason, .chain, .step, .outcome]
        case .calendarDue, .resultsShown:
            [.chain, .due]
        case .resultObjected:
            [.chain, .due, .about]
        case .resultObjectionAnswered:
            [.reason, .chain, .detail, .about]
        case .resultPublished, .levelMissing, .secondFailure:
            [.detail, .about]
        case .resultCorrected:
            [.date, .reason, .detail, .about]
        case .failureWithdrawn:
            [.reason, .detail, .about]
        case .warningBegan:
            [.date, .detail, .about]
        case .warningEnded:
            [.date, .about]
        case .surveyOpened:
            [.date, .chain, .due]
        case .namingChanged:
            [.reason, .detail, .about]
        case .planConsulted:
            [.group, .chain, .due]
        case .planObjected, .planImpossible:
            [.group, .chain]
        case .planObjectionAnswered, .planRepaired:
            [.group, .chain, .detail]
        case .planDecided:
            [.group, .date, .chain, .detail]
        case .placementDecided:
            [.school, .date, .detail, .receiver]
        case .placementChanged:
            [.school, .detail, .receiver]
        case .groupMerged, .groupTookOver:
            [.group, .date, .reason, .other]
        case .groupSplit:
            [.group, .date, .reason]
        case .groupRenamed, .schoolRenamed:
            [.date, .reason, .detail]
        case .groupDesignated:
            [.group, .reason, .detail]
        case .schoolDesignated:
            [.school, .reason, .detail]
        case .staffImportSummary:
            [.job, .joinings, .leavings]
        case .unreadEscalated, .unreadReminder:
            [.detail]
        }
    }

    /// Whether it is about one step of a case, so that a text may be for that step alone.
    package var isOfStep: Bool { self == .caseTurn || self == .caseAnswered }
}
