import Foundation
import RotationCore
import TaoliModels

/// Reads parameters from JSON and says what is wrong with them, by file and name.
enum ParametersFile {
    /// - Throws: ``CommandFailure`` when the file cannot be read or is no JSON of that kind.
    static func read(_ path: String) throws -> ParametersDraft {
        let data = try InstanceFolder.data(path)
        do {
            return try JSONDecoder().decode(ParametersDraft.self, from: data)
        } catch let error as DecodingError {
            throw CommandFailure(
                .dataInvalid,
                Wording(
                    "参数文件有误：\(describe(error).chinese)",
                    "The parameters are wrong: \(describe(error).english)"), place: path,
                next: Wording("请改正后重试。", "Correct the file and try again."))
        }
    }

    /// - Throws: ``CommandFailure`` for a parameter that is missing or has no possible value.
    static func complete(_ draft: ParametersDraft, from path: String) throws -> PlanParameters {
        try setting(nil, path) { () throws(ParametersDraft.Problem) in try draft.parameters() }
    }

    /// Tells a problem with a parameter as what it is: wrong data, or a wrong command line.
    static func setting<Result>(
        _ option: String?, _ place: String,
        _ body: () throws(ParametersDraft.Problem) -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch {
            throw CommandFailure(
                option == nil ? .dataInvalid : .usage, error.text, place: "\(place), \(error.name)",
                next: Wording("", ""))
        }
    }

    private static func describe(_ error: DecodingError) -> Wording {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context),
            .keyNotFound(_, let context):
            whole(context)
        case .dataCorrupted(let context) where !context.codingPath.isEmpty: whole(context)
        default: Wording("不是有效的 JSON。", "it is not valid JSON.")
        }
    }

    private static func whole(_ context: DecodingError.Context) -> Wording {
        let name = context.codingPath.map { key in
            key.intValue.map { "[\($0 + 1)]" } ?? key.stringValue
        }.joined(separator: ".")
        return Wording(
            name.isEmpty ? "应为一个 JSON 对象。" : "\(name) 应为整数。",
            name.isEmpty ? "a JSON object is expected." : "\(name) must be a whole number.")
    }
}
