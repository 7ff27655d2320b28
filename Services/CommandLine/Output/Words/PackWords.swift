import TaoliModels
import TaoliPolicy

/// Chinese words for ids of packs that answers name alone; what no pack of the product has stands as
/// it is.
enum PackWords {
    /// A membership mode, e.g. `entrusted`.
    static func mode(_ id: String, in language: Language) -> String {
        text(id, in: language) { pack in
            pack[UnitsSection.self].modes.first { $0.id == id }?.name
        }
    }

    /// What a bureau calls a school, e.g. `weak`.
    static func category(_ id: String, in language: Language) -> String {
        text(id, in: language) { pack in
            pack[UnitsSection.self].categories.first { $0.id == id }?.name
        }
    }

    /// A post of a body, e.g. `council_member`.
    static func post(_ id: String, in language: Language) -> String {
        text(id, in: language) { pack in
            pack[BodiesSection.self].posts.first { $0.id == id }?.name
        }
    }

    /// A source of money, e.g. `public_budget`.
    static func fundSource(_ id: String, in language: Language) -> String {
        text(id, in: language) { pack in
            pack[FundsSection.self].sources.first { $0.id == id }?.name
        }
    }

    /// What money is for, e.g. `training`.
    static func fundPurpose(_ id: String, in language: Language) -> String {
        text(id, in: language) { pack in
            pack[FundsSection.self].purposes.first { $0.id == id }?.name
        }
    }

    /// Who is asked in a survey, e.g. `parents`.
    static func respondent(_ id: String, in language: Language) -> String {
        text(id, in: language) { pack in
            pack[EvaluationSection.self].respondents.first { $0.id == id }?.name
        }
    }

    /// Why somebody is expelled.
    static func ground(_ id: String, in language: Language) -> String {
        let chinese = [
            "yearly_failure": "连续两年不合格", "veto": "一票否决", "disobedience": "不服从管理",
        ]
        return language == .zh ? chinese[id] ?? id : id
    }

    /// By which rule a body votes.
    static func vote(_ id: String, in language: Language) -> String {
        let chinese = ["general_session": "理事大会表决", "council_decides": "理事会表决"]
        return language == .zh ? chinese[id] ?? id : id
    }

    /// What a pack is bound for.
    static func function(_ id: String, in language: Language) -> String {
        let chinese = [
            "cases": "事项", "rotation": "教师交流", "evaluation": "评价", "notification": "通知",
        ]
        return language == .zh ? chinese[id] ?? id : id
    }

    private static func text(
        _ id: String, in language: Language, _ name: @escaping (PolicyPack) -> Wording?
    ) -> String {
        guard language == .zh, !id.isEmpty else { return id }
        for pack in PolicyPacks.shipped.ids.compactMap({ PolicyPacks.shipped[$0] }) {
            if let name = name(pack) { return name.chinese }
        }
        return id
    }
}
