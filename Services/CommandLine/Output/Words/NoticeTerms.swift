import TaoliPolicy

/// Words for who is told of what, and for how a unit wants to be told.
enum NoticeTerms {
    /// Codes in Chinese, in English as they are.
    static func text(_ codes: [String], in language: Language) -> String {
        CodeWords.list(codes, chinese, in: language)
    }

    /// One code.
    static func text(_ code: String, in language: Language) -> String {
        text([code], in: language)
    }

    /// An event by its name; in Chinese with the code, which a pack needs.
    static func event(_ code: String, in language: Language) -> String {
        guard language == .zh, let event = NoticeEvent(rawValue: code) else { return code }
        return "\(name(of: event))（\(code)）"
    }

    private static let chinese = [
        "school": "学校", "leads": "牵头校", "members": "成员校", "council": "集团", "bureau": "教育局",
        "email": "邮件", "webhook": "回调", "urgent": "紧急", "normal": "普通", "low": "不急",
        "all": "全部", "none": "不发", "both": "中英文", "zh": "中文", "en": "英文",
    ]

    private static func name(of event: NoticeEvent) -> String {
        switch event {
        case .groupFounded: "集团组建"
        case .schoolJoined: "学校加入"
        case .schoolLeft: "学校退出"
        case .groupMerged: "集团合并"
        case .groupSplit: "集团拆分"
        case .groupTookOver: "集团承接"
        case .unitRenamed: "更名"
        case .unitDesignated: "认定"
        case .importSummary: "导入汇总"
        case .caseOpened: "事项受理"
        case .caseTurn: "轮到办理"
        case .caseAnswered: "步骤已办"
        case .caseClosed: "事项结束"
        case .bodyDecided: "表决"
        case .documentProposed: "文件待接受"
        case .documentInForce: "文件生效"
        case .documentAnswered: "文件答复"
        case .planDecided: "交流方案决定"
        case .placementTold: "派驻变动"
        case .planImpossible: "无法交流"
        case .contestOpened: "公示征求异议"
        case .objectionRaised: "提出异议"
        case .objectionAnswered: "异议答复"
        case .resultPublished: "结果公布"
        case .warned: "警示"
        case .secondFailure: "连续第二年不合格"
        case .surveyOpened: "调查开始"
        case .namingChanged: "命名变动"
        case .calendarDue: "本月事项"
        case .unread: "未读上报"
        }
    }
}
