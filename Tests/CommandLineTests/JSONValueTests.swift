import Foundation
import SwiftProtobuf
import TaoliContracts
import Testing

@testable import taoli

@Suite("JSON output")
struct JSONValueTests {
    @Test("Keys keep their order and special characters are escaped")
    func escapes() {
        let value: JSONValue = [
            "b": .string("a\"\\\n\u{1}桃"), "a": .array([.integer(1), .bool(true), .null]),
            "c": .array([]), "d": .number(0.5),
        ]
        #expect(
            value.compact
                == #"{"b":"a\"\\\n\u0001桃","a":[1,true,null],"c":[],"d":0.5}"#)
    }

    @Test("Foundation reads what is written, indented or not")
    func foreignReader() throws {
        let value = JSONValue.list([["name": "桃李\t小学\u{7F}", "none": .optional("")]])
        for text in [value.indented, value.compact] {
            let object = try #require(
                try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            let items = try #require(object["items"] as? [[String: Any]])
            #expect(items.count == 1)
            #expect(items.first?["name"] as? String == "桃李\t小学\u{7F}")
            #expect(items.first?["none"] is NSNull)
        }
    }

    @Test("An empty list is an object with an empty array")
    func emptyList() {
        #expect(JSONValue.list([]).indented == "{\n  \"items\": []\n}")
    }

    @Test("Every object of a kind has the same keys, filled or not")
    func stableKeys() {
        func keys(_ value: JSONValue) -> [String] {
            guard case .object(let members) = value else { return [] }
            return members.map(\.key)
        }
        let full = Taoli_Registry_V1_Group.with {
            $0.id = "1"
            $0.name = "桃李"
            $0.kind = .educationGroup
            $0.members = [.with { $0.role = .lead }]
        }
        #expect(keys(full.json) == keys(Taoli_Registry_V1_Group().json))
        #expect(keys(full.json).allSatisfy { $0.wholeMatch(of: /[a-z0-9_]+/) != nil })
    }

    @Test("A value that a newer server sends is shown as unknown")
    func unknownEnum() {
        #expect(Taoli_Registry_V1_GroupKind.UNRECOGNIZED(99).term == .unknown)
        #expect(Taoli_Registry_V1_SchoolKind.nineYear.term.key == "nine_year")
    }
}
