/// A subject taught (学科), as the national curricula of 2017 and 2022 name them.
package enum TeachingSubject: String, CaseIterable, Sendable {
    /// 语文.
    case chineseLanguage = "chinese"
    /// 数学.
    case mathematics
    /// 英语.
    case english
    /// 物理.
    case physics
    /// 化学.
    case chemistry
    /// 生物.
    case biology
    /// 历史.
    case history
    /// 地理.
    case geography
    /// 道德与法治.
    case politics
    /// 科学.
    case science
    /// 音乐.
    case music
    /// 美术.
    case art
    /// 体育.
    case physicalEducation = "physical_education"
    /// 信息科技.
    case informationTechnology = "information_technology"
    /// 劳动.
    case labour
    /// 通用技术.
    case technology
    /// 综合实践.
    case integratedPractice = "integrated_practice"
    /// 心理健康.
    case mentalHealth = "mental_health"
    /// 学前教育.
    case preschoolEducation = "preschool_education"
    /// 特殊教育.
    case specialEducation = "special_education"
    /// 其他.
    case other

    /// The field's Chinese term.
    package var chinese: String {
        switch self {
        case .chineseLanguage: "语文"
        case .mathematics: "数学"
        case .english: "英语"
        case .physics: "物理"
        case .chemistry: "化学"
        case .biology: "生物"
        case .history: "历史"
        case .geography: "地理"
        case .politics: "道德与法治"
        case .science: "科学"
        case .music: "音乐"
        case .art: "美术"
        case .physicalEducation: "体育"
        case .informationTechnology: "信息科技"
        case .labour: "劳动"
        case .technology: "通用技术"
        case .integratedPractice: "综合实践"
        case .mentalHealth: "心理健康"
        case .preschoolEducation: "学前教育"
        case .specialEducation: "特殊教育"
        case .other: "其他"
        }
    }
}

extension TeachingSubject {
    /// The subject that a file's code means: registry's code, or a short one of the planner's
    /// reference instances (`math`, `pe`, `civics`, `it`); `nil` for any other.
    package static func named(inFile code: String) -> TeachingSubject? {
        switch code {
        case "math": .mathematics
        case "pe": .physicalEducation
        case "civics": .politics
        case "it": .informationTechnology
        default: TeachingSubject(rawValue: code)
        }
    }
}
