import Foundation
import TaoliKafka
import Testing

@Suite("Headers in one piece of memory")
struct KafkaHeadersTests {
    private let list = [
        KafkaHeader(name: "ce_id", text: "1"), KafkaHeader(name: "ce_id", text: "2"),
        KafkaHeader(name: "", text: "unnamed"), KafkaHeader(name: "null", value: nil),
        KafkaHeader(name: "empty", value: Data()), KafkaHeader(name: "桃", text: "李"),
        KafkaHeader(name: "binary", value: Data([0, 255, 0])),
    ]

    @Test("What goes in comes out, in order, with null and empty apart")
    func roundTrip() {
        let headers = KafkaHeaders(list)
        #expect(Array(headers) == list)
        #expect(headers.count == 7 && headers.last == list.last)
        #expect(headers.size == 6 + 6 + 7 + 4 + 5 + 6 + 9)
        #expect(KafkaHeaders(headers.reversed()) != headers)
        #expect(KafkaHeaders([]).isEmpty && KafkaHeaders() == [])
    }

    @Test("A value is found by its whole name: the first, as text when it is text")
    func values() {
        let headers = KafkaHeaders(list)
        #expect(headers.text("ce_id") == "1" && headers.text("桃") == "李")
        #expect(headers.text("empty") == "" && headers.text("") == "unnamed")
        #expect(headers.text("null") == nil && headers.text("binary") == nil)
        #expect(headers.text("ce_i") == nil && headers.text("ce_idx") == nil)
        #expect(headers.withValue(of: "binary") { $0.map(Array.init) } == [0, 255, 0])
        #expect(headers.withValue(of: "null") { $0 == nil })
    }
}
