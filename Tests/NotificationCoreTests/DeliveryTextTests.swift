import Foundation
import NotificationCore
import TaoliModels
import Testing

@Suite("What goes out")
struct DeliveryTextTests {
    private static func item(_ number: Int) -> DeliveryText.Item {
        DeliveryText.Item(
            id: MessageID(UUID()), subject: Wording("标题\(number)", "Subject \(number)"),
            body: Wording("内容\(number)。", "Body \(number)."))
    }

    @Test("One message goes in the unit's language, or in both")
    func one() {
        let both = DeliveryText([Self.item(1)], in: .both)
        #expect(both.subject == "标题1 / Subject 1")
        #expect(both.body.hasPrefix("内容1。\nBody 1.\n"))
        let chinese = DeliveryText([Self.item(1)], in: .zh)
        #expect(chinese.subject == "标题1" && !chinese.body.contains("Body"))
        let english = DeliveryText([Self.item(1)], in: .en)
        #expect(english.subject == "Subject 1" && !english.body.contains("内容"))
    }

    @Test("A digest says how many there are, and holds each with its number and subject")
    func digest() {
        let text = DeliveryText((1...3).map(Self.item), in: .en)
        #expect(text.subject == "3 messages")
        for number in 1...3 {
            #expect(text.body.contains("\(number). Subject \(number)\n\nBody \(number)."))
        }
    }

    @Test("The mail that proves an address holds the code and its last day, and no message")
    func code() {
        let until = Date(timeIntervalSince1970: 1_764_210_000)
        let text = DeliveryText(code: "7K3QMX2PAB", until: until, in: .both)
        #expect(text.body.contains("7K3QMX2PAB") && text.body.contains("2025-11-27"))
        #expect(!text.subject.contains("7K3QMX2PAB"))
    }
}
