import ArgumentParser
import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli document …`
struct DocumentCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "document",
        abstract: "Charters, plans and rules: versions, acceptance, filing, what is due.",
        discussion: """
            Examples:
              taoli document due --group 桃李教育集团
              taoli document propose charter --group 桃李教育集团 章程.pdf
            """,
        subcommands: [
            DocumentPropose.self, DocumentAddVersion.self, DocumentAccept.self,
            DocumentFile.self, DocumentReturn.self, DocumentList.self, DocumentShow.self,
            DocumentDue.self, DocumentHistory.self,
        ])
}

/// The file of a version, and what is said of it.
struct DraftOptions: ParsableArguments {
    /// A larger file is named by its place.
    static let bytesMax = 1_000_000

    @Argument(help: "The file: UTF-8 text or PDF.") var file: String
    @Option(help: "What it is called (default: the file's name).") var title: String?
    @Option(
        help: ArgumentHelp(
            "A chapter of the policy that it covers; may be repeated.", valueName: "id"))
    var chapter: [String] = []
    @Option(
        help: ArgumentHelp(
            "The file stays where it is: its address; only its SHA-256 and size are sent.",
            valueName: "address"))
    var reference: String?

    /// - Throws: ``CommandFailure`` when the file cannot be read, or is too large to be sent.
    func draft() throws -> Taoli_Registry_V1_DocumentDraft {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(
                .dataInvalid, Wording("无法读取 \(file)。", "\(file) cannot be read."),
                next: Wording("请核对路径。", "Check the path."))
        }
        guard reference != nil || bytes.count <= Self.bytesMax else {
            throw CommandFailure(
                .dataInvalid,
                Wording(
                    "\(file) 超过 100 万字节。", "\(file) is larger than 1,000,000 bytes."),
                next: Wording(
                    "请存放在别处并写 --reference。", "Keep it elsewhere and give --reference."))
        }
        let name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
        let isPDF = bytes.starts(with: Data("%PDF-".utf8))
        return .with {
            $0.title = title ?? name
            $0.mediaType = isPDF ? "application/pdf" : "text/plain"
            $0.chapters = chapter
            guard let reference else {
                $0.content = bytes
                return
            }
            $0.reference = reference
            $0.size = Int64(bytes.count)
            var digest = ContentDigest()
            digest.update(bytes)
            $0.sha256 = digest.hexDigest()
        }
    }
}

extension CommandContext {
    /// A document with its versions, and who must still accept the newest.
    func show(_ document: Taoli_Registry_V1_Document) throws {
        try show(
            document,
            sections: [
                section(document.versions, Wording("版本", "versions")),
                section(document.waitingFor, Wording("待认可", "waits for")),
            ])
    }
}
