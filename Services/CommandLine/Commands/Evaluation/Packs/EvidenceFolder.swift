import EvaluationCore
import Foundation
import TaoliModels
import TaoliPolicy

/// The tables that `evaluation check` reads.
struct EvidenceTables {
    var members: [DatedMember] = []
    var counts: [SchoolCount] = []
    var regions: [RegionCount] = []
    var published: [PublishedFigure] = []
    var surveys: [SurveyAnswer] = []
    var progress: [SchoolProgress] = []
    var resources: [ResourceCheck.School] = []

    /// What one unit is judged by.
    func evidence(_ unit: String, on day: CalendarDate) -> UnitEvidence {
        UnitEvidence(
            unit: unit, on: day, members: members, counts: counts, regions: regions,
            published: published, surveys: surveys, progress: progress)
    }
}

/// A folder with those tables; all but the members may be absent.
struct EvidenceFolder {
    let path: String
    let policy: PolicyPack
    let context: CommandContext

    /// - Throws: ``CommandFailure`` for files and rows that cannot be used, each row noted.
    func read() throws -> EvidenceTables {
        var tables = EvidenceTables()
        let resources = policy[EvaluationSection.self].resources.map(\.id)
        let asksMembers = !policy[EvaluationSection.self].standards.isEmpty
        let hasResources = exists("resources")
        try table(
            "members", ["unit", "school", "stage", "from"], ["until", "weak"],
            isNeeded: asksMembers && !hasResources
        ) { tables.members.append(try $0.member()) }
        try table(
            "counts", ["school", "stage", "measure", "count", "total"], ["subject", "source"]
        ) {
            tables.counts.append(try $0.schoolCount())
        }
        try table("regions", ["region", "stage", "measure", "count", "total"], ["subject"]) {
            tables.regions.append(try $0.regionCount())
        }
        try table("published", ["unit", "stage", "figure"], ["subject", "source"]) {
            tables.published.append(try $0.publishedFigure())
        }
        let respondents = policy[EvaluationSection.self].respondents.map(\.id)
        try table(
            "survey", ["school", "respondent", "roll", "answered", "satisfied"], ["source"]
        ) { tables.surveys.append(try $0.surveyAnswer(respondents)) }
        try table(
            "progress", ["school", "stage"],
            ["subject", "value_added", "se", "students", "gap_before", "gap_now", "source"]
        ) { tables.progress.append(try $0.schoolProgress()) }
        try table("resources", ["school", "district", "stage", "students"], resources) {
            tables.resources.append(try $0.schoolResources(resources))
        }
        return tables
    }

    private func file(_ name: String) -> String { "\(path)/\(name).csv" }

    private func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: file(name))
    }

    private func table(
        _ name: String, _ needed: [String], _ optional: [String], isNeeded: Bool = false,
        _ take: (TableRow) throws -> Void
    ) throws {
        guard isNeeded || exists(name) else { return }
        let layout = TableLayout(
            name: name,
            columns: needed.map { TableColumn($0) }
                + optional.map { TableColumn($0, isRequired: false) })
        try StudentFile(path: file(name), layout: layout)
            .read(Wording("读取 \(name)", "reading \(name)"), in: context, take)
    }
}
