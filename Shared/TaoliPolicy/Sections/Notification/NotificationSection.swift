import TaoliModels

/// Who is told of what by which channel and in which words, and when it is told above. What a pack
/// does not name is told by the product's own rules and texts.
package struct NotificationSection: PolicySection {
    package static let key = "notification"

    /// In the order of the file; the id of each is the event.
    package let rules: [NoticeRule]
    /// In the order of the file.
    package let texts: [NoticeTextRule]

    package init(_ reader: PolicyReader) {
        rules = reader.rules("rules", NoticeRule.init)
        texts = reader.rules("texts", NoticeTextRule.init)
    }

    package func references(in pack: PolicyPack, _ report: PolicyReport) {
        let chains = pack[ChainsSection.self]
        guard chains.hasEveryStep(report) else { return }
        let steps = chains.chains.flatMap(\.steps).map(\.id)
        for text in texts {
            if let step = text.step {
                report.expect(step, in: steps, of: "chains.chains", at: text.source, "step")
            }
        }
    }

    package func check(in pack: PolicyPack, _ report: PolicyReport) {
        guard report.couldRead(Self.key) else { return }
        for (index, text) in texts.enumerated() {
            let same = texts[..<index].first { $0.message == text.message && $0.step == text.step }
            if let same {
                report.problem(
                    at: text.source,
                    Wording(
                        "与“\(same.id)”用于同样的消息。", "It is for the same messages as '\(same.id)'."),
                    fix: Wording("删除其一，或用 step 区分。", "Leave one out, or tell them apart with step.")
                )
            }
        }
    }
}

/// One event's rule.
package struct NoticeRule: Hashable, Sendable {
    /// Hours after which an unread message may be told above, at most: thirty days.
    package static let escalateHoursMax = 720

    /// Also the rule's id.
    package let event: NoticeEvent
    /// Each once. Empty: whom the event itself names.
    package let tell: [NoticeRecipient]
    /// Besides the inbox.
    package let channels: [NoticeChannel]
    /// How much it presses.
    package let urgency: NoticeUrgency
    /// Hours after which an unread message is told above; `nil`: never.
    package let escalateHours: Int?
    package let source: RuleSource

    init(_ reader: PolicyReader, id: String) {
        event = reader.choice("id")
        tell = reader.choices("tell")
        channels = reader.choices("channels")
        urgency = reader.choice("urgency")
        escalateHours = reader.optionalInteger(
            "escalate_hours", in: 1...NoticeRule.escalateHoursMax)
        source = reader.source()
        // An event that is not known was noted already.
        if NoticeEvent(rawValue: id) != nil { checkRecipients(reader) }
        if event == .unread, escalateHours != nil {
            reader.problem(
                "escalate_hours", showing: ["id"],
                Wording(
                    "“未读”消息本身不再上报。", "The message about an unread one is not told above again."),
                fix: Wording("请删除 escalate_hours。", "Leave escalate_hours out."))
        }
        if Set(channels).count < channels.count {
            reader.problem(
                "channels", showing: ["channels"], Wording("渠道重复。", "A channel stands here twice."),
                fix: Wording("每个渠道只写一次。", "Write each once."))
        }
    }

    private func checkRecipients(_ reader: PolicyReader) {
        let allowed = event.recipients
        guard !allowed.isEmpty else {
            if !tell.isEmpty {
                reader.problem(
                    "tell", showing: ["tell"],
                    Wording(
                        "这类事件自己指明收件单位（事项由 told 规定）。",
                        "Events of this kind name their recipients themselves (cases: by told)."),
                    fix: Wording("请删除 tell。", "Leave tell out."))
            }
            return
        }
        let names = allowed.map(\.rawValue).joined(separator: ", ")
        if tell.isEmpty || Set(tell).count < tell.count {
            reader.problem(
                reader.has("tell") ? "tell" : nil, showing: ["tell"],
                Wording("应写明收件单位，且每个只写一次。", "Recipients are expected, each once."),
                fix: Wording("可用：\(names)。", "Use some of \(names)."))
        }
        for recipient in tell where !allowed.contains(recipient) {
            reader.problem(
                "tell",
                Wording(
                    "“\(event.rawValue)”不能通知“\(recipient.rawValue)”。",
                    "'\(event.rawValue)' cannot be told to '\(recipient.rawValue)'."),
                fix: Wording("可用：\(names)。", "Use some of \(names)."))
        }
    }
}
