import TaoliModels

/// Words for what histories name by event and by field; a name of a newer server stands as it is.
enum HistoryWords {
    /// What happened, e.g. `SchoolJoinedGroup`.
    static func event(_ name: String, in language: Language) -> String {
        guard let words = events[name] else { return name }
        return words.text(in: language)
    }

    /// The name of a field of a history, e.g. `term_until`.
    ///
    /// - Parameter event: a person's title is no document's.
    static func field(_ name: String, of event: String, in language: Language) -> String {
        guard language == .zh else { return name.split(separator: "_").joined(separator: " ") }
        if name == "title", event.hasPrefix("Person") { return "职称" }
        return fields[name] ?? UnitWords.text(name, in: language)
    }

    /// A value as a person reads it: ids, dates and texts as they are.
    ///
    /// - Parameter event: to whose words a state belongs.
    static func value(
        _ value: String, of field: String, event: String, in language: Language
    ) -> String {
        guard language == .zh else { return value }
        switch field {
        case "kind":
            return GroupKind(rawValue: value)?.chinese ?? SchoolKind(rawValue: value)?.chinese
                ?? value
        case "role": return MembershipRole(rawValue: value)?.chinese ?? value
        case "mode": return PackWords.mode(value, in: language)
        case "category": return PackWords.category(value, in: language)
        case "relation": return relations[value] ?? value
        case "direction": return ["income": "收入", "spending": "支出"][value] ?? value
        case "source" where event == "LedgerEntryRecorded":
            return PackWords.fundSource(value, in: language)
        case "purpose" where event == "LedgerEntryRecorded":
            return PackWords.fundPurpose(value, in: language)
        case "subject": return TeachingSubject(rawValue: value)?.chinese ?? value
        case "post":
            return StaffPost(rawValue: value)?.chinese ?? PackWords.post(value, in: language)
        case "grant": return RoleWords.place(value, in: language)
        case "unit": return UnitWords.unit(value).chinese
        case "stage": return Stage(rawValue: value)?.chinese ?? value
        case "ownership": return ["public": "公办", "private": "民办"][value] ?? value
        case "status": return status(value, event)
        default: return value
        }
    }

    private static func status(_ value: String, _ event: String) -> String {
        if event.hasPrefix("Site") || event.hasPrefix("School") {
            let words = [
                "planned": "筹建", "under_construction": "在建", "open": "开办", "closed": "停办",
            ]
            return words[value] ?? value
        }
        if event.hasPrefix("Body") { return BodyTerms.status(value).chinese }
        if event.hasPrefix("Document") { return DocumentTerms.state(value).chinese }
        return CaseTerms.status(value).chinese
    }

    /// How sources of imports name the bond of a member.
    private static let relations = [
        "brand": "品牌", "cooperation": "合作", "entrusted": "托管", "close_knit": "紧密型",
    ]

