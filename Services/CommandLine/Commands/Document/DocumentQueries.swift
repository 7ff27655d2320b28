import ArgumentParser
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli document list`
struct DocumentList: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists documents, newest first.",
        discussion: """
            Examples:
              taoli document list --state to_file
              taoli document list --group 桃李教育集团 --school-year 2026-2027 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var owner: OwnerOptions

    @Option(help: "Only of this kind, e.g. charter.") var kind = ""
    @Option(help: "Only for this school year, standing ones included.") var schoolYear = ""
    @Option(help: "proposed, in_force, to_file, filed or returned.") var state = ""

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let documents = try await context.connected(to: .registry) { [self] remote in
            let unit = try await owner.reference(remote, .part(context))
            let calls = Taoli_Registry_V1_DocumentService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.listDocuments(
                    .with {
                        $0.page = .at(cursor)
                        $0.unit = unit
                        $0.kind = kind
                        $0.schoolYear = schoolYear
                        $0.state = state
                    })
                return (page.documents, page.nextCursor)
            }
        }
        try context.show(list: documents)
    }
}

/// `taoli document show`
struct DocumentShow: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows a document, its versions and who must still accept.",
        discussion: """
            Examples:
              taoli document show 0199c2f6-…
              taoli document show 0199c2f6-… --version 2 --content 章程.pdf
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The document's id.", transform: Parse.id) var id: String
    @Option(help: "With --content: the version (default: the newest).") var version: Int32?
    @Option(help: ArgumentHelp("Writes a version's content there.", valueName: "file"))
    var content: String?

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let document = try await context.connected(to: .registry) { [self] remote in
            let calls = Taoli_Registry_V1_DocumentService.Client(wrapping: remote.grpc)
            let document = try await calls.getDocument(.with { $0.id = id }).document
            guard let path = content else { return document }
            let bytes = try await calls.getContent(
                .with {
                    $0.documentID = id
                    $0.version = version ?? document.versions.last?.number ?? 0
                }
            ).content
            try write(bytes, to: path)
            return document
        }
        try context.show(document)
    }

    private func write(_ bytes: Data, to path: String) throws {
        do {
            try bytes.write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
        } catch {
            throw CommandFailure(
                .dataInvalid,
                Wording("无法写入 \(path)，或文件已存在。", "\(path) exists or cannot be written."),
                next: Wording("请换一个文件名。", "Choose another file."))
        }
    }
}

/// `taoli document due`
struct DocumentDue: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "Shows what a unit must have for a school year, and what is missing.",
        discussion: """
            Examples:
              taoli document due --group 桃李教育集团
              taoli document due --group 桃李教育集团 --school-year 2026-2027 --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var owner: OwnerOptions

    @Option(help: "The school year (default: the current one).") var schoolYear = ""

    var identityOption: String? { identity.keyFile }

    func validate() throws { try owner.requireOne() }

    func perform(in context: CommandContext) async throws {
        let due = try await context.connected(to: .registry) { [self] remote in
            let unit = try await owner.reference(remote, .part(context))
            return try await Taoli_Registry_V1_DocumentService.Client(wrapping: remote.grpc)
                .listDueDocuments(
                    .with {
                        $0.unit = unit
                        $0.schoolYear = schoolYear
                    })
        }
        for chapter in due.chapters where chapter.documentIds.isEmpty {
            context.console.note(
                context.text(
                    "缺少：\(chapter.nameChinese)（\(chapter.clause)）",
                    "Not covered: \(chapter.nameEnglish) (\(chapter.clause))"))
        }
        if context.format == .json {
            try context.console.data(due.json.indented)
        } else {
            try context.show(list: due.documents)
        }
    }
}

/// `taoli document history`
struct DocumentHistory: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Shows what happened to a document, version by version, oldest first.",
        discussion: """
            Examples:
              taoli document history 0199c2f6-…
              taoli document history 0199c2f6-… --format csv
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions

    @Argument(help: "The document's id.", transform: Parse.id) var id: String

    var identityOption: String? { identity.keyFile }

    func perform(in context: CommandContext) async throws {
        let changes = try await context.connected(to: .registry) { [id] remote in
            let calls = Taoli_Registry_V1_DocumentService.Client(wrapping: remote.grpc)
            return try await CommandContext.allPages { cursor in
                let page = try await calls.documentHistory(
                    .with {
                        $0.id = id
                        $0.page = .at(cursor)
                    })
                return (page.changes, page.nextCursor)
            }
        }
        try context.show(list: changes)
    }
}
