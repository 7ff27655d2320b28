package import TaoliModels

/// A school with one site, as a row of a `schools` file gives it.
package struct SchoolRecord: Hashable, Sendable {
    /// The compilers' own id of the site, from the file or an answer.
    package let externalID: String
    /// As the file writes it.
    package let name: String
    /// The district in which it lies.
    package let district: DistrictCode
    package let kind: SchoolKind
    /// `nil` when the cell is empty: unknown for a new site, no change for a known one.
    package let ownership: Ownership?
    /// Degrees (WGS 84 as far as the source says), both or neither; `nil` means no change.
    package let longitude: Double?
    /// Degrees, as `longitude`.
    package let latitude: Double?
    /// As its cell says; of an empty one `planned` when an answer accepts a school that is not open
    /// yet; `nil` when nothing is said: open for a new site, no change for a known one.
    package let status: SchoolStatus?

    /// What it means for the register. An empty cell changes nothing.
    func change(from stored: SiteState?) -> RowChange {
        guard let stored else { return .new }
        let same =
            stored.name == name && stored.district == district && stored.kind == kind
            && (ownership ?? stored.ownership) == stored.ownership
            && (status ?? stored.status) == stored.status
            && (longitude ?? stored.longitude) == stored.longitude
            && (latitude ?? stored.latitude) == stored.latitude
        return same ? .unchanged : .changed
    }
}
