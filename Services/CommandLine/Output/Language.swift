import ArgumentParser
import TaoliModels

/// In which language people are spoken to. Keys, codes and JSON are always English.
enum Language: String, CaseIterable, Sendable, ExpressibleByArgument {
    case zh
    case en

    /// The language that the environment asks for (POSIX: `LC_ALL`, `LC_MESSAGES`, `LANG`; the
    /// first that is set decides); English when it names neither.
    init(environment: [String: String]) {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
            .first { !$0.isEmpty }
        self = set?.lowercased().hasPrefix("zh") == true ? .zh : .en
    }

    /// The language for a command line that cannot be read: what stands behind `--lang`, else what
    /// the environment asks for.
    init(words: [String], environment: [String: String]) {
        let asked = words.indices.reversed().lazy.compactMap { index -> Language? in
            if words[index].hasPrefix("--lang=") {
                return Language(rawValue: String(words[index].dropFirst("--lang=".count)))
            }
            guard words[index] == "--lang", index + 1 < words.count else { return nil }
            return Language(rawValue: words[index + 1])
        }
        self = asked.first ?? Language(environment: environment)
    }
}

extension Wording {
    func text(in language: Language) -> String { language == .zh ? chinese : english }
}
