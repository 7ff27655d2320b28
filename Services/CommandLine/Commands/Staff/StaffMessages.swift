import Foundation
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

extension PostOptions {
    /// The post as registry takes it.
    func message(_ remote: ServiceClient) async throws -> Taoli_Registry_V1_Post {
        let finder = SchoolFinder(
            calls: Taoli_Registry_V1_SchoolService.Client(wrapping: remote.grpc), on: nil,
            rule: .full)
        let found = try await finder.school(named: school)
        return .with {
            $0.schoolID = found.id
            $0.post = post
            $0.subject = subject
            $0.stage = stage
            $0.from = from.description
            $0.schoolSince = schoolSince?.description ?? ""
            $0.channel = channel
        }
    }
}

extension PersonOptions {
    /// The facts as registry takes them. Numbers come from files or the terminal: others can see a
    /// command line.
    func message(name: String, needsNumber: Bool, in context: CommandContext) throws
        -> Taoli_Registry_V1_PersonFacts
    {
        let number = try SecretNumber.read(
            numberFile, isNeeded: needsNumber, prompt: ("证件号码：", "Number: "), in: context)
        let phone = try SecretNumber.read(
            phoneFile, isNeeded: false, prompt: ("电话：", "Telephone: "), in: context)
        return .with {
            $0.name = name
            $0.document = document
            $0.number = number
            $0.phone = phone
            $0.workingSince = workingSince?.description ?? ""
            $0.teachingSince = teachingSince?.description ?? ""
            $0.title = title
            $0.principalGrade = principalGrade
        }
    }
}

/// A number that must not stand on a command line.
enum SecretNumber {
    /// Longer files hold no number.
    static let bytesMax = 4096

    /// - Parameter file: `-` for standard input; `nil` asks at the terminal when it is needed.
    /// - Throws: ``CommandFailure`` when it is needed and there is none.
    static func read(
        _ file: String?, isNeeded: Bool, prompt: (chinese: String, english: String),
        in context: CommandContext
    ) throws -> String {
        if let file, file != "-" {
            let handle = try ImportFile.open(file)
            defer { try? handle.close() }
            let data = try handle.read(upToCount: bytesMax) ?? Data()
            let line = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
            return line.first.map(String.init) ?? ""
        }
        guard file == "-" || isNeeded else { return "" }
        if file == nil, !context.mayAsk { throw missing }
        if file == nil {
            return context.console.readSecret(context.text(prompt.chinese, prompt.english)) ?? ""
        }
        return context.console.readLine() ?? ""
    }

    private static let missing = CommandFailure(
        .usage, Wording("没有证件号码。", "There is no number of a document."),
        next: Wording("请使用 --number-file。", "Use --number-file."))
}