    static let events: [String: Wording] = [
        "DistrictRegistered": Wording("登记区", "district registered"),
        "DistrictRenamed": Wording("区更名", "district renamed"),
        "DistrictWithdrawn": Wording("撤回区", "district taken back"),
        "PolicyFileKept": Wording("保存政策文件", "policy file kept"),
        "PolicyBound": Wording("采用政策包", "policy bound"),
        "SchoolRegistered": Wording("登记学校", "school registered"),
        "SchoolRenamed": Wording("学校更名", "school renamed"),
        "SchoolClosed": Wording("学校停办", "school closed"),
        "SiteRegistered": Wording("登记校区", "site registered"),
        "SiteRevised": Wording("校区变更", "site revised"),
        "SiteMovedToSchool": Wording("校区划转", "site moved to another school"),
        "SiteWithdrawn": Wording("撤回校区", "site taken back"),
        "GroupFounded": Wording("成立集团", "group founded"),
        "GroupRevised": Wording("集团变更", "group revised"),
        "GroupClosed": Wording("撤销集团", "group closed"),
        "SchoolJoinedGroup": Wording("加入集团", "joined a group"),
        "SchoolLeftGroup": Wording("退出集团", "left a group"),
        "MembershipExtended": Wording("延长期限", "membership extended"),
        "GroupMerged": Wording("并入其他集团", "group merged"),
        "GroupSplit": Wording("集团拆分", "group split"),
        "GroupTookOver": Wording("承接前身集团", "took over from another group"),
        "GroupRenamed": Wording("集团更名", "group renamed"),
        "GroupDesignated": Wording("集团认定", "group designated"),
        "SchoolDesignated": Wording("学校认定", "school designated"),
        "LedgerEntryRecorded": Wording("记账", "ledger entry recorded"),
        "FeeAgreementRecorded": Wording("登记费用协议", "agreement on costs recorded"),
        "PartnerRegistered": Wording("登记合作单位", "partner registered"),
        "PartnershipChanged": Wording("合作关系变更", "partnership changed"),
        "AccountCreated": Wording("建立账号", "account created"),
        "RoleGranted": Wording("授予角色", "role granted"),
        "RoleRevoked": Wording("撤回角色", "role revoked"),
        "CaseOpened": Wording("受理事项", "case opened"),
        "CaseStepAnswered": Wording("办理步骤", "step answered"),
        "CaseClosed": Wording("事项结束", "case closed"),
        "PersonRegistered": Wording("登记人员", "person registered"),
        "PersonRevised": Wording("人员信息变更", "person revised"),
        "PersonWithdrawn": Wording("撤回人员", "person taken back"),
        "EmploymentBegan": Wording("任职开始", "employment began"),
        "EmploymentEnded": Wording("任职结束", "employment ended"),
        "KeyLevelAwarded": Wording("授予骨干级别", "key level awarded"),
        "KeyLevelWithdrawn": Wording("取消骨干级别", "key level withdrawn"),
        "EstablishmentSet": Wording("核定编制", "establishment set"),
        "BodyEstablished": Wording("设立机构", "body established"),
        "BodyDissolved": Wording("撤销机构", "body dissolved"),
        "BodyMemberAppointed": Wording("任命成员", "member appointed"),
        "BodyMemberReleased": Wording("免去成员", "member released"),
        "BodyResolutionProposed": Wording("提出议题", "matter proposed"),
        "BodyResolutionAdvised": Wording("咨询意见", "matter advised on"),
        "BodyResolutionDecided": Wording("作出决议", "matter decided"),
        "BodyResolutionWithdrawn": Wording("撤回议题", "matter withdrawn"),
        "DocumentVersionProposed": Wording("提出文件版本", "version proposed"),
        "DocumentAccepted": Wording("认可文件", "document accepted"),
        "DocumentInForce": Wording("文件生效", "document in force"),
        "DocumentFiled": Wording("文件备案", "document filed"),
        "DocumentReturned": Wording("文件退回", "document returned"),
    ]

    static let fields: [String: String] = [
        "accepted_by": "认可方", "advice": "咨询意见", "agreement": "协议", "case": "事项", "chain": "程序",
        "closed_on": "结束日期", "direction": "收支", "district": "区", "effective_on": "生效日期",
        "employment_id": "任职编号", "fen": "金额（分）", "filing": "备案", "from": "起",
        "grant": "授权", "group": "集团", "holder": "任职者", "in_force": "生效", "issuer": "授予单位",
        "kind": "类型", "latitude": "纬度", "leaders": "校级领导职数", "legal_name": "法定名称",
        "level": "级别", "longitude": "经度", "matter": "议题类别", "middle_managers": "中层职数",
        "minutes": "纪要", "mode": "方式", "name": "名称", "note": "备注", "number": "证件号码",
        "outside_limit": "不占职数", "ownership": "办学性质", "papers": "材料", "phone": "电话",
        "post": "职务", "posts": "编制数",
        "predecessor": "前身", "principal_grade": "校长职级", "purpose": "用途",
        "reason": "理由", "reference": "文号", "relation": "关系", "resolution": "决议",
        "reverses": "冲销", "role": "身份", "school": "学校", "school_id": "学校编号",
        "school_since": "入校日期", "school_year": "学年", "sha256": "SHA-256", "site": "校区",
        "source": "来源", "source_level": "原始级别", "source_type": "原始类型", "stage": "学段",
        "status": "状态", "step": "步骤", "subject": "学科", "successor": "后继",
        "teaching_since": "从教日期", "term_until": "期限", "title": "标题", "unit": "单位",
        "until": "止", "valid_until": "有效期止", "version": "版本", "working_since": "参加工作日期",
    ]
}
