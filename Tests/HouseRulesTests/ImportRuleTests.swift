import Testing

@Suite("Imports")
struct ImportRuleTests {
    @Test("Every import of the house stands in the import table")
    func everyImportStandsInTheTable() throws {
        let files = try Repository.files(
            below: ["Shared", "Services", "Tests"], endingIn: [".swift"])
        #expect(files.count > 100, "the repository was not found")
        let violations = files.flatMap(ImportRule.check)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test(
        "A forbidden import is found, however it is written",
        arguments: [
            ("Services/Registry/Core/Domain/A.swift", "import TaoliPostgres"),
            ("Services/Registry/Core/Domain/A.swift", "package import TaoliContracts"),
            ("Services/Registry/Core/A.swift", "internal import struct GRPCCore.Metadata"),
            ("Services/Registry/Core/A.swift", "@preconcurrency import Dispatch"),
            ("Services/Registry/Core/A.swift", "import RotationCore"),
            ("Services/Registry/Core/A.swift", "import Foundation; import Logging"),
            ("Services/Registry/Service/A.swift", "import RotationService // for one call"),
            ("Services/Registry/Service/A.swift", "import RotationCore"),
            ("Services/Registry/Service/A.swift", "import CLibpq"),
            ("Services/Registry/Service/A.swift", "import Glibc"),
            ("Services/Registry/Main/Main.swift", "import RegistryCore"),
            ("Services/CommandLine/Commands/A.swift", "import TaoliKafka"),
            ("Services/CommandLine/Commands/A.swift", "import RegistryCore"),
            ("Services/CommandLine/Commands/A.swift", "import Dispatch"),
            ("Shared/TaoliModels/A.swift", "import TaoliContracts"),
            ("Shared/TaoliPostgres/A.swift", "import TaoliModels"),
            ("Shared/TaoliPostgres/A.swift", "import TaoliKafka"),
            ("Shared/TaoliPolicy/A.swift", "import TaoliPostgres"),
            ("Shared/TaoliRuntime/A.swift", "@_implementationOnly import TaoliMessaging"),
            ("Shared/TaoliHost/A.swift", "import CLibrdkafka"),
            ("Shared/TaoliUnheardOf/A.swift", "import Foundation"),
            ("Shared/TaoliSheets/A.swift", "import CUnheardOf"),
            ("Tests/RegistryServiceTests/A.swift", "import CLibpq"),
        ])
    func forbidden(path: String, line: String) {
        let found = ImportRule.check(SourceFile(path, "// A file.\n\(line)\n"))
        #expect(found.map(\.line) == [2])
    }

    @Test(
        "What the table allows passes",
        arguments: [
            ("Services/Evaluation/Core/A.swift", "package import TaoliModels"),
            ("Services/Evaluation/Core/A.swift", "import OrderedCollections"),
            ("Services/Evaluation/Service/A.swift", "package import EvaluationCore"),
            ("Services/Evaluation/Main/Main.swift", "import EvaluationService"),
            ("Services/CommandLine/Commands/A.swift", "import EvaluationCore"),
            ("Services/CommandLine/Main/A.swift", "import Glibc"),
            ("Shared/TaoliPolicy/A.swift", "import Yams"),
            ("Shared/TaoliDelivery/A.swift", "import CCurl"),
            ("Shared/TaoliKafka/A.swift", "import CLibrdkafka"),
            ("Tests/TaoliTestKit/A.swift", "import CLibrdkafka"),
            ("Tests/RegistryServiceTests/A.swift", "@testable import RegistryService"),
        ])
    func allowed(path: String, line: String) {
        #expect(ImportRule.check(SourceFile(path, line)).isEmpty)
        #expect(ImportRule.imports(of: SourceFile(path, line)).count == 1)
    }

    @Test("Words of a help text and of comments are no imports")
    func textsAreNoImports() {
        let text = [
            "// import TaoliPostgres", "let help = \"\"\"", "    import check", "    \"\"\"",
            "let importance = 1",
        ].joined(separator: "\n")
        #expect(ImportRule.imports(of: SourceFile("Services/CommandLine/A.swift", text)).isEmpty)
    }

    @Test("Each C module has one importing target, and the test kit shares one of them")
    func oneOwnerEach() {
        for (module, owners) in ImportTable.cModules {
            #expect(owners.subtracting(["TaoliTestKit"]).count == 1, "\(module)")
        }
        let shared = ImportTable.cModules.filter { $0.value.contains("TaoliTestKit") }
        #expect(shared.keys.sorted() == ["CLibrdkafka"])
    }
}
