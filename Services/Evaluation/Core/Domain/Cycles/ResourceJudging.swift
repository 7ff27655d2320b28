import TaoliModels
import TaoliPolicy

/// What the schools of a group and its district have of each resource (教督〔2017〕6号): levels of each
/// school, and the spread in the district. It is told beside the standards and decides none of them:
/// the text asks it of schools and of districts, not of groups.
struct ResourceJudging {
    private let cycle: Cycle
    private let section: EvaluationSection
    private let check: ResourceCheck
    private let schools: [ResourceCheck.School]
    private let schoolsOfDistrict: [Stage: Int]

    init(_ cycle: Cycle, _ pack: PolicyPack, _ inputs: [CycleInput]) {
        self.cycle = cycle
        section = pack[EvaluationSection.self]
        check = ResourceCheck(pack)
        let own = inputs.filter { $0.key.what == .resource }
        schools = Self.schools(own)
        var all: [Stage: Int] = [:]
        for input in own where input.key.school == nil {
            if let stage = input.key.stage { all[stage] = Int(input.values[0]) }
        }
        schoolsOfDistrict = all
    }

    /// None where nothing was imported, so that what was computed before stays as it was.
    func results(of group: GroupID) -> [CycleResult] {
        guard !schools.isEmpty else { return [] }
        let members = cycle.members.filter { $0.group == group }
        return members.flatMap { levels($0) }
            + check.spreads(schools.filter { $0.district == Self.here }).map { spread($0, group) }
    }

    private static let here = "here"

    private struct Place: Hashable {
        let school: SchoolID
        let stage: Stage
    }

    private static func schools(_ inputs: [CycleInput]) -> [ResourceCheck.School] {
        var order: [Place] = []
        var found: [Place: [CycleInput]] = [:]
        for input in inputs {
            guard let school = input.key.school, let stage = input.key.stage else { continue }
            let place = Place(school: school, stage: stage)
            if found[place] == nil { order.append(place) }
            found[place, default: []].append(input)
        }
        return order.map { place in
            let own = found[place] ?? []
            return ResourceCheck.School(
                code: "\(place.school)", district: own.first?.values[2] == 1 ? here : "",
                stage: place.stage, students: own.first.map { Int($0.values[1]) } ?? 0,
                amounts: Dictionary(own.map { ($0.key.item, $0.values[0]) }) { first, _ in first })
        }
    }

    /// A member of which nothing was imported has no data, stage by stage.
    private func levels(_ member: CycleMember) -> [CycleResult] {
        let code = "\(member.school)"
        let own = member.stages.map { stage in
            schools.first { $0.code == code && $0.stage == stage }
                ?? ResourceCheck.School(
                    code: code, district: "", stage: stage, students: 0, amounts: [:])
        }
        let subject = CycleSubject(group: member.group, school: member.school)
        return check.levels(own).filter { $0.verdict != .notApplicable }.map { finding in
            let rule = section.resources.first { $0.id == finding.resource }
            return CycleResult(
                subject: subject, stage: finding.stage, item: rule?.id ?? Self.whole,
                name: rule?.name ?? Wording("各项资源综合", "resources as a whole"),
                verdict: finding.verdict.rawValue, figure: finding.figure.map { "\($0)" } ?? "",
                threshold: Wording("不低于 \(finding.bound)", "at least \(finding.bound)"),
                estimator: "ratio", source: Self.source, clause: finding.source.citation,
                notes: finding.note)
        }
    }

    private func spread(_ finding: ResourceCheck.Finding, _ group: GroupID) -> CycleResult {
        let rule = section.resources.first { $0.id == finding.resource }
        let name = rule?.name ?? Wording("", "")
        let there = schools.count { $0.district == Self.here && $0.stage == finding.stage }
        let all = schoolsOfDistrict[finding.stage] ?? 0
        let isWhole = finding.verdict == .notApplicable || there >= all
        let missing = Wording(
            "区内 \(all) 所学校中只有 \(there) 所有数据；缺的补齐后才能判断。",
            "Of the district's \(all) schools \(there) are there; the verdict waits for the others."
        )
        return CycleResult(
            subject: CycleSubject(group: group), stage: finding.stage,
            item: "spread/\(finding.resource ?? "")",
            name: Wording("区域差异系数：\(name.chinese)", "spread in the district: \(name.english)"),
            verdict: (isWhole ? finding.verdict : .noData).rawValue,
            figure: finding.figure.map { "\($0)" } ?? "",
            threshold: Wording("不高于 \(finding.bound)", "at most \(finding.bound)"),
            sample: Rate(count: there, total: max(all, there)),
            estimator: "coefficient", source: Self.source, clause: finding.source.citation,
            notes: isWhole ? named(finding.note) : missing)
    }

    /// A note that lists schools says how many they are: their names are not all known here.
    private func named(_ note: Wording?) -> Wording? {
        note.map { _ in Wording("有学校缺这一项。", "Some schools lack this one.") }
    }

    private static let whole = "resources"
    private static let source = "import"
}
