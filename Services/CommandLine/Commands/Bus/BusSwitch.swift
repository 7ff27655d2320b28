import ArgumentParser
import GRPCCore
import SwiftProtobuf
import TaoliContracts
import TaoliModels
import TaoliRuntime

/// `taoli bus switch`
struct BusSwitch: TaoliCommand {
    /// Under traffic the two generations pass each other all the time: a moment's lag is tried again.
    static let attemptsMax = 20
    static let attemptInterval = Duration.milliseconds(500)

    static let configuration = CommandConfiguration(
        commandName: "switch",
        abstract: "Puts a rebuilt copy into the old one's place.",
        discussion: """
            Examples:
              taoli bus switch rotation-registry --service rotation
              taoli bus switch rotation-registry --service rotation --reason 修复成员关系 --yes
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var identity: IdentityOptions
    @OptionGroup var bus: BusOptions

    @Argument(help: "The consumer.") var consumer: String
    @Flag(help: "Do not ask.") var yes = false

    var identityOption: String? { identity.keyFile }
    static var outputUse: OutputUse { .nothing }

    func perform(in context: CommandContext) async throws {
        let question = Wording(
            "用重建好的一代替换 \(consumer) 现用的副本？",
            "Replace the copy that \(consumer) uses by the rebuilt one?")
        guard try Confirmation.given(yes, question, context) else { return }
        try await BusSwitch.perform(consumer, bus, context)
    }

    /// Switches; a refusal because of a moment's lag is tried again with a request of its own.
    static func perform(
        _ consumer: String, _ bus: BusOptions, _ context: CommandContext
    ) async throws {
        for attempt in 1... {
            let request = Taoli_Bus_V1_SwitchRebuildRequest.with {
                $0.requestID = CommandContext.requestID()
                $0.consumer = consumer
                $0.reason = bus.reason
            }
            do {
                let switched = try await BusRebuild.connected(bus.service, context) { calls in
                    try await calls.switchRebuild(request)
                }
                return try show(switched, context)
            } catch let failure as ServiceFailure
                where isMomentary(failure) && attempt < attemptsMax
            {
                try await Task.sleep(for: attemptInterval)
            }
        }
    }

    private static func isMomentary(_ failure: ServiceFailure) -> Bool {
        failure.failure.details.slug == "rebuild-behind" || failure.failure.code == .aborted
    }

    private static func show(
        _ switched: Taoli_Bus_V1_SwitchRebuildResponse, _ context: CommandContext
    ) throws {
        if context.format == .json {
            let json: JSONValue = [
                "consumer": .string(switched.consumer),
                "generation": .integer(Int64(switched.generation)),
            ]
            return try context.console.data(json.indented)
        }
        try context.console.data(
            context.text(
                "已切换：现用第 \(switched.generation) 代（\(switched.consumer)）。",
                "Switched: generation \(switched.generation) (\(switched.consumer)) is in use."))
    }
}
