import ArgumentParser
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliPolicy
import TaoliRuntime

/// `taoli policy bind`
struct PolicyBind: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "bind",
        abstract: "Says which pack a district follows from a school year on.",
        discussion: """
            Cases, plans and cycles that run already keep the version with which they began. Plans, \
            cycles and messages follow the pack of the cases, unless --function binds another for them.

            Examples:
              taoli policy bind XN --district 450102 --school-year 2026-2027
              taoli policy bind SH --district 450102 --function rotation
              taoli policy bind mine.yaml --district 450102 --reason 宁教〔2026〕5号
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "A pack's id (TC, JD, GT, XN, SH) or a file of your own.") var pack: String
    @Option(help: "Code of the district, or of the city.") var district: String
    @Option(help: "What for: cases, rotation, evaluation or notification.") var function = "cases"
    @Option(help: "First school year, e.g. 2026-2027 (default: the current one).")
    var schoolYear: String?
    @Option(help: "Why; kept with the binding.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let year = schoolYear ?? SchoolYear(containing: Parse.today).description
        let isShipped = PolicyPacks.shipped[pack.uppercased()] != nil
        if PolicyPacks.examples[pack.uppercased()] != nil {
            throw CommandFailure(
                .usage,
                Wording(
                    "\(pack) 是示例政策包，不能直接采用。",
                    "\(pack) is an example pack and is not bound by its name."),
                next: Wording(
                    "请复制为文件、补全规则后采用该文件。",
                    "Copy it to a file, complete it, and bind the file."))
        }
        let file = isShipped ? nil : try PolicySource.bytes(pack)
        if !isShipped { _ = try PolicySource.pack(pack) }
        let requestID = CommandContext.requestID()
        let binding = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_PolicyService.Client(wrapping: remote.grpc).bindPolicy(
                .with {
                    $0.requestID = requestID
                    $0.district = district
                    $0.function = function
                    $0.schoolYear = year
                    $0.pack = isShipped ? pack.uppercased() : ""
                    $0.file = file ?? .init()
                    $0.reason = reason
                }
            ).binding
        }
        try context.show(binding)
    }
}

/// `taoli policy bindings`
struct PolicyBindings: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "bindings",
        abstract: "Lists which packs districts follow, newest first.",
        discussion: """
            Examples:
              taoli policy bindings
              taoli policy bindings --district 450102 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Option(help: "Only of this district.") var district = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let bindings = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_PolicyService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listBindings(
                    .with {
                        $0.page = .at(cursor)
                        $0.district = district
                    })
                return (page.bindings, page.nextCursor)
            }
        }
        try context.show(list: bindings)
    }
}
