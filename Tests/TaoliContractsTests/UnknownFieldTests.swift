import Foundation
import SwiftProtobuf
import Testing

@Suite("Unknown fields survive a service that is older than the event")
struct UnknownFieldTests {
    @Test("An event of a newer release, read and written by an older one, loses nothing")
    func roundTrip() throws {
        let newer = NewerLampSwitched.example(lamp: UUID())
        let bytes: Data = try newer.serializedBytes()
        let older = try OlderLampSwitched(serializedBytes: bytes)
        #expect(older.lampID == newer.lampID)
        #expect(older.light == .UNRECOGNIZED(3))
        #expect(older.room.isEmpty)
        #expect(try older.serializedBytes() as Data == bytes)
    }

    @Test("What an older release changes in it, it changes beside the fields it does not know")
    func change() throws {
        var expected = NewerLampSwitched.example(lamp: UUID())
        var older = try OlderLampSwitched(serializedBytes: expected.serializedBytes() as Data)
        older.light = .off
        expected.light = .off
        let again = try NewerLampSwitched(serializedBytes: older.serializedBytes() as Data)
        #expect(again == expected)
    }

    @Test("An event of an older release is read by a newer one; a field that went stays with it")
    func older() throws {
        var older = OlderLampSwitched()
        older.lampID = UUID().uuidString
        older.light = .on
        older.room = "大厅"
        let bytes: Data = try older.serializedBytes()
        let newer = try NewerLampSwitched(serializedBytes: bytes)
        #expect(newer.light == .on)
        #expect(!newer.hasPlace)
        #expect(try OlderLampSwitched(serializedBytes: newer.serializedBytes() as Data) == older)
    }

    @Test("Every golden event keeps fields of every wire type that it does not know")
    func everyEvent() throws {
        // Fields 1000 to 1004: a number, 64 bits, bytes, 32 bits, and a message with a field 1.
        let extra = try #require(
            Data(
                hexadecimal: """
                    c03e 9601  c93e 0102030405060708  d23e 03e69ca8  dd3e 01020304  e23e 02 0801
                    """))
        for event in try GoldenEvent.all() {
            let type = try #require(GoldenEvent.type(named: event.event))
            let read = try type.init(serializedBytes: event.bytes + extra)
            #expect(read.unknownFields.data == extra, "\(event.name)")
            #expect(try read.serializedBytes() as Data == event.bytes + extra, "\(event.name)")
        }
    }
}

extension NewerLampSwitched {
    /// Everything that an older release knows nothing of.
    static func example(lamp: UUID) -> NewerLampSwitched {
        var message = NewerLampSwitched()
        message.lampID = lamp.uuidString.lowercased()
        message.light = .dimmed
        message.watts = 1 << 40
        message.warmth = 2_700.5
        message.colour = 0xffd7_8040
        message.switchedBy = ["教师", "teacher"]
        message.place.building = "教学楼"
        message.place.floor = -1
        return message
    }
}
