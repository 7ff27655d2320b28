import TaoliModels
import Testing

@testable import RegistryCore

@Suite("Numbers of identity documents, telephones and names")
struct IdentityNumberTests {
    /// 17 digits and the 18th: the two examples of GB 11643-1999.
    private static let vectors: [(String, Character)] = [
        ("11010519491231002", "X"), ("44052418800101001", "4"),
    ]

    @Test("The examples of GB 11643 have the check digits that it prints")
    func vectors() throws {
        for (digits, check) in Self.vectors {
            let got = try #require(IdentityNumber.checkDigit(of: digits.utf8))
            #expect(Character(UnicodeScalar(got)) == check, "\(digits)")
        }
        // 440524188001010014 is the standard's second example, born in 1880: before our dates.
        let number = try IdentityNumber(.residentCard, "11010519491231002x")
        #expect(number.value == "11010519491231002X")
        #expect(number.birthday == CalendarDate("1949-12-31"))
    }

    /// ISO 7064, MOD 11-2 as the standard words it: the digits from the left are folded by
    /// ((p + a) * 2) mod 11; the check character makes the sum 1. Shares no table with the product.
    private static func folded(_ digits: [Int]) -> Int {
        let rest = digits.reduce(0) { ($0 + $1) * 2 % 11 }
        return (12 - rest) % 11
    }

    @Test("The check digit agrees with ISO 7064's own procedure, and tells every single slip")
    func property() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<2_000 {
            let digits = (0..<17).map { _ in Int.random(in: 0...9, using: &random) }
            let bytes = digits.map { UInt8(48 + $0) }
            let got = try #require(IdentityNumber.checkDigit(of: bytes))
            let wanted = Self.folded(digits)
            #expect(got == (wanted == 10 ? UInt8(ascii: "X") : UInt8(48 + wanted)), "\(digits)")
            let place = Int.random(in: 0..<17, using: &random)
            var slip = bytes
            slip[place] = 48 + (slip[place] - 48 + UInt8.random(in: 1...9, using: &random)) % 10
            #expect(IdentityNumber.checkDigit(of: slip) != got)
        }
    }

    @Test(
        "What is no number is refused without being quoted",
        arguments: [
            "", "110105194912310021", "11010519491231002", "1101051949123100XX",
            "110105194902300021", "4.40105E+17", "440105198001010000",
        ])
    func refused(text: String) throws {
        let refusal = #expect(throws: Refusal.self) { try IdentityNumber(.residentCard, text) }
        #expect(refusal?.slug == "bad-identity-number")
        let said = "\(String(describing: refusal))"
        #expect(text.count < 8 || !said.contains(text))
    }

    @Test(
        "An empty number is said to be empty, of any document", arguments: IdentityDocument.allCases
    )
    func empty(_ document: IdentityDocument) throws {
        for text in ["", "  ", "　"] {
            let refusal = #expect(throws: Refusal.self) { try IdentityNumber(document, text) }
            #expect(refusal?.what.chinese == "证件号码为空；请填写。")
        }
    }

    @Test("Full-width digits, blanks and a small x are put right")
    func readings() throws {
        let plain = try IdentityNumber(.residentCard, "11010519491231002X")
        #expect(try IdentityNumber(.residentCard, "110105 19491231 002x") == plain)
        #expect(try IdentityNumber(.residentCard, "１１０１０５１９４９１２３１００２Ｘ") == plain)
    }

    @Test("Whatever prints a number or a telephone prints its mask")
    func masks() throws {
        let number = try IdentityNumber(.residentCard, "11010519491231002X")
        #expect(number.masked == "110105********002X")
        #expect(try PhoneNumber("+86 138-1234-5678").masked == "138****5678")
        #expect(try PhoneNumber("020-12345678").value == "02012345678")
        let passport = try IdentityNumber(.passport, "e12345678")
        #expect(passport.masked == "E******78")
        let facts = PersonFacts(
            name: "张三", number: number, phone: try PhoneNumber("13812345678"))
        var dumped = ""
        dump(facts, to: &dumped)
        for text in ["\(facts)", "\(String(reflecting: facts))", dumped] {
            #expect(!text.contains("19491231"))
            #expect(!text.contains("13812345678"))
        }
        #expect(throws: Refusal.self) { try PhoneNumber("12345") }
    }

    @Test("Names have a dot in the middle and rare characters, counted in scalars")
    func names() throws {
        #expect(try PersonName.read(" 买买提•艾力 ") == "买买提·艾力")
        #expect(try PersonName.read("阿卜杜拉・买买提") == "阿卜杜拉·买买提")
        // U+20BB7 and U+9FFF: a surname beyond the basic plane, and one of a late block.
        #expect(try PersonName.read("𠮷\u{9FFF}") == "𠮷\u{9FFF}")
        let long = String(repeating: "𠮷", count: RegistryLimits.personNameScalarsMax)
        #expect(try PersonName.read(long).unicodeScalars.count == 50)
        for bad in ["", " ", "·艾力", "买买提··艾力", "张3", "张\u{E001}", long + "吉", "张@三"] {
            #expect(throws: Refusal.self, "\(bad)") { try PersonName.read(bad) }
        }
    }
}
