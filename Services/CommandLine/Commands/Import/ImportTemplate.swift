import ArgumentParser
import Foundation
import TaoliModels
import TaoliSheets

/// `taoli import template`
struct ImportTemplate: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Gives the empty table of a kind of file, to be filled in.",
        discussion: """
            As a workbook it has the sheet to fill in, how to do so (说明) and drop-down lists; as \
            csv only the header; as table or json the columns with what belongs there. Titles are \
            in the language of --lang; both are read.

            Examples:
              taoli import template schools --format xlsx --output schools.xlsx
              taoli import template groups --format csv > groups.csv
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "districts, schools, groups, staff, rolls, results, answers or resources.")
    var kind: ImportOptions.Kind

    var identityOption: String? { nil }
    static var outputUse: OutputUse { .own }

    func validate() throws {
        guard (global.format == .xlsx) == (global.output != nil) else {
            throw ValidationError("--format xlsx and --output FILE go together.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let template = kind.template
        if let path = global.output {
            do throws(WorkbookFailure) {
                try TemplateWorkbook.write(
                    template, to: path + ".part", isChinese: context.language == .zh,
                    created: Date())
            } catch {
                throw WorkbookFile.failure(path, error)
            }
            try WorkbookFile.place(path + ".part", at: path)
            return context.console.note(context.text("已写出 \(path)", "Wrote \(path)"))
        }
        guard context.format == .csv else {
            return try context.show(list: template.columns.map(TemplateLine.init))
        }
        var writer = CSVWriter()
        writer.append(
            template.columns.map {
                TemplateWorkbook.title($0, isChinese: context.language == .zh)
            })
        try context.console.writeData(String(decoding: writer.take(), as: UTF8.self))
    }
}

extension ImportOptions.Kind {
    /// The table of this kind.
    var template: TableTemplate {
        switch self {
        case .districts: ImportTemplates.districts
        case .schools: ImportTemplates.schools
        case .groups: ImportTemplates.groups
        case .staff: ImportTemplates.staff
        case .rolls: ImportTemplates.rolls
        case .results: ImportTemplates.results
        case .answers: ImportTemplates.answers
        case .resources: ImportTemplates.resources
        }
    }
}

/// One column of a template as a line of a list.
struct TemplateLine: Presentable {
    let column: TemplateColumn

    static var columns: [Column<Self>] {
        [
            Column("列", "column") { $1 == .zh ? $0.column.chineseTitle : $0.column.column.name },
            Column("必有", "required") { line, language in
                let isRequired = line.column.column.isRequired
                return Wording(isRequired ? "是" : "否", isRequired ? "yes" : "no").text(in: language)
            },
            Column("填写要求", "what to fill in") { $0.column.note.text(in: $1) },
            Column("可填的值", "values") { line, language in
                line.column.choices.map { $0.text(in: language) }.joined(separator: ", ")
            },
            Column("示例", "example") { line, _ in line.column.example },
        ]
    }

    var json: JSONValue {
        [
            "name": .string(column.column.name),
            "aliases": .array(column.column.aliases.map(JSONValue.string)),
            "required": .bool(column.column.isRequired),
            "chinese": .string(column.note.chinese), "english": .string(column.note.english),
            "values": .array(column.choices.map { .string($0.english) }),
            "example": .optional(column.example),
        ]
    }
}
