import TaoliModels
import Testing

@Suite("Callers and their scope")
struct CallerTests {
    private static func code(_ text: String) throws -> DistrictCode {
        try #require(DistrictCode(text))
    }

    @Test("A scope of districts admits what concerns one of them, and nothing else")
    func districts() throws {
        let scope = DataScope.districts([try Self.code("a"), try Self.code("b")])
        #expect(scope.admits([try Self.code("b")]))
        #expect(scope.admits([try Self.code("c"), try Self.code("a")]))
        #expect(!scope.admits([try Self.code("c")]))
        #expect(!scope.admits([]))
    }

    @Test("An empty scope sees nothing, the whole one sees everything")
    func extremes() throws {
        #expect(!DataScope.districts([]).admits([try Self.code("a")]))
        #expect(DataScope.all.admits([try Self.code("a")]))
        #expect(DataScope.all.admits([]))
    }

    @Test("Requests of a caller are remembered under one district, whatever the list's order")
    func homeDistrict() throws {
        func home(_ codes: [String]) throws -> String {
            let scope = DataScope.districts(try codes.map(Self.code))
            return Caller(subject: "a", role: .district, unit: nil, scope: scope).homeDistrict
        }
        #expect(try home(["b", "a"]) == "a")
        #expect(try home(["a", "b"]) == "a")
        #expect(Caller(subject: "a", role: .city, unit: nil, scope: .all).homeDistrict == "*")
    }

    @Test("A service calls under its own name, sees every district and holds no unit")
    func service() {
        let caller = Caller.service("rotation")
        #expect(caller.subject == "service:rotation")
        #expect(caller.role == .service)
        #expect(caller.scope == .all)
        #expect(caller.unit == nil)
    }

    @Test("A unit is read back from its text", arguments: UnitReference.Kind.allCases)
    func units(kind: UnitReference.Kind) {
        let unit = UnitReference(kind, "0199c2f5")
        #expect(UnitReference(unit.description) == unit)
    }

    @Test("Texts that name no unit are refused", arguments: ["", "school", "school/", "street/1"])
    func otherUnits(text: String) {
        #expect(UnitReference(text) == nil)
    }
}
