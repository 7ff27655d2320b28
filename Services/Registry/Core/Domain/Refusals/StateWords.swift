import TaoliModels

extension StepState {
    /// In the words of the Chinese texts.
    var chinese: String {
        switch self {
        case .waiting: "前面的步骤未完成"
        case .open: "待办"
        case .returned: "退回补正"
        case .over: "已完成"
        case .skipped: "不适用"
        case .void: "事项已终止"
        }
    }
}

extension StepOutcome {
    /// In the words of the Chinese texts.
    var chinese: String {
        switch self {
        case .yes: "同意"
        case .no: "不同意"
        case .returned: "退回补正"
        case .resubmitted: "重新提交"
        case .insisted: "坚持报审"
        case .missed: "逾期"
        case .delegated: "委托"
        case .informed: "已告知"
        }
    }
}

extension ResolutionStatus {
    /// In the words of the Chinese texts.
    var chinese: String {
        switch self {
        case .proposed: "待议"
        case .adopted: "通过"
        case .rejected: "未通过"
        case .withdrawn: "已撤回"
        }
    }
}

extension DocumentFiling.Outcome {
    /// In the words of the Chinese texts.
    var chinese: String {
        switch self {
        case .filed: "已备案"
        case .returned: "已退回"
        }
    }
}
