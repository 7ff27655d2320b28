import Testing

/// One change of the contracts, and what is said of it.
struct ContractChange: Sendable, CustomTestStringConvertible {
    let what: String
    let file: String
    let old: String
    let new: String
    let answer: String

    var testDescription: String { what }

    /// Changes that break a promise or a convention.
    static let refused = [
        event(
            "a field removed", "  string name = 2;\n}\n\n// A", "}\n\n// A", "was deleted without"),
        event("a field's number", "string name = 2;", "string name = 12;", "was deleted without"),
        event("a field's type", "bool is_city = 3;", "string is_city = 3;", "changed type from"),
        event(
            "a field's name", "successor_id = 3;", "next_id = 3;", "changed option \"json_name\""),
        event(
            "a field repeated", "string code = 1;", "repeated string code = 1;",
            "changed cardinality"),
        event("an event renamed", "SchoolRenamed", "SchoolNamed", "\"SchoolRenamed\" was deleted"),
        call(
            "an answer's type", "returns (BusStatusResponse)", "returns (LeaseStatus)",
            "changed response type"),
        call("a call removed", "  rpc BusStatus(", "  rpc Status(", "RPC \"BusStatus\" on service"),
        call(
            "a call's field removed", "  double seconds_left = 4;\n", "",
            "field \"4\" with name \"seconds_left\""),
        common(
            "an enum value removed", "  OWNERSHIP_UNKNOWN = 3;\n", "",
            "enum value \"3\" on enum \"Ownership\""),
        common(
            "a zero value without the name of one", "OWNERSHIP_UNSPECIFIED", "OWNERSHIP_NONE",
            "should be suffixed with \"_UNSPECIFIED\""),
        common("a field in another case", "int32 size", "int32 pageSize", "lower_snake_case"),
        call("a service without the suffix", "service BusService", "service Bus", "suffixed with"),
        ContractChange(
            what: "a folder of events that no rule names", file: "buf/events.yaml",
            old: "      - protos/taoli/notification/events\n", new: "",
            answer: "does not name protos/taoli/notification/events"),
    ]

    /// Changes that break nothing: only the baseline is to be renewed.
    static let allowed = [
        event(
            "a field added", "string name = 2;\n}\n\n// A",
            "string name = 2; bool new = 3; }\n\n// A"),
        event(
            "an event's field reserved", "  string name = 2;\n}\n\n// A",
            "  reserved 2; reserved \"name\"; }\n\n// A"),
        call(
            "an answer's field added", "double seconds_left = 4;",
            "double seconds_left = 4; string note = 5;"),
        common(
            "an enum value added", "OWNERSHIP_UNKNOWN = 3;",
            "OWNERSHIP_UNKNOWN = 3; OWNERSHIP_OTHER = 4;"),
    ]

    private static func event(
        _ what: String, _ old: String, _ new: String, _ answer: String = ""
    ) -> ContractChange {
        ContractChange(
            what: "\(what) (event)", file: "protos/taoli/registry/events/v1/school.proto",
            old: old, new: new, answer: answer)
    }

    private static func call(
        _ what: String, _ old: String, _ new: String, _ answer: String = ""
    ) -> ContractChange {
        ContractChange(
            what: what, file: "protos/taoli/bus/v1/bus.proto", old: old,
            new: new, answer: answer)
    }

    private static func common(
        _ what: String, _ old: String, _ new: String, _ answer: String = ""
    ) -> ContractChange {
        ContractChange(
            what: what, file: "protos/taoli/registry/v1/common.proto", old: old, new: new,
            answer: answer)
    }
}

@Suite("Contracts: a promise that is broken is noticed")
struct BrokenPromiseTests {
    @Test("The contracts keep the conventions and break nothing of the baseline")
    func today() throws {
        let (status, output) = try ContractScript.run("check")
        #expect(status == 0, "\(String(decoding: output, as: UTF8.self))")
    }

    @Test("A change that breaks a promise is refused", arguments: ContractChange.refused)
    func refused(_ change: ContractChange) throws {
        let (status, output) = try ContractScript.check(
            replacing: change.old, with: change.new, in: change.file)
        #expect(status == 1)
        #expect(output.contains(change.answer), "\(output)")
    }

    @Test("A change that breaks nothing only asks for a new baseline")
    func allowed() throws {
        for change in ContractChange.allowed {
            let (status, output) = try ContractScript.check(
                replacing: change.old, with: change.new, in: change.file)
            #expect(status == 1, "\(change.what)")
            let lines = output.split(separator: "\n").map(String.init)
            #expect(lines.count == 2, "\(change.what): \(output)")
            #expect(lines.first?.contains("not the contracts of today") == true, "\(output)")
        }
    }
}
