package import TaoliModels
package import TaoliPolicy

/// What a cycle's inputs come to under its pack, and the text whose bytes are the same whenever it
/// is computed again.
package struct CycleJudgement: Hashable, Sendable {
    /// By group and school, what is told in one word first.
    package let results: [CycleResult]
    /// Who was assessed, with what, and what came out.
    package let text: String
    /// SHA-256 of what went in.
    package let inputsHash: String
    /// SHA-256 of the whole text.
    package let hash: String

    /// - Parameters:
    ///   - pack: the one with which the cycle began.
    ///   - inputs: in any order.
    /// - Throws: `unknown-tree` when the pack has no such tree.
    package init(_ cycle: Cycle, _ pack: PolicyPack, _ inputs: [CycleInput]) throws(Refusal) {
        let inputs = inputs.sorted { $0.key.text.lexicographicallyPrecedes($1.key.text) }
        let body: (results: [CycleResult], text: String)
        switch cycle.kind {
        case .standards: body = (StandardsJudging(cycle, pack).results(inputs), "")
        case .levels: body = (LevelsJudging(cycle, pack).results(inputs), "")
        case .tree(let id):
            body = try TreeJudging(cycle, pack, PackTree(pack, id)).results(inputs)
        }
        results = body.results
        let inputLines = inputs.map(Self.line).joined()
        let head = [
            FrozenText.line([
                "cycle", cycle.district.rawValue, cycle.kind.name, cycle.kind.tree,
                "\(cycle.period)", "\(cycle.membersOn)",
            ]),
            FrozenText.line(["pack", cycle.pack, cycle.packVersion]),
        ]
        let members = cycle.members.map { member in
            FrozenText.line([
                "member", "\(member.group)", "\(member.school)", member.leads ? "lead" : "member",
                member.stages.map(\.rawValue).joined(separator: " "),
            ])
        }
        let resultLines = results.map { FrozenText.line($0.fields) }
        text = (head + members + [inputLines, body.text] + resultLines).joined()
        inputsHash = SHA256Digest.hexadecimal(Array((members.joined() + inputLines).utf8))
        hash = SHA256Digest.hexadecimal(Array(text.utf8))
    }

    /// Results of one subject.
    package func results(of subject: CycleSubject) -> [CycleResult] {
        results.filter { $0.subject == subject }
    }

    private static func line(_ input: CycleInput) -> String {
        FrozenText.line(
            ["input"] + input.key.text + [
                input.values.map { "\($0)" }.joined(separator: " "), input.level, input.evidence,
                input.source,
            ])
    }
}

/// Lines of a frozen text: fields by tabs; tabs, line ends and backslashes in them are escaped.
enum FrozenText {
    static func line(_ fields: [String]) -> String {
        fields.map { field in
            field.replacing("\\", with: "\\\\").replacing("\t", with: "\\t")
                .replacing("\n", with: "\\n").replacing("\r", with: "\\r")
        }.joined(separator: "\t") + "\n"
    }
}
