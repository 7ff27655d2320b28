import TaoliModels
import TaoliPolicy

/// The codes that the field's Chinese words in tables of inputs stand for; what is no such word
/// stays, and the service says whether it knows it.
struct InputWords {
    private let section: EvaluationSection?

    /// - Parameter pack: the cycle's, whose levels and respondents have names.
    init(pack: String) {
        section = (PolicyPacks.shipped[pack] ?? PolicyPacks.examples[pack])?[EvaluationSection.self]
    }

    func what(_ text: String) -> String {
        let words = [
            "人数": "count", "区域": "region", "公布": "published", "满意度": "satisfaction",
            "进步": "progress", "薄弱": "weak", "评分": "score", "否决": "veto", "等第": "level",
        ]
        return words[text] ?? text
    }

    func stage(_ text: String) -> String { Stage(named: text)?.rawValue ?? text }

    func subject(_ text: String) -> String { TeachingSubject(named: text)?.rawValue ?? text }

    /// - Parameter what: as a code.
    func item(_ text: String, of what: String) -> String {
        let measures = [
            "合格率": "pass_rate", "应考尽考": "everyone_sits", "名额完成率": "quota_completed",
            "入学率": "entry_rate",
        ]
        let code: String? =
            switch what {
            case "count": measures[text]
            case "level": section?.levels.first { $0.name.chinese == text }?.id
            case "satisfaction": section?.respondents.first { $0.name.chinese == text }?.id
            default: nil
            }
        return code ?? text
    }
}
