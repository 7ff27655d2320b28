import ArgumentParser
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli bus resume`
struct BusResume: TaoliCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Lets a consumer go on that an alarm stopped.",
        discussion: """
            A consumer stops when its producer's database is older than what was applied. Find out \
            which of the two is right first (operations.md); events of the lost time are not merged.

            Examples:
              taoli bus resume rotation-registry --service rotation --reason 数据库已恢复到最新
              taoli bus resume rotation-registry --service rotation --reason 已重建 --yes
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var bus: BusOptions

    @Argument(help: "The consumer.") var consumer: String
    @Flag(help: "Do not ask.") var yes = false

    var identityOption: String? { identity.keyFile }
    static var outputUse: OutputUse { .nothing }

    func validate() throws {
        guard !bus.reason.isEmpty else { throw ValidationError("--reason is needed.") }
    }

    func perform(in context: CommandContext) async throws {
        let question = Wording(
            "恢复消费者 \(consumer)？请先确认发送方的数据库正确。",
            "Let \(consumer) go on? Be sure first that its producer's database is right.")
        guard try Confirmation.given(yes, question, context) else { return }
        let request = Taoli_Bus_V1_ResumeConsumerRequest.with {
            $0.requestID = CommandContext.requestID()
            $0.consumer = consumer
            $0.reason = bus.reason
        }
        let resumed = try await BusRebuild.connected(bus.service, context) { calls in
            try await calls.resumeConsumer(request)
        }
        if context.format == .json {
            let json: JSONValue = [
                "consumer": .string(consumer), "halted_reason": .string(resumed.haltedReason),
            ]
            return try context.console.data(json.indented)
        }
        try context.console.data(
            context.text(
                "\(consumer) 已恢复；曾因此停止：\(resumed.haltedReason)",
                "\(consumer) goes on; it had stopped because: \(resumed.haltedReason)"))
    }
}
