extension PostgresError {
    /// For a caller: what happened and what to do, Chinese then English, without any data.
    package var safe: String { "\(safeChinese) / \(safeEnglish)" }

    /// The Chinese half of `safe`.
    package var safeChinese: String {
        switch kind {
        case .serialization, .deadlock, .staleStatement: "数据正被他人修改，请稍后重试"
        case .uniqueViolation: "已有相同的记录，请核对后再提交"
        case .checkViolation: "数据不符合数据库的规则，请核对后再提交"
        case .foreignKey: "所引用的记录不存在或仍被引用，请核对后再提交"
        case .lockTimeout: "记录正被他人使用，请稍后重试"
        case .connection: "数据库暂时无法连接，请稍后重试"
        case .timeout: "数据库未在规定时间内答复，请稍后重试"
        case .cancelled: "操作已取消"
        case .resources: "数据库资源不足，请稍后重试"
        case .commitOutcomeUnknown: "提交结果未知，请用同一请求编号查询或重试"
        case .usage, .other: "数据库拒绝了该操作，请联系管理员"
        }
    }

    /// The English half of `safe`.
    package var safeEnglish: String {
        switch kind {
        case .serialization, .deadlock, .staleStatement:
            "the data is being changed by others; try again shortly"
        case .uniqueViolation: "the same record exists already; check it and submit again"
        case .checkViolation: "the data breaks a rule of the database; check it and submit again"
        case .foreignKey:
            "a record referred to does not exist or is still in use; check and submit again"
        case .lockTimeout: "the record is in use by others; try again shortly"
        case .connection: "the database cannot be reached; try again shortly"
        case .timeout: "the database did not answer in time; try again shortly"
        case .cancelled: "the operation was cancelled"
        case .resources: "the database is short of resources; try again shortly"
        case .commitOutcomeUnknown:
            "it is not known whether the change was made; ask or repeat with the same request id"
        case .usage, .other: "the database refused the operation; tell the administrator"
        }
    }
}
