import Foundation
package import TaoliModels
import TaoliRuntime

/// Answers a call that lists something per group and stage: reads the day, narrows to what the
/// caller may see, and cuts pages between the units of a group.
package struct UnitQuery: Sendable {
    /// Groups read at once at least: a group may have no unit at all.
    private static let groupsReadMin = 50

    private let context: ServiceContext
    private let groups: ProjectedGroups

    /// - Parameter context: its name is the schema of the copy.
    package init(_ context: ServiceContext) {
        self.context = context
        groups = ProjectedGroups(schema: context.name)
    }

    /// One page.
    ///
    /// - Parameters:
    ///   - groupID: only this group; empty for all that the caller sees.
    ///   - on: the day asked about, empty for today in Shanghai.
    ///   - units: what a group is made into, in a fixed order.
    /// - Throws: `Refusal` for fields that cannot be read, `group-unknown` for a group that does
    ///   not exist, is not known here yet, or lies outside the caller's scope.
    package func page<Unit: Sendable>(
        groupID: String, on: String, pageSize: Int32, cursor: String,
        units: @Sendable (ProjectedGroup, CalendarDate) -> [Unit]
    ) async throws -> (units: [Unit], nextCursor: String) {
        let date = try day(on)
        let size = try Cursor.size(pageSize)
        let list = ["units", groupID, on]
        let position = try UnitPosition(cursor: cursor, of: list)
        let filter = try filter(groupID)
        return try await context.read { tx in
            var page = UnitPage<Unit>(size: size, list: list)
            var start = position?.start
            let limit = max(size + 1, UnitQuery.groupsReadMin)
            while true {
                let read = try await groups.read(
                    on: date, filter: filter, from: start, limit: limit, in: tx)
                if read.isEmpty, start == nil, filter.group != nil { throw UnitQuery.groupUnknown }
                for group in read {
                    let skipped = group.id == position?.group ? position?.unitsSent ?? 0 : 0
                    if let next = page.add(units(group, date), of: group, skipping: skipped) {
                        return (page.units, next)
                    }
                }
                guard read.count == limit, let last = read.last else { return (page.units, "") }
                start = ProjectedGroups.Start(name: last.name, id: last.id, isIncluded: false)
            }
        }
    }

    private func day(_ text: String) throws -> CalendarDate {
        if text.isEmpty { return CalendarDate(shanghai: context.now()) }
        guard let date = CalendarDate(text) else {
            throw Input.invalid(
                "on", "invalid-date",
                Wording("日期无效，应为 YYYY-MM-DD。", "Not a date of the form YYYY-MM-DD."))
        }
        return date
    }

    /// The finer scope: whoever holds a role at a group or a school sees that group, or the groups
    /// that the school is in.
    private func filter(_ groupID: String) throws -> ProjectedGroups.Filter {
        let caller = try CallContext.requireCaller()
        var filter = ProjectedGroups.Filter()
        if !groupID.isEmpty { filter.group = try Input.id("group_id", groupID) }
        guard let unit = caller.unit else { return filter }
        switch unit.kind {
        case .city, .district: break
        case .group:
            guard let own = GroupID(unit.id), filter.group ?? own == own else {
                throw UnitQuery.groupUnknown
            }
            filter.group = own
        case .school:
            guard let own = SchoolID(unit.id) else { throw UnitQuery.groupUnknown }
            filter.school = own
        }
        return filter
    }

    private static let groupUnknown = Refusal(
        .notFound, "group-unknown", field: "group_id",
        what: Wording(
            "没有这个集团，或不在您的权限范围内。",
            "There is no such group, or it lies outside your scope."),
        next: Wording(
            "请核对编号；刚成立的集团请稍候片刻再查。",
            "Check the id; if the group was founded just now, ask again in a moment."))
}
