import TaoliModels

/// What the rules of districts, schools and sites refuse.
enum SchoolRefusals {
    static func emptyName(_ field: String = "name") -> Refusal {
        Refusal(
            .invalid, "bad-name", field: field,
            what: Wording(
                "名称为空或超过 \(RegistryLimits.nameMax) 个字符。",
                "The name is empty or longer than \(RegistryLimits.nameMax) characters."),
            next: Wording("请更正名称。", "Correct the name."))
    }

    static func schoolClosed(_ school: School) -> Refusal {
        Refusal(
            .precondition, "school-closed",
            what: Wording("学校“\(school.name)”已不存在。", "School “\(school.name)” no longer exists."),
            next: Wording("请选择它的后继学校。", "Choose the school that succeeded it."))
    }

    static func schoolOpen(_ school: School) -> Refusal {
        Refusal(
            .precondition, "school-open",
            what: Wording("学校“\(school.name)”没有关闭。", "School “\(school.name)” is not closed."),
            next: Wording("无需恢复。", "There is nothing to reopen."))
    }

    static let ownSuccessor = Refusal(
        .invalid, "own-successor", field: "successor_id",
        what: Wording("学校不能由自己接替。", "A school cannot succeed itself."),
        next: Wording("请给出另一所学校。", "Name another school."))

    static func withdrawn(_ what: Wording) -> Refusal {
        Refusal(
            .notFound, "not-found",
            what: Wording("\(what.chinese)不存在。", "No such \(what.english)."),
            next: Wording("请核对编号。", "Check the id."))
    }

    static func otherCode(_ code: OfficialCode) -> Refusal {
        Refusal(
            .alreadyExists, "code-overlap", field: "codes",
            what: Wording(
                "同一时间已有 \(code.scheme) 代码 \(code.value)。",
                "It has the \(code.scheme) code \(code.value) at that time already."),
            next: Wording("请先结束原代码的有效期。", "End the earlier code's time first."))
    }

    static let districtFromCity = Refusal(
        .precondition, "district-level", field: "level",
        what: Wording("区和市不能互换。", "A district cannot become the city, nor the city one."),
        next: Wording("请用另一个代码登记。", "Register it under another code."))
}
