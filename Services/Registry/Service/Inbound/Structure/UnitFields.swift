import Foundation
import RegistryCore
import TaoliContracts
import TaoliHost
import TaoliModels
import TaoliRuntime

/// Reads the fields of calls about units.
enum UnitFields {
    /// - Throws: `missing-field`, `bad-unit`.
    static func unit(_ text: String) throws -> UnitKey {
        let text = try Input.text("unit", text, max: RegistryLimits.codeMax)
        guard let unit = UnitKey(text) else {
            throw Input.invalid(
                "unit", "bad-unit",
                Wording(
                    "单位应写成 group/编号、school/编号或 site/编号。",
                    "A unit is group/<id>, school/<id> or site/<id>."))
        }
        return unit
    }

    /// - Throws: `unknown-value`.
    static func kind(_ text: String) throws -> DesignationKind {
        try Input.known(
            "what", DesignationKind(rawValue: text),
            allowed: DesignationKind.allCases.map(\.rawValue))
    }

    static func designate(_ request: Taoli_Registry_V1_DesignateRequest, now: Date) throws
        -> Designate
    {
        Designate(
            id: DesignationID(.version7()), kind: try kind(request.what),
            value: try Input.text("value", request.value, max: RegistryLimits.referenceMax),
            stage: try Input.optionalCode("stage", request.stage, of: Stage.self),
            validity: Validity(
                from: try Fields.day("from", request.from, now: now),
                until: try request.until.isEmpty ? nil : Fields.date("until", request.until)),
            reason: try Fields.reason(request.reason))
    }

    static func merging(_ request: Taoli_Registry_V1_MergeGroupsRequest) throws
        -> StructureStore.Merging
    {
        guard request.groupIds.count <= MergeGroups.groupsMax else {
            throw tooMany("group_ids", max: MergeGroups.groupsMax)
        }
        let groups: [GroupID] = try request.groupIds.map { try Input.id("group_ids", $0) }
        guard request.successorID.isEmpty == request.hasNewGroup else { throw oneSuccessor }
        let command = MergeGroups(
            on: try Fields.date("on", request.on), reason: try Fields.reason(request.reason),
            leadsStay: request.leadsStay)
        guard request.hasNewGroup else {
            return StructureStore.Merging(
                groups: unique(groups),
                successor: .existing(try Input.id("successor_id", request.successorID)),
                command: command)
        }
        let new = MergeGroups.NewGroup(
            id: GroupID(.version7()),
            name: try Input.text(
                "new_group.name", request.newGroup.name, max: RegistryLimits.nameMax),
            leads: try sites("new_group.lead_site_ids", request.newGroup.leadSiteIds))
        return StructureStore.Merging(
            groups: unique(groups), successor: .new(new), command: command)
    }

    static func split(_ request: Taoli_Registry_V1_SplitGroupRequest) throws -> SplitGroup {
        guard request.parts.count <= SplitGroup.partsMax else {
            throw tooMany("parts", max: SplitGroup.partsMax)
        }
        return SplitGroup(
            parts: try request.parts.map { part in
                SplitGroup.Part(
                    id: GroupID(.version7()),
                    name: try Input.text("parts.name", part.name, max: RegistryLimits.nameMax),
                    leads: try sites("parts.lead_site_ids", part.leadSiteIds),
                    members: try sites("parts.member_site_ids", part.memberSiteIds))
            }, closes: request.closes, on: try Fields.date("on", request.on),
            reason: try Fields.reason(request.reason))
    }

    static func filter(_ request: Taoli_Registry_V1_ListDesignationsRequest) throws
        -> UnitReads.Filter
    {
        UnitReads.Filter(
            what: try request.what.isEmpty ? nil : kind(request.what).rawValue,
            value: try Input.optionalText("value", request.value, max: RegistryLimits.nameMax),
            stage: try Input.optionalCode("stage", request.stage, of: Stage.self)?.rawValue,
            district: try request.district.isEmpty
                ? nil : Fields.district("district", request.district).rawValue,
            unit: try request.unit.isEmpty ? nil : unit(request.unit),
            on: try request.on.isEmpty ? nil : Fields.date("on", request.on))
    }

    /// School years from the first to the last; the current one where none is said.
    /// - Throws: `bad-school-year`, `too-many`, `date-order`.
    static func years(_ first: String, _ last: String, today: CalendarDate) throws -> [SchoolYear] {
        let current = SchoolYear(containing: today)
        let from = try first.isEmpty ? current : year("first_year", first)
        let to = try last.isEmpty ? max(from, current) : year("last_year", last)
        guard from <= to else {
            throw Input.invalid(
                "last_year", "date-order",
                Wording("最后一个学年早于第一个。", "The last year is before the first."))
        }
        guard to.startYear - from.startYear < RegistryLimits.yearsMax else {
            throw tooMany("last_year", max: RegistryLimits.yearsMax)
        }
        return (from.startYear...to.startYear).map { SchoolYear(startYear: $0) }
    }

    private static func year(_ field: String, _ text: String) throws -> SchoolYear {
        guard let year = SchoolYear(text) else {
            throw Input.invalid(
                field, "bad-school-year", Wording("不是学年。", "This is no school year."),
                next: Wording("请写成 2026-2027。", "Write it as 2026-2027."))
        }
        return year
    }

    private static func sites(_ field: String, _ ids: [String]) throws -> [SiteID] {
        guard ids.count <= RegistryLimits.membershipsMax else {
            throw tooMany(field, max: RegistryLimits.membershipsMax)
        }
        return try ids.map { try Input.id(field, $0) }
    }

    private static func unique(_ ids: [GroupID]) -> [GroupID] {
        var seen: Set<GroupID> = []
        return ids.filter { seen.insert($0).inserted }
    }

    private static func tooMany(_ field: String, max: Int) -> Refusal {
        Input.invalid(
            field, "too-many", Wording("超过 \(max) 条。", "There are more than \(max)."))
    }

    private static let oneSuccessor = Input.invalid(
        "successor_id", "one-successor",
        Wording("并入的集团要且只能给一个：已有的或新的。", "Name one successor: an existing group or a new one."))
}
