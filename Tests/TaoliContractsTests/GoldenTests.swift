import Foundation
import SwiftProtobuf
import Testing

@Suite("Golden events: what lies in logs and archives stays readable")
struct GoldenTests {
    @Test("The bytes of every event mean what they meant, and are written the same today")
    func bytesKeepTheirMeaning() throws {
        let events = try GoldenEvent.all()
        #expect(events.count >= GoldenEvent.types.count)
        for event in events {
            let type = try #require(
                GoldenEvent.type(named: event.event), "no event is named \(event.name)")
            let read = try type.init(serializedBytes: event.bytes)
            let meant = try type.init(jsonString: event.json)
            #expect(read.isEqualTo(message: meant), "\(event.name)")
            #expect(try read.serializedBytes() as Data == event.bytes, "\(event.name)")
            #expect(try meant.serializedBytes() as Data == event.bytes, "\(event.name)")
        }
    }

    @Test("Every event of the protos has golden bytes, in which every field occurs")
    func everyEventIsThere() throws {
        let declared = try EventDescriptor.all()
        #expect(declared.count > 20)
        let held = Dictionary(
            try GoldenEvent.all().map { ($0.event, try $0.fields()) },
            uniquingKeysWith: { $0.union($1) })
        #expect(GoldenEvent.lacks(declared, held: held) == [])
        let names = Set(declared.map(\.name))
        // No key path: the compiler (6.3.1) ends on one that goes through a metatype.
        #expect(GoldenEvent.types.map { $0.protoMessageName }.filter { !names.contains($0) } == [])
    }

    @Test("An event without a type, without bytes, and a field in no bytes are found")
    func planted() {
        let name = "taoli.registry.events.v1.SchoolRenamed"
        let event = EventDescriptor(name: name, fields: ["schoolId", "name"])
        let unknown = EventDescriptor(name: "taoli.registry.events.v1.SchoolSold", fields: [])
        #expect(GoldenEvent.lacks([event], held: [name: ["schoolId", "name"]]) == [])
        #expect(GoldenEvent.lacks([event], held: [:]) == ["\(name) has no bytes"])
        #expect(
            GoldenEvent.lacks([event], held: [name: ["schoolId"]])
                == ["\(name).name is in no bytes"])
        #expect(GoldenEvent.lacks([unknown], held: [:]).count == 1)
    }

    @Test("A golden file is read as hexadecimal digits or not at all")
    func hexadecimal() {
        #expect(Data(hexadecimal: "0a 24\n30\n") == Data([0x0a, 0x24, 0x30]))
        #expect(Data(hexadecimal: "0a2") == nil)
        #expect(Data(hexadecimal: "0x") == nil)
    }
}
