import Foundation
import RegistryCore
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// Reads what calls about documents bring.
enum DocumentFields {
    /// Chapters of one version.
    private static let chaptersMax = 50

    /// A school year, or `nil` when the field is empty. - Throws: `bad-school-year`.
    static func year(_ text: String) throws -> SchoolYear? {
        if text.isEmpty { return nil }
        guard let year = SchoolYear(text) else {
            throw Input.invalid(
                "school_year", "bad-school-year",
                Wording("不是学年。", "This is no school year."),
                next: Wording("请写成 2026-2027。", "Write it as 2026-2027."))
        }
        return year
    }

    static func form(_ request: Taoli_Registry_V1_ProposeDocumentRequest) throws
        -> DocumentStore.Form
    {
        DocumentStore.Form(
            kind: try Input.text("kind", request.kind, max: RegistryLimits.codeMax),
            unit: try BodyFields.unit("unit", request.unit),
            year: try year(request.schoolYear),
            term: request.term == 0 ? nil : Int(request.term),
            incoming: try draft(request.draft))
    }

    /// - Throws: `content-or-reference`, `content-too-large`, `not-text`, `not-pdf`, `bad-digest`,
    ///   `bad-size`, and what `Input` refuses.
    static func draft(_ draft: Taoli_Registry_V1_DocumentDraft) throws -> IncomingDraft {
        guard draft.content.isEmpty != draft.reference.isEmpty else {
            throw DocumentFileRefusals.contentOrReference
        }
        guard draft.chapters.count <= chaptersMax else {
            throw Input.invalid(
                "draft.chapters", "too-many",
                Wording("超过 \(chaptersMax) 条。", "There are more than \(chaptersMax)."))
        }
        let media = try Input.known(
            "draft.media_type", DocumentContent.MediaType(rawValue: draft.mediaType),
            allowed: DocumentContent.MediaType.allCases.map(\.rawValue))
        let content =
            try draft.reference.isEmpty
            ? kept(draft.content, media) : elsewhere(draft, media)
        return IncomingDraft(
            draft: DocumentDraft(
                title: try Input.text("draft.title", draft.title, max: RegistryLimits.nameMax),
                content: content,
                chapters: try draft.chapters.map {
                    try Input.text("draft.chapters", $0, max: RegistryLimits.codeMax)
                }),
            bytes: draft.reference.isEmpty ? draft.content : nil)
    }

    /// Bytes that are kept here; what they are called must be what they are.
    private static func kept(_ bytes: Data, _ media: DocumentContent.MediaType) throws
        -> DocumentContent
    {
        guard bytes.count <= RegistryLimits.contentMax else {
            throw DocumentFileRefusals.tooLarge
        }
        switch media {
        case .text:
            guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0) else {
                throw DocumentFileRefusals.notText
            }
        case .pdf:
            guard bytes.starts(with: Data("%PDF-".utf8)) else { throw DocumentFileRefusals.notPDF }
        }
        return DocumentContent(
            sha256: digest(bytes), size: bytes.count, mediaType: media, reference: nil)
    }

    private static func elsewhere(
        _ draft: Taoli_Registry_V1_DocumentDraft, _ media: DocumentContent.MediaType
    ) throws -> DocumentContent {
        guard draft.sha256.wholeMatch(of: #/[0-9a-f]{64}/#) != nil else {
            throw Input.invalid(
                "draft.sha256", "bad-digest",
                Wording("SHA-256 应为 64 位小写十六进制数。", "SHA-256 has 64 digits 0-9a-f."))
        }
        guard draft.size > 0 else {
            throw Input.invalid(
                "draft.size", "bad-size",
                Wording("请写明文件的字节数。", "Give the size in bytes."))
        }
        return DocumentContent(
            sha256: draft.sha256, size: Int(draft.size), mediaType: media,
            reference: try Input.text(
                "draft.reference", draft.reference, max: RegistryLimits.referenceMax))
    }

    private static func digest(_ bytes: Data) -> String {
        var digest = ContentDigest()
        digest.update(bytes)
        return digest.hexDigest()
    }
}

/// What is refused about a version's bytes.
enum DocumentFileRefusals {
    static let contentOrReference = Refusal(
        .invalid, "content-or-reference", field: "draft.content",
        what: Wording("内容与存放位置要且只能给一个。", "Give content or a reference, not both."),
        next: Wording(
            "100 万字节以内的文件直接提交，更大的写存放位置。",
            "Send at most 1,000,000 bytes, or say where a larger one lies."))

    static let tooLarge = Refusal(
        .invalid, "content-too-large", field: "draft.content",
        what: Wording("内容超过 100 万字节。", "The content is larger than 1,000,000 bytes."),
        next: Wording(
            "请存放在别处，并写存放位置、SHA-256 和字节数。",
            "Keep it elsewhere and give the reference, its SHA-256 and its size."))

    static let notText = Refusal(
        .invalid, "not-text", field: "draft.content",
        what: Wording("内容不是 UTF-8 文本。", "The content is no UTF-8 text."),
        next: Wording("请以 UTF-8 保存，或提交 PDF。", "Save it as UTF-8, or send a PDF file."))

    static let notPDF = Refusal(
        .invalid, "not-pdf", field: "draft.content",
        what: Wording("内容不是 PDF 文件。", "The content is no PDF file."),
        next: Wording("请提交 PDF，或写明 text/plain。", "Send a PDF file, or call it text/plain."))

    static func keptElsewhere(_ reference: String) -> Refusal {
        Refusal(
            .precondition, "kept-elsewhere", field: "version",
            what: Wording("内容存放在别处：\(reference)", "The content lies elsewhere: \(reference)"),
            next: Wording("请到该处取用。", "Fetch it from there."))
    }
}
