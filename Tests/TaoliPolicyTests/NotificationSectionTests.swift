import Foundation
import TaoliModels
import TaoliPolicy
import Testing

@Suite("The notification section of the packs")
struct NotificationSectionTests {
    @Test("Every system says who is told at once and how, and an omission is no rule")
    func shipped() throws {
        for id in PolicyPacks.shipped.ids {
            let section = try #require(PolicyPacks.shipped[id])[NotificationSection.self]
            let turn = try #require(section.rules.first { $0.event == .caseTurn })
            #expect(turn.urgency == .urgent && turn.channels == [.email, .webhook])
            #expect(!section.rules.contains { $0.event == .unread })
        }
        let warned = PolicyPacks.shipped["XN"]?[NotificationSection.self].rules
            .first { $0.event == .warned }
        #expect(warned?.source.clause == "XN-19" && warned?.escalateHours == 48)
    }

    @Test("A text may leave open only what its message has, the same in both languages")
    func texts() throws {
        let xingning = try PackText("XN")
        func text(_ subject: String, _ more: String = "message: school-joined,", id: String = "a")
            -> String
        {
            """
            {id: \(id), \(more) version: 1, subject: \(subject), \
            body: {zh: "{school}", en: "{school}"}, ours: "ours"}
            """
        }
        let (old, good) = ("\nnotification:\n", "{zh: \"{school}来了\", en: \"{school} came\"}")
        func notes(_ texts: String...) -> String {
            old + "  texts:\n" + texts.map { "    - \($0)\n" }.joined()
        }
        let section = try xingning.pack(old, notes(text(good)))[NotificationSection.self]
        #expect(section.texts.map(\.message) == [.schoolJoined])
        #expect(section.texts.first?.subject == Wording("{school}来了", "{school} came"))
        let slip = try xingning.problem(
            old, notes(text("{zh: \"{scool}\", en: \"{scool}\"}")), at: "{scool}")
        #expect(slip.rule == "notification.texts.a.subject")
        #expect(slip.fix.english.contains("{school}"))
        let foreign = try xingning.problem(
            old, notes(text("{zh: \"{turn}\", en: \"{turn}\"}")), at: "id: a")
        #expect(foreign.what.english.contains("'school-joined' has no placeholder {turn}"))
        let uneven = try xingning.problem(
            old, notes(text("{zh: \"{school}\", en: \"{group}\"}")), at: "id: a")
        #expect(uneven.what.english.contains("different things open"))
        let brace = try xingning.problem(
            old, notes(text("{zh: \"{school\", en: \"x\"}")), at: "id: a")
        #expect(brace.what.english.contains("alone"))
        let kind = try xingning.problem(
            old, notes(text(good, "message: school-joind,")), at: "id: a")
        #expect(kind.fix.english.contains("school-joined"))
        let turn = "message: case-turn, step: J.22,"
        let plain = "{zh: \"x\", en: \"x\"}"
        let step = try xingning.problem(old, notes(text(plain, turn)), at: "id: a")
        #expect(step.what.english.contains("J.22"))
        let stepless = try xingning.problem(
            old, notes(text(good, "message: school-joined, step: J.2,")), at: "id: a")
        #expect(stepless.rule == "notification.texts.a.step")
        let double = try xingning.problem(
            old, notes(text(good), text(good, id: "b")), at: "id: b")
        #expect(double.what.english.contains("'a'"))
    }

    @Test("The page on notification lists every kind of message with what it may leave open")
    func page() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "Shared/Documentation/notification.md"),
            encoding: .utf8)
        for kind in NoticeMessage.allCases {
            let row = page.split(separator: "\n").first {
                $0.hasPrefix("| `") && $0.contains("`\(kind.rawValue)`")
            }
            let open = try #require(row, "\(kind)").matches(of: #/`{(\w+)}`/#).map { String($0.1) }
            #expect(Set(open) == Set(kind.placeholders.map(\.rawValue)), "\(kind)")
        }
    }

    @Test("Whom an event itself names, no rule may name; the others must be named, each once")
    func recipients() throws {
        let jiading = try PackText("JD")
        let named = try jiading.problem(
            "id: case_turn, channels", "id: case_turn, tell: [bureau], channels",
            at: "id: case_turn")
        #expect(named.fix.english.contains("Leave tell out"))
        let nobody = try jiading.problem(
            "id: school_left, tell: [school, leads, bureau],", "id: school_left,",
            at: "id: school_left")
        #expect(nobody.fix.english.contains("council"))
        let twice = try jiading.problem(
            "id: school_left, tell: [school, leads, bureau],",
            "id: school_left, tell: [school, school],", at: "id: school_left")
        #expect(twice.what.english.contains("each once"))
        let founding = try jiading.problem(
            "id: school_left, tell: [school, leads, bureau],",
            "id: group_founded, tell: [school],", at: "id: group_founded")
        #expect(founding.what.english.contains("cannot be told to 'school'"))
    }

    @Test("A channel, an urgency, an event and the hours must be known, with the nearest right")
    func words() throws {
        let jiading = try PackText("JD")
        let channel = try jiading.problem(
            "id: import_summary, channels: [email]", "id: import_summary, channels: [emial]",
            at: "id: import_summary")
        #expect(channel.fix.english.contains("email"))
        let double = try jiading.problem(
            "id: import_summary, channels: [email]", "id: import_summary, channels: [email, email]",
            at: "id: import_summary")
        #expect(double.rule.hasSuffix("import_summary.channels"))
        let urgency = try jiading.problem(
            "channels: [email], urgency: low, ours: what",
            "channels: [email], urgency: lwo, ours: what",
            at: "id: import_summary")
        #expect(urgency.fix.english.contains("low"))
        let event = try jiading.problem(
            "id: import_summary,", "id: import_sumary,", at: "id: import_sumary")
        #expect(event.fix.english.contains("import_summary"))
        let hours = try jiading.problem(
            "escalate_hours: 72", "escalate_hours: 721", at: "id: case_turn")
        #expect(hours.fix.english.contains("720"))
        let unread = try jiading.problem(
            "id: case_turn, channels", "id: unread, channels", at: "id: unread")
        #expect(unread.fix.english.contains("escalate_hours"))
    }
}
