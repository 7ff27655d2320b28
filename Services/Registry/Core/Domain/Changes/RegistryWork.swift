package import TaoliModels

/// Records loaded for one transaction, and what decisions did to them.
///
/// A command puts in what it loaded and applies one decision; an import batch applies many, each
/// on the state that the ones before it left. What was touched is written once, in one place.
package struct RegistryWork: Sendable {
    /// Districts that were put in, as the decisions left them.
    package private(set) var districts: [DistrictCode: District] = [:]
    /// Schools that were put in, as the decisions left them.
    package private(set) var schools: [SchoolID: School] = [:]
    /// Sites that were put in, as the decisions left them.
    package private(set) var sites: [SiteID: Site] = [:]
    /// Groups that were put in, as the decisions left them.
    package private(set) var groups: [GroupID: Group] = [:]
    /// Accounts that were put in, as the decisions left them.
    package private(set) var accounts: [AccountID: Account] = [:]
    /// Cases that were put in, as the decisions left them.
    package private(set) var cases: [CaseID: Case] = [:]
    /// Persons that were put in, as the decisions left them.
    package private(set) var persons: [PersonID: Person] = [:]
    /// Numbers of posts that were set, one a school and day.
    package private(set) var establishments: [(school: School, set: Establishment)] = []
    /// Bodies that were put in, as the decisions left them.
    package private(set) var bodies: [BodyID: Body] = [:]
    /// Agenda items that were put in, as the decisions left them.
    package private(set) var resolutions: [ResolutionID: Resolution] = [:]
    /// Documents that were put in, as the decisions left them.
    package private(set) var documents: [DocumentID: Document] = [:]
    /// Partners that decisions made or changed.
    package private(set) var partners: [PartnerID: Partner] = [:]
    /// Everything that happened, in order.
    package private(set) var changes: [RegistryChange] = []

    package init() {}

    /// Puts in a record as it was loaded.
    package mutating func load(_ district: District) { districts[district.code] = district }
    /// Puts in a record as it was loaded.
    package mutating func load(_ school: School) { schools[school.id] = school }
    /// Puts in a record as it was loaded.
    package mutating func load(_ site: Site) { sites[site.id] = site }
    /// Puts in a record as it was loaded.
    package mutating func load(_ group: Group) { groups[group.id] = group }
    /// Puts in a record as it was loaded.
    package mutating func load(_ account: Account) { accounts[account.id] = account }

    /// Puts in a record as it was loaded.
    package mutating func load(_ person: Person) { persons[person.id] = person }

    /// Takes over what a decision made of a person.
    package mutating func apply(_ decision: Decision<Person>) {
        persons[decision.state.id] = decision.state
        changes += decision.changes
    }

    /// Takes over a school's new numbers of posts.
    package mutating func apply(_ decision: EstablishmentDecision) {
        schools[decision.school.id] = decision.school
        if !decision.changes.isEmpty {
            establishments.append((decision.school, decision.establishment))
        }
        changes += decision.changes
    }

    /// Takes over what a command made of a case.
    package mutating func apply(_ decision: CaseDecision) {
        cases[decision.state.id] = decision.state
        changes += decision.changes
    }

    /// Takes over what a decision made of a district.
    package mutating func apply(_ decision: Decision<District>) {
        districts[decision.state.code] = decision.state
        changes += decision.changes
    }

    /// Takes over what a decision made of a school.
    package mutating func apply(_ decision: Decision<School>) {
        schools[decision.state.id] = decision.state
        changes += decision.changes
    }

    /// Takes over what a decision made of a site.
    package mutating func apply(_ decision: Decision<Site>) {
        sites[decision.state.id] = decision.state
        changes += decision.changes
    }

    /// Takes over what a decision made of a group.
    package mutating func apply(_ decision: Decision<Group>) {
        groups[decision.state.id] = decision.state
        changes += decision.changes
    }

    /// Takes over what a decision made of an account.
    package mutating func apply(_ decision: Decision<Account>) {
        accounts[decision.state.id] = decision.state
        changes += decision.changes
    }

    /// Takes over what a decision made of a body.
    package mutating func apply(_ decision: Decision<Body>) {
        bodies[decision.state.id] = decision.state
        changes += decision.changes
    }

    /// Takes over what a command made of an agenda item.
    package mutating func apply(_ decision: ResolutionDecision) {
        bodies[decision.body.id] = decision.body
        resolutions[decision.resolution.id] = decision.resolution
        changes += decision.changes
    }

    /// Takes over what a decision made of a document.
    package mutating func apply(_ decision: Decision<Document>) {
        documents[decision.state.id] = decision.state
        changes += decision.changes
    }

    /// Takes over what a decision made of a partner.
    package mutating func apply(_ decision: Decision<Partner>) {
        partners[decision.state.id] = decision.state
        changes += decision.changes
    }

    /// The aggregates that changed, each once, in the order of their first change.
    package var touched: [RegistryAggregate] {
        var seen: Set<RegistryAggregate> = []
        return changes.map(\.aggregate).filter { seen.insert($0).inserted }
    }

    /// Every district concerned by a change. Sorted.
    package var concerned: [DistrictCode] { Set(changes.flatMap(\.districts)).sorted() }
}
