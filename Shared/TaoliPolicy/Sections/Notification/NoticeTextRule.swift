package import TaoliModels

/// A text that takes the place of the product's own for one kind of message, or for one step of the
/// pack's chains.
package struct NoticeTextRule: Hashable, Sendable {
    /// Bound of `version`.
    private static let versionMax = 9_999

    /// The rule's id; kept with the messages that it words.
    package let id: String
    /// The kind of message.
    package let message: NoticeMessage
    /// A step's id; `nil`: every message of the kind.
    package let step: String?
    /// From 1; raised by the bureau when the text changes.
    package let version: Int
    /// One line with placeholders.
    package let subject: Wording
    /// The message with placeholders.
    package let body: Wording
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        self.id = id
        message = reader.choice("message")
        step = reader.optionalText("step")
        version = reader.integer("version", in: 1...NoticeTextRule.versionMax)
        subject = reader.wording("subject")
        body = reader.wording("body")
        source = reader.source()
        // A kind that is not known was noted already.
        guard NoticeMessage(rawValue: reader.optionalText("message") ?? "") != nil else { return }
        check(subject, at: "subject", reader)
        check(body, at: "body", reader)
        if step != nil, !message.isOfStep {
            reader.problem(
                "step",
                Wording("这类消息与步骤无关。", "Messages of this kind are about no step."),
                fix: Wording(
                    "请删除 step，或改用 case-turn、case-answered。",
                    "Leave step out, or use case-turn or case-answered."))
        }
    }

    /// A placeholder for which the message has no value would stand in somebody's inbox.
    private func check(_ text: Wording, at key: String, _ reader: PolicyReader) {
        let texts = [TemplateText(text.chinese), TemplateText(text.english)]
        guard !reader.isRefused([key]) else { return }
        let allowed = message.placeholders.map(\.rawValue).sorted()
        for text in texts {
            if text.problems.contains(.loneBrace) {
                reader.problem(
                    key, Wording("花括号不成对。", "A brace stands alone."),
                    fix: Wording("占位符写成 {date}。", "Write a placeholder as {date}."))
            }
            for name in text.names where !allowed.contains(name) {
                let near =
                    NearestName.nearest(to: name, in: allowed).map { "{\($0)}" }
                    ?? allowed.map { "{\($0)}" }.joined(separator: ", ")
                reader.problem(
                    key,
                    Wording(
                        "“\(message.rawValue)”没有占位符 {\(name)}。",
                        "'\(message.rawValue)' has no placeholder {\(name)}."),
                    fix: Wording("是否为：\(near)？", "Is this meant: \(near)?"))
            }
        }
        if texts.allSatisfy(\.problems.isEmpty), texts[0].placeholders != texts[1].placeholders {
            reader.problem(
                key,
                Wording(
                    "中文和英文的占位符不一致。", "Chinese and English leave different things open."),
                fix: Wording("两种文字用相同的占位符。", "Use the same placeholders in both."))
        }
    }
}

extension TemplateText {
    /// The names in braces, known or not, each once.
    fileprivate var names: [String] {
        let unknown: [String] = problems.compactMap {
            if case .unknown(let name) = $0 { name } else { nil }
        }
        return (Set(placeholders.map(\.rawValue)).union(unknown)).sorted()
    }
}
