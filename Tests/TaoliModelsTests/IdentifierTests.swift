import Foundation
import TaoliModels
import Testing

@Suite("Identifiers")
struct IdentifierTests {
    @Test("The example of RFC 9562, appendix A.6, is made bit by bit")
    func publishedExample() {
        let id = UUID(version7: 0x017F_22E2_79B0, random: (0xCC3, 0x18C4_DC0C_0C07_398F))
        #expect(id.uuidString == "017F22E2-79B0-7CC3-98C4-DC0C0C07398F")
        #expect(id.version7Milliseconds == 0x017F_22E2_79B0)
    }

    @Test("Version and variant stand whatever the random bits are, and the time comes back")
    func versionAndTime() {
        var source = SystemRandomNumberGenerator()
        for milliseconds in [0, 1, 1_790_000_000_000, 0xFFFF_FFFF_FFFF] as [UInt64] {
            for bits in [0, .max, source.next()] as [UInt64] {
                let id = UUID(
                    version7: milliseconds, random: (UInt16(truncatingIfNeeded: bits), bits))
                #expect(id.uuid.6 >> 4 == 7)
                #expect(id.uuid.8 >> 6 == 0b10)
                #expect(id.version7Milliseconds == milliseconds)
            }
        }
    }

    @Test("Later ids sort behind earlier ones, as text too")
    func order() {
        let ids = (1...50).map {
            UUID(version7: UInt64($0) << 20, random: (.max / UInt16($0), .max / UInt64($0)))
        }
        #expect(ids.map(\.uuidString).sorted() == ids.map(\.uuidString))
    }

    @Test("An id of now carries the time of now")
    func now() throws {
        let before = UInt64(Date().timeIntervalSince1970 * 1000)
        let made = try #require(UUID.version7().version7Milliseconds)
        let after = UInt64(Date().timeIntervalSince1970 * 1000)
        #expect((before...after).contains(made))
        #expect(UUID.version7() != UUID.version7())
    }

    @Test("The same digest derives the same id, another digest another one")
    func derived() {
        let digest = (0..<32).map { UInt8($0 * 7) }
        let id = UUID(version7: 42, derivedFrom: digest)
        #expect(id == UUID(version7: 42, derivedFrom: digest))
        #expect(id != UUID(version7: 42, derivedFrom: digest.reversed()))
        #expect(id.version7Milliseconds == 42)
    }

    @Test("Random ids of version 4 carry no time")
    func otherVersions() {
        #expect(UUID().version7Milliseconds == nil)
    }

    @Test(
        "What is not 36 characters of an id is none, as Foundation has it",
        arguments: [
            "", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
            "017f22e279b0-7cc3-98c4-dc0c0c07398ff-", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
            "017f22e2 79b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c0７39",
            "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
            "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", "00000000-0000-0000-0000-000000000000",
        ])
    func parsing(text: String) {
        #expect(UUID(text: text) == UUID(uuidString: text))
    }

    @Test("An id is read in either case and written in lower case")
    func text() throws {
        let text = "017F22E2-79B0-7CC3-98C4-DC0C0C07398F"
        let id = try #require(SchoolID(text))
        #expect(id.description == text.lowercased())
        #expect(SchoolID(text.lowercased()) == id)
        for other in ["", "017F22E2", text + "0", "{\(text)}"] {
            #expect(SchoolID(other) == nil, "\(other)")
        }
    }
}

@Suite("The canonical text of a UUID")
struct UUIDTextTests {
    @Test("It is Foundation's in lower case")
    func text() {
        for _ in 0..<100 {
            let id = UUID()
            #expect(id.text == id.uuidString.lowercased())
        }
    }
}
