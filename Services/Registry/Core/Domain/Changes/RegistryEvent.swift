package import TaoliModels

/// What happened to a record; each case is one message of `taoli.registry.events.v1`.
package enum RegistryEvent: Hashable, Sendable {
    /// A new district, or one that was taken back before.
    case districtRegistered(DistrictCode, name: String, isCity: Bool)
    /// The name after the change.
    case districtRenamed(DistrictCode, name: String)
    /// The import that registered it was undone.
    case districtWithdrawn(DistrictCode)
    /// A piece of a pack's file, before the binding that names its version.
    case policyFileKept(PolicyFilePart)
    /// A district follows a pack from a school year on.
    case policyBound(PolicyBinding)
    /// A school without sites yet; `district` keeps its record.
    case schoolRegistered(SchoolID, name: String, district: DistrictCode)
    /// The name after the change; `change` says day and reason where somebody gave them.
    case schoolRenamed(SchoolID, name: String, change: NameChange? = nil)
    /// `on` is the first day on which it no longer exists; `successor` got its sites.
    case schoolClosed(SchoolID, on: CalendarDate, successor: SchoolID?)
    /// A new site of a school.
    case siteRegistered(SiteID, school: SchoolID, facts: SiteFacts)
    /// The state after the change.
    case siteRevised(SiteID, facts: SiteFacts)
    /// The site belongs to another school now; `from` is the one it left.
    case siteMoved(SiteID, to: SchoolID, from: SchoolID)
    /// The import that registered it was undone: it never was.
    case siteWithdrawn(SiteID)
    /// A new group; its leads follow as `schoolJoined`.
    case groupFounded(GroupFounding)
    /// Name and kind after the change.
    case groupRevised(GroupID, name: String, kind: GroupKind)
    /// `on` is the first day on which it no longer exists.
    case groupClosed(GroupID, on: CalendarDate, reason: String)
    /// A site belongs from the membership's first day on.
    case schoolJoined(GroupID, Membership, reason: String)
    /// The membership as it was; `until` is the first day on which it no longer holds.
    case schoolLeft(GroupID, Membership, until: CalendarDate, reason: String)
    /// The membership with its longer term.
    case membershipExtended(GroupID, Membership, reason: String)
    /// The group ended and went into another.
    case groupMerged(GroupID, into: GroupID, on: CalendarDate, reason: String)
    /// Parts of the group are groups of their own from the day on.
    case groupSplit(GroupID, into: [GroupID], on: CalendarDate, reason: String)
    /// The successor stands for a predecessor from the day on.
    case groupTookOver(GroupSuccession)
    /// The group bears another name.
    case groupRenamed(GroupID, NameChange)
    /// The state after the change of what is said of a group.
    case groupDesignated(GroupID, Designation)
    /// The state after the change of what is said of a school.
    case schoolDesignated(SchoolID, Designation)
    /// Money came in, went out, or an entry was taken back.
    case ledgerEntryRecorded(GroupID, LedgerEntry)
    /// An agreement on costs was put on record.
    case feeAgreementRecorded(GroupID, FeeAgreement)
    /// A new partner.
    case partnerRegistered(Partner)
    /// The state of a partnership after it began or ended.
    case partnershipChanged(PartnerID, Partnership)
    /// An account without a role yet; login and name are in no event.
    case accountCreated(AccountID, kind: AccountKind)
    /// The account holds the role from now on.
    case roleGranted(AccountID, Grant)
    /// The account no longer holds the role.
    case roleRevoked(AccountID, GrantID, reason: String)
    /// A case began to follow its chain.
    case caseOpened(CaseNews)
    /// Somebody answered at a step of a case.
    case caseStepAnswered(CaseNews, CaseStepNews)
    /// A case ended before what it asked for came about, or with everything done.
    case caseClosed(CaseNews, reason: String)
    /// A person without a post yet; name and numbers are in no event.
    case personRegistered(PersonNews)
    /// What rules need, after the change.
    case personRevised(PersonNews)
    /// The import that registered the person was undone: it never was.
    case personWithdrawn(PersonID)
    /// The person holds a post from the validity's first day on.
    case employmentBegan(PersonID, Employment)
    /// The post with its end; one that ends on its first day never was.
    case employmentEnded(PersonID, Employment)
    /// The person holds a level of key teacher.
    case keyLevelAwarded(PersonID, KeyLevelAward)
    /// The level with its earlier end.
    case keyLevelWithdrawn(PersonID, KeyLevelAward)
    /// How many posts a school has from a day on.
    case establishmentSet(SchoolID, Establishment)
    /// A new body, without members yet.
    case bodyEstablished(BodyNews, from: CalendarDate)
    /// `on` is the first day on which it no longer exists.
    case bodyDissolved(BodyNews, on: CalendarDate)
    /// Somebody sits in the body from the appointment's first day on.
    case bodyMemberAppointed(BodyNews, AppointmentNews)
    /// The appointment as it was; `until` is the first day on which it no longer holds.
    case bodyMemberReleased(BodyNews, AppointmentNews, until: CalendarDate)
    /// A matter is on the body's agenda.
    case bodyResolutionProposed(BodyNews, ResolutionNews)
    /// An expert committee advised on it.
    case bodyResolutionAdvised(BodyNews, ResolutionNews, adviser: BodyID)
    /// The body adopted or rejected it.
    case bodyResolutionDecided(BodyNews, ResolutionNews)
    /// It was taken off the agenda.
    case bodyResolutionWithdrawn(BodyNews, ResolutionNews)
    /// A document was begun, or got another version.
    case documentVersionProposed(DocumentNews, sha256: String, size: Int)
    /// A school or the council accepted the version.
    case documentAccepted(DocumentNews, by: DocumentAcceptance.Acceptor)
    /// The version holds.
    case documentInForce(DocumentNews, from: CalendarDate)
    /// The bureau's section took the version on file.
    case documentFiled(DocumentNews)
    /// The bureau's section returned the version.
    case documentReturned(DocumentNews, reason: String)

    /// The message's short name; also what the history shows.
    package var name: String {
        switch self {
        case .districtRegistered: "DistrictRegistered"
        case .districtRenamed: "DistrictRenamed"
        case .districtWithdrawn: "DistrictWithdrawn"
        case .policyFileKept: "PolicyFileKept"
        case .policyBound: "PolicyBound"
        case .schoolRegistered: "SchoolRegistered"
        case .schoolRenamed: "SchoolRenamed"
        case .schoolClosed: "SchoolClosed"
        case .siteRegistered: "SiteRegistered"
        case .siteRevised: "SiteRevised"
        case .siteMoved: "SiteMovedToSchool"
        case .siteWithdrawn: "SiteWithdrawn"
        case .groupFounded: "GroupFounded"
        case .groupRevised: "GroupRevised"
        case .groupClosed: "GroupClosed"
        case .schoolJoined: "SchoolJoinedGroup"
        case .schoolLeft: "SchoolLeftGroup"
        case .membershipExtended: "MembershipExtended"
        case .groupMerged: "GroupMerged"
        case .groupSplit: "GroupSplit"
        case .groupTookOver: "GroupTookOver"
        case .groupRenamed: "GroupRenamed"
        case .groupDesignated: "GroupDesignated"
        case .schoolDesignated: "SchoolDesignated"
        case .ledgerEntryRecorded: "LedgerEntryRecorded"
        case .feeAgreementRecorded: "FeeAgreementRecorded"
        case .partnerRegistered: "PartnerRegistered"
        case .partnershipChanged: "PartnershipChanged"
        case .accountCreated: "AccountCreated"
        case .roleGranted: "RoleGranted"
        case .roleRevoked: "RoleRevoked"
        case .caseOpened: "CaseOpened"
        case .caseStepAnswered: "CaseStepAnswered"
        case .caseClosed: "CaseClosed"
        case .personRegistered: "PersonRegistered"
        case .personRevised: "PersonRevised"
        case .personWithdrawn: "PersonWithdrawn"
        case .employmentBegan: "EmploymentBegan"
        case .employmentEnded: "EmploymentEnded"
        case .keyLevelAwarded: "KeyLevelAwarded"
        case .keyLevelWithdrawn: "KeyLevelWithdrawn"
        case .establishmentSet: "EstablishmentSet"
        case .bodyEstablished: "BodyEstablished"
        case .bodyDissolved: "BodyDissolved"
        case .bodyMemberAppointed: "BodyMemberAppointed"
        case .bodyMemberReleased: "BodyMemberReleased"
        case .bodyResolutionProposed: "BodyResolutionProposed"
        case .bodyResolutionAdvised: "BodyResolutionAdvised"
        case .bodyResolutionDecided: "BodyResolutionDecided"
        case .bodyResolutionWithdrawn: "BodyResolutionWithdrawn"
        case .documentVersionProposed: "DocumentVersionProposed"
        case .documentAccepted: "DocumentAccepted"
        case .documentInForce: "DocumentInForce"
        case .documentFiled: "DocumentFiled"
        case .documentReturned: "DocumentReturned"
        }
    }

    /// The site concerned, so that a school's history shows its joinings too.
    package var site: SiteID? {
        switch self {
        case .siteRegistered(let site, _, _), .siteRevised(let site, _), .siteMoved(let site, _, _),
            .siteWithdrawn(let site):
            site
        case .schoolJoined(_, let membership, _), .schoolLeft(_, let membership, _, _),
            .membershipExtended(_, let membership, _):
            membership.siteID
        default: nil
        }
    }
}

/// What a group was founded with.
package struct GroupFounding: Hashable, Sendable {
    package let id: GroupID
    /// Its name on its first day.
    package let name: String
    package let kind: GroupKind
    /// The district's code, or the city's own for a city's group.
    package let district: DistrictCode
    /// First day on which it exists.
    package let foundedOn: CalendarDate
    /// The source does not say when it began; `foundedOn` is the day it is recorded for.
    package let isStartUnknown: Bool
}
