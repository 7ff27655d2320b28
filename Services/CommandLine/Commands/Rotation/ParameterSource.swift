import RotationCore
import TaoliModels
import TaoliPolicy

/// Where the parameters of a plan come from: a pack, or files.
struct ParameterSource: Sendable {
    private(set) var draft: ParametersDraft
    /// `nil` where files give the parameters.
    let policy: PolicyPack?
    /// Empty where files give the parameters.
    private(set) var origins: [ParameterOrigin]
    /// Names of parameters that were supposed on the command line.
    private(set) var supposed: Set<String> = []

    init(draft: ParametersDraft, policy: PolicyPack?, origins: [ParameterOrigin]) {
        self.draft = draft
        self.policy = policy
        self.origins = origins
    }

    /// Whether a name means a policy pack, and not a file with parameters.
    static func isPolicy(_ name: String) -> Bool {
        let id = name.uppercased()
        return PolicyPacks.shipped[id] != nil || PolicyPacks.examples[id] != nil
            || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }

    /// Takes another value for a parameter; it rests on no clause then.
    ///
    /// - Throws: ``CommandFailure`` for names and values that do not exist.
    mutating func suppose(_ name: String, _ value: String, option: String) throws {
        var changed = draft
        try ParametersFile.setting(name, option) { () throws(ParametersDraft.Problem) in
            try changed.set(name, to: value)
        }
        draft = changed
        supposed.insert(name)
        origins = origins.map {
            $0.name == name ? ParameterOrigin(name: name, value: value, source: nil) : $0
        }
    }
}

extension ParameterSource {
    /// Pack, version, and every parameter with its clause; `null` without a pack.
    var json: JSONValue {
        guard let policy else { return .null }
        return [
            "pack": .string(policy.id), "version": .string(policy.version),
            "document": .string(policy.document.title),
            "parameters": .array(
                origins.map { origin in
                    [
                        "name": .string(origin.name), "value": .string(origin.value),
                        "rule": .optional(origin.source?.rule ?? ""),
                        "clause": .optional(origin.source?.clause ?? ""),
                        "ours": .optional(origin.source?.ours ?? ""),
                        "what_if": .bool(supposed.contains(origin.name)),
                    ]
                }),
        ]
    }

    /// `quota_pct 20 (SH-3), …`: what rests on a clause or was supposed; house rules are counted.
    func text(_ language: Language) -> String? {
        guard let policy else { return nil }
        let isChinese = language == .zh
        let shown = origins.compactMap { origin -> String? in
            if supposed.contains(origin.name) {
                return "\(origin.name) \(origin.value) (\(isChinese ? "假设" : "what-if"))"
            }
            return origin.source?.clause.map { "\(origin.name) \(origin.value) (\($0))" }
        }.joined(separator: isChinese ? "，" : ", ")
        let ours = origins.count { $0.source?.ours != nil }
        let version = policy.version.prefix(12)
        return isChinese
            ? "政策包 \(policy.id)（版本 \(version)）：\(shown)；另有 \(ours) 项为本平台规则"
            : "Pack \(policy.id), version \(version): \(shown); house rules: \(ours)"
    }
}

extension Wording {
    /// The same with the clause on which it rests, where there is one.
    func citing(_ clause: String?) -> Wording {
        guard let clause else { return self }
        return Wording("\(chinese)（\(clause)）", "\(english) (\(clause))")
    }
}
