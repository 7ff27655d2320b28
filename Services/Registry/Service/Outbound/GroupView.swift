import RegistryCore
import TaoliModels

/// A group as it is shown: on one day, with the faces of its sites.
package struct GroupView: Sendable {
    let group: Group
    let on: CalendarDate
    let faces: [SiteID: SiteFace]
}

/// A page of a list, with the sort key of its last row while more follow.
package struct ListPage<Row: Sendable>: Sendable {
    let rows: [Row]
    let next: [String]?
}
