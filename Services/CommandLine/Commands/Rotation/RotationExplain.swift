import ArgumentParser
import Foundation
import RotationCore
import TaoliModels

/// `taoli rotation explain`
struct RotationExplain: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says why a plan sends whom where, and what anything else would cost.",
        discussion: """
            For every teacher sent and every post: the reason, the nearest alternative and its \
            points, and the rules without room left. With --teacher or --school also why somebody \
            is not sent. Groups without a plan get their report and two ready plans.

            Examples:
              taoli rotation explain --instance district --plan plan.csv --teacher T000003
              taoli rotation explain --instance district --plan plan.csv --school S00003 --lang zh
              taoli rotation explain --instance group --plan plan.csv --html plan.html
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var source: InstanceOptions

    @Option(help: ArgumentHelp("The plan: a CSV with teacher and school.", valueName: "file"))
    var plan: String

    @Option(help: "Only this teacher.") var teacher: String?
    @Option(help: "Only this school: who leaves, who comes, who stays, its posts.")
    var school: String?
    @Option(help: "Only this group.") var group: String?
    @Option(help: ArgumentHelp("Write a page with picture and tables here.", valueName: "file"))
    var html: String?

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let loaded = try source.load(context)
        let rows = try PlanFile.read(plan, of: loaded.instance)
        let focus = try ExplainFocus(loaded, teacher: teacher, school: school, group: group)
        var progress = Progress(context.console, context.language)
        var records: [GroupExplanation] = []
        for (count, unit) in focus.units.enumerated() {
            progress.show(
                Wording("已说明的集团", "Groups explained"), done: Int64(count),
                of: Int64(focus.units.count))
            records.append(GroupExplanation(unit, rows, loaded, focus))
        }
        progress.finish()
        if let html {
            let file = try OutputFile(path: html)
            try file.write(Data(PlanPage(records, context.language).text.utf8))
            try file.finish()
        }
        switch context.format {
        case .json:
            let value: JSONValue = ["groups": .array(records.map(\.json))]
            try context.console.data(value.indented)
        case .table, .csv:
            let texts = records.map { ExplanationText($0, context.language).text }
            try context.console.writeData(texts.joined(separator: "\n"))
        }
    }
}
