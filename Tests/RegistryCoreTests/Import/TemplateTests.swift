import TaoliModels
import Testing

@testable import RegistryCore

@Suite("Templates of imports")
struct TemplateTests {
    @Test("Every kind has its template, with the layout it is read by")
    func kinds() {
        #expect(ImportKind.allCases.map(\.rawValue) == ImportTemplates.all.map(\.name))
        for (kind, template) in zip(ImportKind.allCases, ImportTemplates.all) {
            #expect(kind.layout == template.layout)
        }
    }

    @Test("Every value that a template offers is read, in both languages")
    func choices() {
        func isKnown(_ text: String, _ column: String, of template: String) -> Bool? {
            switch column {
            case _ where template == "staff": isKnownOfStaff(text, column)
            case "stage": CodeText.value(text, in: CodeText.kinds) != nil
            case "ownership": CodeText.value(text, in: CodeText.ownerships) != nil
            case "status": CodeText.value(text, in: CodeText.statuses) != nil
            case "lead_or_member": CodeText.value(text, in: CodeText.roles) != nil
            case "group_kind": CodeText.value(text, in: CodeText.groupKinds) != nil
            case "level": ["city", "district", "市", "区"].contains(text)
            default: nil
            }
        }
        for template in ImportTemplates.all {
            for column in template.columns where !column.choices.isEmpty {
                let examples = column.example.isEmpty ? [] : [column.example]
                for text in column.choices.flatMap({ [$0.chinese, $0.english] }) + examples {
                    #expect(
                        isKnown(text, column.column.name, of: template.name) == true,
                        "\(template.name).\(column.column.name): \(text)")
                }
            }
        }
    }

    private func isKnownOfStaff(_ text: String, _ column: String) -> Bool? {
        switch column {
        case "document": CodeText.value(text, in: StaffCodes.documents) != nil
        case "post": CodeText.value(text, in: StaffCodes.posts) != nil
        case "subject": CodeText.value(text, in: StaffCodes.subjects) != nil
        case "stage": CodeText.value(text, in: StaffCodes.stages) != nil
        case "key_level": CodeText.value(text, in: StaffCodes.levels) != nil
        case "title": CodeText.value(text, in: StaffCodes.titles) != nil
        case "principal_grade": CodeText.value(text, in: StaffCodes.grades) != nil
        case "channel": CodeText.value(text, in: StaffCodes.channels) != nil
        default: nil
        }
    }
}
