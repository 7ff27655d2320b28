import Foundation
import NotificationCore
import TaoliContracts
import TaoliMessaging
import TaoliModels
import TaoliPolicy
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import NotificationService

@Suite("Texts that a pack brings, against PostgreSQL")
struct PackTextTests {
    /// XN's pack with texts of its own.
    private static func file(_ texts: String) throws -> Data {
        let file = try #require(PolicyPacks.files.first { $0.name == "XN.yaml" })
        let text = String(decoding: file.bytes, as: UTF8.self)
        let key = "\nnotification:\n"
        try #require(text.contains(key))
        return Data(text.replacing(key, with: key + texts).utf8)
    }

    private static let joined = """
          texts:
            - id: welcome
              message: school-joined
              version: 3
              subject: {zh: "欢迎{school}", en: "Welcome, {school}"}
              body: {zh: "{school}于 {date} 加入{group}。", en: "{school} joined {group} on {date}."}
              ours: "how our bureau writes"
            - id: turn
              message: case-turn
              version: 1
              subject: {zh: "待办：{turn}", en: "To do: {turn}"}
              body: {zh: "{chain}", en: "{chain}"}
              ours: "how our bureau writes"
            - id: council
              message: case-turn
              step: J.2
              version: 2
              subject: {zh: "理事会请议：{turn}", en: "For the council: {turn}"}
              body: {zh: "{chain}", en: "{chain}"}
              ours: "how our bureau writes"

        """

    @Test("A pack's text takes the product's place in inbox and mail, and a message keeps it")
    func rendered() async throws {
        try await DeliveryBench.with { bench in
            try await bench.bind(try Self.file(Self.joined))
            let caller = Caller.district("440105")
            try await bench.verified("email", caller)
            let school = try await bench.joining()
            let message = try #require(
                try await bench.fixture.inbox(.school(school)).messages.first)
            #expect(message.template == "school-joined@2" && message.text == "XN/welcome@3")
            #expect(message.subjectChinese == "欢迎甲校" && message.subjectEnglish == "Welcome, 甲校")
            #expect(message.bodyChinese == "甲校于 2025-10-01 加入桃李集团。")
            let founded = try await bench.fixture.inbox(caller).messages
                .first { $0.template == "group-founded@1" }
            #expect(founded?.text.isEmpty == true)
            try await bench.turn(at: bench.noon)
            let mailed = bench.mail.mails.compactMap { DeliveryBench.body($0.text) }
            #expect(mailed.contains { $0.contains("甲校 joined 桃李集团 on 2025-10-01.") })
            // Another text is bound: what was written before stays as it was.
            try await bench.bind(
                try Self.file(
                    Self.joined.replacing("version: 3", with: "version: 4").replacing(
                        "欢迎", with: "恭喜")))
            #expect(try await bench.fixture.inbox(.school(school)).messages.first == message)
            let second = try await bench.joining("乙校")
            let later = try await bench.fixture.inbox(.school(second)).messages.first
            #expect(later?.subjectChinese == "恭喜乙校" && later?.text == "XN/welcome@4")
        }
    }

    @Test("A text for a step words the turn at that step only; elsewhere the kind's text does")
    func step() async throws {
        try await DeliveryBench.with { bench in
            try await bench.bind(try Self.file(Self.joined))
            let school = try await bench.joining()
            for step in ["J.2", "J.1"] { try await bench.turnOf(school, at: step) }
            let messages = try await bench.fixture.inbox(.school(school)).messages
                .filter { $0.template == "case-turn@2" }
            #expect(
                Set(messages.map(\.subjectEnglish)) == [
                    "For the council: staff meeting", "To do: staff meeting",
                ])
            #expect(Set(messages.map(\.text)) == ["XN/council@2", "XN/turn@1"])
            let rules = try await bench.rules("440105", as: .city)
            #expect(rules.texts.map(\.id) == ["welcome", "turn", "council"])
        }
    }

    @Test("A text with a placeholder that the message cannot fill is no pack")
    func refused() throws {
        let wrong = try Self.file(
            Self.joined.replacing("Welcome, {school}", with: "Welcome, {scool}"))
        #expect(throws: PolicyProblems.self) { try PolicyPack.load(wrong, file: "mine.yaml") }
    }
}
