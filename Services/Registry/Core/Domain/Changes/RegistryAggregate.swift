package import TaoliModels

/// Whose history a change belongs to.
package enum RegistryAggregate: Hashable, Sendable {
    case district(DistrictCode)
    case school(SchoolID)
    case site(SiteID)
    case group(GroupID)
    case account(AccountID)
    /// Something that follows a chain of steps.
    case `case`(CaseID)
    case person(PersonID)
    case body(BodyID)
    case document(DocumentID)
    /// An organisation that is no school.
    case partner(PartnerID)

    /// The type's name, as in topics and in the history.
    package var type: String {
        switch self {
        case .district: "district"
        case .school: "school"
        case .site: "site"
        case .group: "group"
        case .account: "account"
        case .case: "case"
        case .person: "person"
        case .body: "body"
        case .document: "document"
        case .partner: "partner"
        }
    }
}
