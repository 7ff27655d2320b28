import Foundation
import RotationCore
import TaoliModels
import TaoliSheets

/// The instances whose optima are known, and what is known of them.
enum Fixture {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Fixtures")

    /// Reads an instance with its parameters.
    static func load(_ name: String) throws -> (PlanInstance, PlanParameters) {
        let folder = folder.appending(path: name)
        let text = try Data(contentsOf: folder.appending(path: "params.json"))
        let parameters = try JSONDecoder().decode(ParametersDraft.self, from: text).parameters()
        let reading = InstanceReading(parameters)
        for table in InstanceTable.allCases {
            let data = try Data(contentsOf: folder.appending(path: table.fileName))
            try Tables.read(data, table, into: reading)
        }
        guard let instance = reading.finish() else { throw Unusable(problems: reading.problems) }
        return (instance, parameters)
    }

    struct Unusable: Error {
        let problems: [InstanceProblem]
    }

    /// `expected.json`.
    static func expected() throws -> Expected {
        try JSONDecoder().decode(
            Expected.self, from: Data(contentsOf: folder.appending(path: "expected.json")))
    }

    struct Expected: Decodable {
        let optimum_points: [String: [String: Optimum]]
        let infeasible: [String: [Report]]
    }

    struct Optimum: Decodable {
        let status: String
        let objective: Int?
    }

    struct Report: Decodable {
        let group: String
        let schools: [[String: Value]]
        let causes: [String]
        let feasible_if_dropped: [String]
        let quota_first: Ready
        let key_first: Ready
    }

    struct Ready: Decodable {
        let quota_missing: [String: Int]
        let key_missing: [String: Int]
        let sent: Int
        let objective: Int
    }

    /// A number or a text.
    enum Value: Decodable, Equatable {
        case number(Int)
        case text(String)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) {
                self = .number(number)
            } else {
                self = .text(try container.decode(String.self))
            }
        }
    }
}

/// Reads tables from bytes.
enum Tables {
    static func read(
        _ data: Data, _ table: InstanceTable, into reading: InstanceReading
    ) throws {
        var scanner = TableScanner(layout: table.layout)
        try data.withUnsafeBytes { bytes in
            try scanner.scan(
                bytes.bindMemory(to: UInt8.self),
                refuse: { row in
                    for problem in row.problems {
                        reading.note(
                            InstanceProblem(
                                table, line: row.line, column: problem.column,
                                value: problem.value, text: problem.text))
                    }
                },
                take: { cells in
                    reading.read(cells, of: table)
                    return true
                })
        }
    }
}
