import Foundation

// What a batch of events says about one row: nil where it says nothing. Later events of an
// aggregate overwrite earlier ones field by field, so a batch needs one statement a table.

struct SchoolPatch: Equatable {
    var name: String?
    var district: String?
}

struct SitePatch: Equatable {
    var schoolID: UUID?
    var name: String?
    var district: String?
    var kind: String?
    var status: String?
    var isWithdrawn: Bool?
}

struct GroupPatch: Equatable {
    var name: String?
    var district: String?
    var foundedOn: String?
    var closedOn: String?
    /// Districts that the group concerns after its last event.
    var districts: String
}

struct MembershipPatch: Equatable {
    let groupID: UUID
    var siteID: UUID?
    var schoolID: UUID?
    var role: String?
    var startsOn: String?
    var endsOn: String?
}
