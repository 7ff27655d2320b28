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
        func isKnown(_ text: String, _ column: String) -> Bool? {
            switch column {
            case "stage": CodeText.value(text, in: CodeText.kinds) != nil
            case "ownership": CodeText.value(text, in: CodeText.ownerships) != nil
            case "lead_or_member": CodeText.value(text, in: CodeText.roles) != nil
            case "level": ["city", "district", "市", "区"].contains(text)
            default: nil
            }
        }
        for column in ImportTemplates.all.flatMap(\.columns) {
            for choice in column.choices {
                #expect(isKnown(choice.chinese, column.column.name) == true, "\(choice)")
                #expect(isKnown(choice.english, column.column.name) == true, "\(choice)")
            }
            if !column.choices.isEmpty {
                #expect(isKnown(column.example, column.column.name) == true)
            }
        }
    }
}
