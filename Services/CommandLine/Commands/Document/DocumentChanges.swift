import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli document propose`
struct DocumentPropose: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Begins a document with its first version.",
        discussion: """
            Examples:
              taoli document propose charter --group 桃李教育集团 章程.pdf
              taoli document propose year_plan --group 桃李教育集团 计划.pdf \
            --school-year 2026-2027 --chapter governance --chapter courses
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var owner: OwnerOptions

    @Argument(help: "The kind in the policy, e.g. charter, year_plan.") var kind: String
    @OptionGroup var draft: DraftOptions
    @Option(help: "E.g. 2026-2027; of three years the first.") var schoolYear = ""
    @Option(help: "1 or 2, where one is due each term.") var term: Int32 = 0
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func validate() throws { try owner.requireOne() }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let draft = try draft.draft()
        let document = try await context.connected(to: .registry) { [self] remote in
            let unit = try await owner.reference(remote, .full)
            return try await Taoli_Registry_V1_DocumentService.Client(wrapping: remote.grpc)
                .proposeDocument(
                    .with {
                        $0.requestID = requestID
                        $0.kind = kind
                        $0.unit = unit
                        $0.schoolYear = schoolYear
                        $0.term = term
                        $0.draft = draft
                        $0.reason = reason
                    }
                ).document
        }
        try context.show(document)
    }
}

/// `taoli document version`
struct DocumentAddVersion: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Proposes another version; until it holds, the one before does.",
        discussion: """
            Examples:
              taoli document version 0199c2f6-… 章程第二版.pdf
              taoli document version 0199c2f6-… 章程.pdf --reference https://docs.example/zc-2
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The document's id.", transform: Parse.id) var id: String
    @OptionGroup var draft: DraftOptions
    @Option(help: "Why; kept in the history.") var reason = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let draft = try draft.draft()
        let document = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_DocumentService.Client(wrapping: remote.grpc).addVersion(
                .with {
                    $0.requestID = requestID
                    $0.documentID = id
                    $0.draft = draft
                    $0.reason = reason
                }
            ).document
        }
        try context.show(document)
    }
}

/// `taoli document accept`
struct DocumentAccept: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Records that a school, or the council by its resolution, accepts a version.",
        discussion: """
            Examples:
              taoli document accept 0199c2f6-… 1 --school 东山小学
              taoli document accept 0199c2f6-… 1 --resolution 0199c2f5-…
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The document's id.", transform: Parse.id) var id: String
    @Argument(help: "The version.") var version: Int32
    @Option(help: "The school that accepts: id, external id or full name.") var school: String?
    @Option(help: "The council's resolution.", transform: Parse.id) var resolution: String?

    var identityOption: String? { identity.keyFile }

    func validate() throws {
        guard (school == nil) != (resolution == nil) else {
            throw ValidationError("Name --school or --resolution, not both.")
        }
    }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let document = try await context.connected(to: .registry) { [self] remote in
            var accepting = ""
            if let school {
                accepting = try await OwnerOptions.school(named: school, .full, remote)
            }
            let schoolID = accepting
            return try await Taoli_Registry_V1_DocumentService.Client(wrapping: remote.grpc)
                .acceptDocument(
                    .with {
                        $0.requestID = requestID
                        $0.documentID = id
                        $0.version = version
                        $0.schoolID = schoolID
                        $0.resolutionID = resolution ?? ""
                    }
                ).document
        }
        try context.show(document)
    }
}

/// `taoli document file`
struct DocumentFile: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "file",
        abstract: "Takes a version on file, as the bureau's section.",
        discussion: """
            Examples:
              taoli document file 0199c2f6-… 1
              taoli document file 0199c2f6-… 1 --note 基教备〔2026〕8号
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The document's id.", transform: Parse.id) var id: String
    @Argument(help: "The version.") var version: Int32
    @Option(help: "Its number on file.") var note = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let document = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_DocumentService.Client(wrapping: remote.grpc)
                .fileDocument(
                    .with {
                        $0.requestID = requestID
                        $0.documentID = id
                        $0.version = version
                        $0.note = note
                    }
                ).document
        }
        try context.show(document)
    }
}

/// `taoli document return`
struct DocumentReturn: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "return",
        abstract: "Returns a version with a reason, as the bureau's section.",
        discussion: """
            Examples:
              taoli document return 0199c2f6-… 1 --reason 缺少教师交流一章
              taoli document return 0199c2f6-… 1 --reason 请补充经费 --format json
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The document's id.", transform: Parse.id) var id: String
    @Argument(help: "The version.") var version: Int32
    @Option(help: "Why.") var reason: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let requestID = CommandContext.requestID()
        let document = try await context.connected(to: .registry) { [self] remote in
            try await Taoli_Registry_V1_DocumentService.Client(wrapping: remote.grpc)
                .returnDocument(
                    .with {
                        $0.requestID = requestID
                        $0.documentID = id
                        $0.version = version
                        $0.reason = reason
                    }
                ).document
        }
        try context.show(document)
    }
}
