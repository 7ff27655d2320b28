package import TaoliModels

/// What the register holds of one district or the city.
package struct DistrictState: Hashable, Sendable {
    /// As it stands in the register.
    package let name: String
    /// Whether it is the city itself.
    package let isCity: Bool

    package init(name: String, isCity: Bool) {
        self.name = name
        self.isCity = isCity
    }
}

/// What the register holds of one site.
package struct SiteState: Hashable, Sendable {
    /// As it stands in the register.
    package let name: String
    /// The district in which it lies.
    package let district: DistrictCode
    package let kind: SchoolKind
    package let ownership: Ownership
    /// Where it is in its life.
    package let status: SchoolStatus
    /// Degrees; `nil` together with `latitude`, when the place is unknown.
    package let longitude: Double?
    /// Degrees; `nil` together with `longitude`, when the place is unknown.
    package let latitude: Double?
    /// The legal name under which an import moved this site to a school; `nil` while none was ever
    /// given. Not simply the school's name: a school made from a site's own row bears the site's.
    package let legalName: String?

    package init(
        name: String, district: DistrictCode, kind: SchoolKind, ownership: Ownership,
        status: SchoolStatus, longitude: Double?, latitude: Double?, legalName: String?
    ) {
        self.name = name
        self.district = district
        self.kind = kind
        self.ownership = ownership
        self.status = status
        self.longitude = longitude
        self.latitude = latitude
        self.legalName = legalName
    }
}

/// By what a group is known in a file: its name, and whose it is.
package struct GroupKey: Hashable, Sendable {
    /// As file and register write it, letter for letter.
    package let name: String
    /// The district's code, or the city's own.
    package let district: DistrictCode

    package init(name: String, district: DistrictCode) {
        self.name = name
        self.district = district
    }
}

/// What the register holds of one membership that is in force.
package struct MembershipState: Hashable, Sendable {
    package let role: MembershipRole
    /// How the source names the bond, e.g. `brand`; `nil` when it does not.
    package let relation: String?

    package init(role: MembershipRole, relation: String?) {
        self.role = role
        self.relation = relation
    }
}

/// What the register holds of one group that is not closed.
package struct GroupState: Hashable, Sendable {
    package let kind: GroupKind
    /// What the source called its type; `nil` when it did not.
    package let typeLabel: String?
    /// What the source called its level; `nil` when it did not.
    package let levelLabel: String?
    /// Memberships in force by the site's external id; it is enough to give those of the sites
    /// asked about, as long as `hasLead` is right.
    package let memberships: [String: MembershipState]
    /// Whether any lead membership is in force.
    package let hasLead: Bool

    package init(
        kind: GroupKind = .educationGroup, typeLabel: String?, levelLabel: String?,
        memberships: [String: MembershipState], hasLead: Bool
    ) {
        self.kind = kind
        self.typeLabel = typeLabel
        self.levelLabel = levelLabel
        self.memberships = memberships
        self.hasLead = hasLead
    }
}

/// What the register holds of everything a batch of rows names. Districts are given whole (there
/// are few); sites and groups only as far as `ImportLookups` asks.
package struct RegisterSnapshot: Sendable {
    /// All districts and the city, also where no row names them.
    package let districts: [DistrictCode: DistrictState]
    /// Those that `ImportLookups` asked for, by external id.
    package let sites: [String: SiteState]
    /// Those that `ImportLookups` asked for and that are not closed.
    package let groups: [GroupKey: GroupState]
    /// The city's own code; `nil` before the districts are imported.
    package let city: DistrictCode?
    private let codesByName: [String: DistrictCode]

    /// - Parameter districts: all of them, the city included.
    package init(
        districts: [DistrictCode: DistrictState], sites: [String: SiteState] = [:],
        groups: [GroupKey: GroupState] = [:]
    ) {
        self.districts = districts
        self.sites = sites
        self.groups = groups
        city = districts.filter(\.value.isCity).keys.min()
        var names: [String: DistrictCode] = [:]
        for (code, state) in districts where !state.isCity {
            names[state.name] = code
            if let short = RegisterSnapshot.shortened(state.name) { names[short] = code }
        }
        codesByName = names
    }

    /// The district of that name, with or without its last character 区, 县 or 市.
    package func district(named name: String) -> DistrictCode? { codesByName[name] }

    private static func shortened(_ name: String) -> String? {
        guard name.count > 2, let last = name.last, "区县市".contains(last) else { return nil }
        return String(name.dropLast())
    }
}

/// What to look up in the register before a batch of rows is read.
package struct ImportLookups: Sendable {
    /// External ids of sites.
    package private(set) var siteIDs: Set<String> = []
    /// Groups, by name and whose they are.
    package private(set) var groups: Set<GroupKey> = []

    package init() {}

    /// Adds what a row of `schools` names, in the file or by an answer.
    package mutating func addSchool(_ row: TableRow, answers: ImportAnswers) {
        add(row[SchoolColumn.id], row, answers)
    }

    /// Adds what a row of `groups` names. - Parameter city: as in `RegisterSnapshot.city`.
    package mutating func addGroup(_ row: TableRow, city: DistrictCode?, answers: ImportAnswers) {
        add(row[GroupColumn.schoolID], row, answers)
        if let key = GroupRowReader.key(row, city: city) { groups.insert(key) }
    }

    private mutating func add(_ id: String, _ row: TableRow, _ answers: ImportAnswers) {
        if !id.isEmpty { siteIDs.insert(CodeText.plain(id)) }
        for question in [DoubtQuestion.noID, .school] {
            if case .id(let answered)? = answers[row.number, question]?.choice {
                siteIDs.insert(answered)
            }
        }
    }
}
