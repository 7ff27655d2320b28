import Foundation

/// Where the parts of a workbook lie in its package (ECMA-376 part 2: relationships).
struct PackageParts {
    /// The sheet that is read.
    let sheet: String
    /// What the user calls it.
    let sheetName: String
    /// Other sheets that a user sees, which are not read.
    let otherSheets: [String]
    let sharedTexts: String?
    let styles: String?
    /// Whether days are counted from 1904, as old Macintosh versions did.
    let from1904: Bool

    /// Finds the first sheet that is not hidden.
    init(_ archive: ZipArchive) throws(FileProblem) {
        let root = try PackageParts.relations(of: "", archive)
        let main = root.first { $0.kind == "officeDocument" }?.target ?? "xl/workbook.xml"
        guard archive.has(main), !main.hasSuffix(".bin") else {
            throw .otherPackage(PackageParts.kind(of: archive, main: main))
        }
        let list = WorkbookPart()
        try list.read(try archive.open(main))
        guard list.isWorkbook else {
            throw .otherPackage(PackageParts.kind(of: archive, main: main))
        }
        let relations = try PackageParts.relations(of: main, archive)
        let sheets = list.sheets.compactMap { sheet in
            relations.first { $0.id == sheet.relation && $0.kind == "worksheet" }
                .map { (name: sheet.name, target: $0.target) }
        }
        guard let first = sheets.first else { throw .noVisibleSheet }
        sheet = first.target
        sheetName = first.name
        otherSheets = sheets.dropFirst().map(\.name)
        sharedTexts = relations.first { $0.kind == "sharedStrings" }?.target
        styles = relations.first { $0.kind == "styles" }?.target
        from1904 = list.from1904
    }

    /// What a package without a workbook probably is.
    private static func kind(of archive: ZipArchive, main: String) -> String {
        if archive.has("content.xml"), archive.has("mimetype") {
            return "OpenDocument (.ods / .odt)"
        }
        if main.hasSuffix(".bin") { return "xlsb" }
        if archive.has("word/document.xml") { return "Word (.docx)" }
        if archive.has("ppt/presentation.xml") { return "PowerPoint (.pptx)" }
        return "ZIP"
    }

    private static func relations(of part: String, _ archive: ZipArchive)
        throws(FileProblem) -> [RelationsPart.Relation]
    {
        let (folder, name) = split(part)
        let path = folder + "_rels/" + name + ".rels"
        guard archive.has(path) else { return [] }
        let reader = RelationsPart(folder: folder)
        try reader.read(try archive.open(path))
        return reader.relations
    }

    private static func split(_ part: String) -> (folder: String, name: String) {
        guard let mark = part.lastIndex(of: "/") else { return ("", part) }
        return (String(part[...mark]), String(part[part.index(after: mark)...]))
    }
}

/// `_rels/….rels`: which parts belong to a part.
final class RelationsPart: PartReader {
    struct Relation {
        let id: String
        /// The last word of the type, e.g. `worksheet`: transitional and strict types differ before.
        let kind: String
        /// A part's name in the package.
        let target: String
    }

    /// Most relations kept.
    private static let relationsMax = 2_000
    private let folder: String
    private(set) var relations: [Relation] = []

    /// - Parameter folder: of the part they belong to, with a slash at its end, or empty.
    init(folder: String) { self.folder = folder }

    override func begin(_ name: String, _ attributes: [String: String]) {
        guard name == "Relationship", relations.count < RelationsPart.relationsMax,
            attributes["TargetMode"] != "External", let id = attributes["Id"],
            let type = attributes["Type"], let target = attributes["Target"]
        else { return }
        relations.append(
            Relation(
                id: id, kind: type.split(separator: "/").last.map(String.init) ?? "",
                target: RelationsPart.resolve(target, from: folder)))
    }

    /// A target as a name in the package: absolute from the root, else from the folder.
    static func resolve(_ target: String, from folder: String) -> String {
        let target = target.replacing("\\", with: "/")
        var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in target.split(separator: "/") {
            switch part {
            case ".": break
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return parts.joined(separator: "/")
    }
}

/// `workbook.xml`: the sheets in the order of their tabs.
final class WorkbookPart: PartReader {
    struct Sheet {
        let name: String
        let relation: String
    }

    /// The sheets that a user sees.
    private(set) var sheets: [Sheet] = []
    private(set) var from1904 = false
    private(set) var isWorkbook = false

    override func begin(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "workbook": isWorkbook = true
        case "workbookPr":
            from1904 = PartReader.isTrue(PartReader.attribute("date1904", attributes))
        case "sheet":
            let state = PartReader.attribute("state", attributes) ?? "visible"
            // `sheetId` is another attribute; the relation's is the one with a prefix.
            let relation = attributes.first { $0.key.hasSuffix(":id") }?.value ?? attributes["id"]
            guard state == "visible", let relation else { return }
            sheets.append(
                Sheet(name: PartReader.attribute("name", attributes) ?? "", relation: relation))
        default: break
        }
    }
}
