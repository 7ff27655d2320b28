import Crypto
package import Foundation
import TaoliModels
import Yams

extension PolicyPack {
    /// Bytes a pack may have.
    package static let bytesMax = 1 << 20

    /// Reads a pack.
    ///
    /// - Parameter file: its name, for what is said about it.
    /// - Throws: everything that is wrong with it, each with line, rule and the nearest right.
    package static func load(_ bytes: Data, file: String) throws(PolicyProblems) -> PolicyPack {
        try load(bytes, file: file, isBound: false)
    }

    /// Reads a pack that was bound by an earlier release: what only newer checks find does not
    /// stop the cases that run by it.
    package static func load(bound bytes: Data, file: String) throws(PolicyProblems) -> PolicyPack {
        try load(bytes, file: file, isBound: true)
    }

    private static func load(_ bytes: Data, file: String, isBound: Bool) throws(PolicyProblems)
        -> PolicyPack
    {
        let report = PolicyReport(file: file)
        guard let root = root(bytes, report) else {
            throw PolicyProblems(problems: report.sorted)
        }
        let pack = PolicyPack(reading: root, bytes: bytes)
        report.endReading()
        if !isBound {
            for section in pack.sections.values { section.references(in: pack, report) }
            for section in pack.sections.values { section.check(in: pack, report) }
        }
        guard report.problems.isEmpty else { throw PolicyProblems(problems: report.sorted) }
        return pack
    }

    private init(reading root: PolicyReader, bytes: Data) {
        let document = root.child("document")
        let id = root.text("pack")
        let name = root.wording("name")
        let parts = PolicyDocument(
            title: document.text("title"), parent: document.optionalText("parent"),
            status: document.choice("status"), source: document.source())
        document.finish()
        var sections: [String: any PolicySection] = [:]
        for type in PolicySections.all {
            let reader = root.child(type.key)
            sections[type.key] = type.init(reader)
            reader.finish()
        }
        root.finish()
        self.init(
            id: id, name: name, document: parts, version: Self.version(bytes),
            rules: root.report.rules, sections: sections)
    }

    private static func version(_ bytes: Data) -> String {
        SHA256.hash(data: bytes).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            .joined()
    }

    /// Whether anything is named for repetition: a few nested ones stand for a million rules. The
    /// first is found before anything that repeats it.
    private static func hasAnchor(_ node: Node) -> Bool {
        if node.anchor != nil { return true }
        if let list = node.sequence { return list.contains { hasAnchor($0) } }
        return (node.mapping ?? Node.Mapping([])).contains {
            hasAnchor($0.key) || hasAnchor($0.value)
        }
    }

    /// The file's outermost mapping; `nil` when there is none, which is noted.
    static func root(_ bytes: Data, _ report: PolicyReport) -> PolicyReader? {
        guard bytes.count <= bytesMax, let text = String(validating: bytes, as: UTF8.self) else {
            report.file(
                Wording("文件不是 1 MiB 以内的 UTF-8 文本。", "The file is no UTF-8 text of at most 1 MiB."),
                fix: Wording("请以 UTF-8 保存。", "Save it as UTF-8."))
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text), let mapping = node.mapping else {
                report.file(
                    Wording("文件没有内容。", "The file holds no rules."),
                    fix: Wording("以 pack: 开头写规则。", "Begin with pack: and write its sections."))
                return nil
            }
            guard !hasAnchor(node) else {
                report.file(
                    Wording("不能使用锚点（&）和引用（*）。", "Anchors (&) and aliases (*) are not read."),
                    fix: Wording("请把内容写全。", "Write the content out."))
                return nil
            }
            return PolicyReader(mapping, mark: node.mark, path: "", report: report)
        } catch {
            report.note(error)
            return nil
        }
    }
}

extension PolicyReport {
    /// Notes a mistake of the file as a whole.
    func file(_ what: Wording, line: Int = 0, column: Int = 0, fix: Wording) {
        problem(line: line, column: column, rule: "", what, fix: fix)
    }

    /// Notes what the YAML parser says.
    func note(_ error: any Error) {
        let fix = Wording("请改正 YAML 的写法。", "Correct the YAML.")
        switch error as? YamlError {
        case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
            .composer(_, let text, let mark, _):
            file(
                Wording("不是有效的 YAML：\(text)", "This is no valid YAML: \(text)"), line: mark.line,
                column: mark.column, fix: fix)
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.joined(separator: ", ")
            file(
                Wording("键重复：\(names)", "These keys stand here twice: \(names)"),
                line: context.mark.line, column: context.mark.column,
                fix: Wording("每个键只写一次。", "Write each key once."))
        default:
            file(Wording("不是有效的 YAML。", "This is no valid YAML."), fix: fix)
        }
    }
}
