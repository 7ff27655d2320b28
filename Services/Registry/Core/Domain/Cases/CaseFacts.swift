package import TaoliModels
package import TaoliPolicy

/// What a case is about; stated when it is opened and never changed.
package struct CaseFacts: Hashable, Sendable {
    package let proposal: CaseProposal
    package let parties: CaseParties
    /// Why a member is made to leave; for `expel` only.
    package let ground: ExitGround?
    /// The school must be placed before its land is sold (XN-13).
    package let isBeforeLandSale: Bool
    /// Posts of the establishment change (XN-16).
    package let touchesEstablishment: Bool

    package init(
        proposal: CaseProposal, parties: CaseParties, ground: ExitGround? = nil,
        isBeforeLandSale: Bool = false, touchesEstablishment: Bool = false
    ) {
        self.proposal = proposal
        self.parties = parties
        self.ground = ground
        self.isBeforeLandSale = isBeforeLandSale
        self.touchesEstablishment = touchesEstablishment
    }

    /// What decides which chain it follows.
    ///
    /// - Parameter isBuilt: the school concerned is open.
    package func chainFacts(isBuilt: Bool) -> ChainFacts {
        ChainFacts(
            mode: proposal.mode, locality: parties.locality, ground: ground, isBuilt: isBuilt,
            isBeforeLandSale: isBeforeLandSale)
    }

    /// Whether a step with this condition is part of the case.
    func meets(_ condition: StepCondition?) -> Bool {
        switch condition {
        case nil: true
        case .acrossDistricts: parties.locality == .acrossDistricts
        case .establishmentTouched: touchesEstablishment
        }
    }
}

/// What is to come about.
package enum CaseProposal: Hashable, Sendable {
    /// A new group led by these sites.
    case found(name: String, kind: GroupKind, leads: [SiteID])
    /// A site joins; `term` in years, where one is agreed.
    case join(SiteID, mode: String?, category: String?, termYears: Int?)
    /// A member leaves of its own will.
    case leave(SiteID, mode: String?)
    /// A member is made to leave.
    case expel(SiteID, mode: String?)
    /// A membership goes on for so many years; `until` is its last term's end.
    case extend(SiteID, mode: String?, years: Int, until: CalendarDate)
    /// A membership whose term is over ends by itself; `until` is the first day after the term.
    case expire(SiteID, mode: String?, until: CalendarDate)
    /// Somebody shall have, or leave, a leader's post at a member.
    case recommend(SiteID, mode: String?, LeaderAdvice)

    package var purpose: CasePurpose {
        switch self {
        case .found: .found
        case .join: .join
        case .leave: .leave
        case .expel: .expel
        case .extend: .extend
        case .expire: .expire
        case .recommend: .recommend
        }
    }

    /// The membership mode that it is about.
    package var mode: String? {
        switch self {
        case .found: nil
        case .join(_, let mode, _, _), .leave(_, let mode), .expel(_, let mode),
            .extend(_, let mode, _, _), .expire(_, let mode, _), .recommend(_, let mode, _):
            mode
        }
    }

    /// The sites that it is about.
    package var sites: [SiteID] {
        switch self {
        case .found(_, _, let leads): leads
        case .join(let site, _, _, _), .leave(let site, _), .expel(let site, _),
            .extend(let site, _, _, _), .expire(let site, _, _), .recommend(let site, _, _):
            [site]
        }
    }
}

/// What a lead recommends on a leader of a member school (XN-23): an id and no name, since events
/// and messages of cases name nobody.
package struct LeaderAdvice: Hashable, Sendable {
    /// Somebody of the register.
    package let person: PersonID
    /// A post that the limit of leaders counts.
    package let post: StaffPost
    /// The person shall leave the post; otherwise have it.
    package let isDismissal: Bool

    package init(person: PersonID, post: StaffPost, isDismissal: Bool) {
        self.person = person
        self.post = post
        self.isDismissal = isDismissal
    }
}

/// The units that a case concerns; actors are found among them.
package struct CaseParties: Hashable, Sendable {
    /// The school that applies or is concerned.
    package let school: SchoolID
    /// Where that school lies.
    package let schoolDistrict: DistrictCode
    /// The schools that lead the group; at founding, those that shall.
    package let leads: [SchoolID]
    /// The group; at founding, the id it will have.
    package let group: GroupID
    /// Whose the group is; the city's own code for a city's group.
    package let groupDistrict: DistrictCode
    /// The city's own code.
    package let city: DistrictCode

    package init(
        school: SchoolID, schoolDistrict: DistrictCode, leads: [SchoolID], group: GroupID,
        groupDistrict: DistrictCode, city: DistrictCode
    ) {
        self.school = school
        self.schoolDistrict = schoolDistrict
        self.leads = leads
        self.group = group
        self.groupDistrict = groupDistrict
        self.city = city
    }

    package var locality: Locality {
        if groupDistrict == city { return .municipalGroup }
        return groupDistrict == schoolDistrict ? .sameDistrict : .acrossDistricts
    }

    /// The districts concerned. Sorted.
    package var districts: [DistrictCode] { Set([groupDistrict, schoolDistrict]).sorted() }

    /// The units of a party; a district that is the city itself is the city.
    package func units(of party: Party) -> [UnitReference] {
        switch party {
        case .school: [UnitReference(.school, school.description)]
        case .lead: leads.map { UnitReference(.school, $0.description) }
        case .group: [UnitReference(.group, group.description)]
        case .groupDistrict: [bureau(groupDistrict)]
        case .schoolDistrict: [bureau(schoolDistrict)]
        case .city: [UnitReference(.city, city.rawValue)]
        }
    }

    private func bureau(_ code: DistrictCode) -> UnitReference {
        UnitReference(code == city ? .city : .district, code.rawValue)
    }
}
