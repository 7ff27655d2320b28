import Foundation
import SwiftProtobuf
import Synchronization
import TaoliContracts
import Testing

@testable import taoli

@Suite("Commands of the bus on a fake city")
struct BusCommandTests {
    private static let event = "0199c2f4-0000-7000-8000-000000000001"

    private func run(
        _ arguments: [String], _ environment: [String: String],
        console: TestConsole = TestConsole()
    ) async -> (status: Int32, data: String, notes: String) {
        let status = await Program.run(
            ["bus"] + arguments + ["--lang", "en"], environment: environment,
            console: console.console)
        return (status, console.data, console.notes)
    }

    /// Signed in, with rotation where registry is.
    private func serve(
        _ city: FakeCity, _ body: ([String: String]) async throws -> Void
    ) async throws {
        try await city.serve { environment in
            let console = TestConsole(answers: ["correct horse"])
            let login = await Program.run(
                ["login", "--login", "a"], environment: environment, console: console.console)
            #expect(login == 0, "\(console.notes)")
            var environment = environment
            environment["TAOLI_ROTATION_ENDPOINT"] = environment["TAOLI_REGISTRY_ENDPOINT"]
            try await body(environment)
        }
    }

    private static func status(
        alarm slug: String? = nil
    ) -> Taoli_Bus_V1_BusStatusResponse {
        .with { status in
            status.outboxRows = 3
            status.consumers = [
                .with {
                    $0.consumer = "rotation-registry"
                    $0.state = "active"
                    $0.knownEvents = 41
                }
            ]
            if let slug {
                status.alarms = [
                    .with {
                        $0.slug = slug
                        $0.subject = "rotation-registry"
                        $0.chinese = "请看"
                        $0.english = "look here"
                    }
                ]
            }
        }
    }

    @Test(
        "The exit code tells what an alarm asks for, and the alarm is a warning on standard error",
        arguments: [
            (nil, 0), ("held-long", 75), ("outbox-age", 75), ("parked", 65), ("halted", 65),
        ] as [(String?, Int32)])
    func alarms(slug: String?, code: Int32) async throws {
        let city = FakeCity()
        city.state.withLock { $0.bus.statuses = [Self.status(alarm: slug)] }
        try await serve(city) { environment in
            let shown = await run(["status", "--service", "rotation"], environment)
            #expect(shown.status == code, "\(shown.notes)")
            #expect(shown.data.contains("rotation-registry") && shown.data.contains("41"))
            #expect(shown.notes.contains("look here") == (slug != nil))
        }
    }

    @Test(
        "Without a service all four stand side by side; one that is away does not hide the others")
    func sideBySide() async throws {
        let city = FakeCity()
        city.state.withLock { $0.bus.statuses = [Self.status()] }
        try await serve(city) { environment in
            var environment = environment
            environment["TAOLI_EVALUATION_ENDPOINT"] = environment["TAOLI_REGISTRY_ENDPOINT"]
            environment["TAOLI_NOTIFICATION_ENDPOINT"] = "127.0.0.1:1"
            let shown = await run(["status", "--format", "json"], environment)
            #expect(shown.status == 69, "\(shown.notes)")
            let object = try JSONSerialization.jsonObject(with: Data(shown.data.utf8))
            let items = try #require((object as? [String: Any])?["items"] as? [[String: Any]])
            #expect(
                items.compactMap { $0["service"] as? String }
                    == ["registry", "rotation", "evaluation", "notification"])
            #expect(items.compactMap { $0["answered"] as? Bool } == [true, true, true, false])
            #expect(shown.notes.contains("notification"))
        }
    }

    @Test("The tail has two names")
    func tail() async throws {
        try await serve(FakeCity()) { environment in
            let bus = await run(["tail", "--service", "registry"], environment)
            let console = TestConsole()
            let events = await Program.run(
                ["events", "tail", "--service", "registry", "--lang", "en"],
                environment: environment, console: console.console)
            #expect(bus.status == 0 && events == 0)
            #expect(bus.data == console.data && bus.data.contains("SchoolRenamed"))
        }
    }

    @Test("Parked events are listed through all pages, by consumer and class")
    func parked() async throws {
        let city = FakeCity()
        city.state.withLock { state in
            state.bus.parked = ["failed", "gap", "failed"].enumerated().map { index, reason in
                .with {
                    $0.consumer = "rotation-registry"
                    $0.eventID = "event-\(index)"
                    $0.class = reason
                }
            }
        }
        try await serve(city) { environment in
            let all = await run(["parked", "list", "--service", "rotation"], environment)
            #expect((0..<3).allSatisfy { all.data.contains("event-\($0)") }, "\(all.notes)")
            let failed = await run(
                ["parked", "list", "--service", "rotation", "--class", "failed"], environment)
            #expect(!failed.data.contains("event-1") && failed.data.contains("event-2"))
            let everywhere = await run(["parked", "list", "--format", "csv"], environment)
            #expect(everywhere.status == 0, "\(everywhere.notes)")
            // The four services are one server here.
            #expect(everywhere.data.components(separatedBy: "event-0").count == 5)
        }
    }

    @Test("An order is asked for under one request id until it is carried out")
    func waits() async throws {
        let city = FakeCity()
        city.state.withLock { $0.bus.asksUntilFinished = 3 }
        try await serve(city) { environment in
            let done = await run(
                [
                    "parked", "retry", "group/1", "--consumer", "rotation-registry", "--service",
                    "rotation",
                ], environment)
            #expect(done.status == 0, "\(done.notes)")
            #expect(done.data.contains("applied 2, 0 left"))
            let orders = city.state.withLock(\.bus.orders)
            #expect(orders.count == 3 && Set(orders.map(\.requestID)).count == 1)
            #expect(orders.first?.what == "retry rotation-registry group/1")
        }
    }

    @Test("An order that outlives the wait says so and ends with 75")
    func outlives() async throws {
        let city = FakeCity()
        city.state.withLock { $0.bus.asksUntilFinished = .max }
        try await serve(city) { environment in
            let kept = await run(
                [
                    "republish", "--topic", "taoli.registry.group", "--from", "3", "--through", "9",
                    "--service", "registry", "--wait", "0",
                ], environment)
            #expect(kept.status == 75)
            #expect(kept.notes.contains("Order 7"))
            #expect(
                city.state.withLock(\.bus.orders).map(\.what)
                    == ["republish taoli.registry.group 3 9"])
        }
    }

    @Test(
        "Discarding asks first; without a terminal it needs --yes, without a reason it is refused")
    func discard() async throws {
        let city = FakeCity()
        let words = [
            "parked", "discard", Self.event, "--consumer", "c", "--service", "rotation",
        ]
        try await serve(city) { environment in
            #expect(await run(words, environment).status == 64)
            let reasoned = words + ["--reason", "strange"]
            #expect(await run(reasoned, environment).status == 64)
            let no = await run(
                reasoned, environment, console: TestConsole(answers: ["no"], isTerminal: true))
            #expect(no.status == 0 && no.notes.contains("Nothing was changed"))
            #expect(city.state.withLock(\.bus.orders).isEmpty)
            #expect(await run(reasoned + ["--yes"], environment).status == 0)
            #expect(
                city.state.withLock(\.bus.orders).map(\.what)
                    == ["discard c \(Self.event) strange"])
        }
    }

    @Test("A rebuild with --switch waits until it has caught up, and tries a moment's lag again")
    func rebuild() async throws {
        let city = FakeCity()
        let behind = Taoli_Bus_V1_RebuildStatus.with {
            $0.consumer = "rotation-registry"
            $0.fillingGeneration = 2
            $0.knownActive = 9
            $0.behind = 4
        }
        var caughtUp = behind
        caughtUp.behind = 0
        caughtUp.caughtUp = true
        city.state.withLock { [caughtUp] state in
            state.bus.rebuild = behind
            state.bus.statuses = [behind, caughtUp].map { rebuild in
                .with { $0.rebuilds = [rebuild] }
            }
            state.bus.switchesBehind = 1
        }
        try await serve(city) { environment in
            let done = await run(
                ["rebuild", "rotation-registry", "--service", "rotation", "--switch"], environment)
            #expect(done.status == 0, "\(done.notes)")
            #expect(done.data.contains("rotation-registry@2"))
            #expect(
                city.state.withLock(\.bus.changes)
                    == ["begin rotation-registry", "switch rotation-registry"])
        }
    }

    @Test("A rebuild that sets events aside is not switched, and says where to look")
    func rebuildParked() async throws {
        let city = FakeCity()
        let stuck = Taoli_Bus_V1_RebuildStatus.with {
            $0.consumer = "rotation-registry"
            $0.fillingGeneration = 2
            $0.parkedFilling = 1
        }
        city.state.withLock { state in
            state.bus.rebuild = stuck
            state.bus.statuses = [.with { $0.rebuilds = [stuck] }]
        }
        try await serve(city) { environment in
            let stopped = await run(
                ["rebuild", "rotation-registry", "--service", "rotation", "--switch"], environment)
            #expect(stopped.status == 65)
            #expect(stopped.notes.contains("--consumer rotation-registry@2"))
            #expect(city.state.withLock(\.bus.changes) == ["begin rotation-registry"])
        }
    }

    @Test("Resuming and abandoning name what they did")
    func resume() async throws {
        let city = FakeCity()
        try await serve(city) { environment in
            let resumed = await run(
                ["resume", "c", "--service", "rotation", "--reason", "restored", "--yes"],
                environment)
            #expect(resumed.status == 0 && resumed.data.contains("older database"))
            let dropped = await run(
                ["rebuild", "c", "--service", "rotation", "--abandon", "--yes"], environment)
            #expect(dropped.status == 0 && dropped.notes.contains("Generation 2"))
            #expect(
                city.state.withLock(\.bus.changes) == ["resume c restored", "abandon c"])
        }
    }
}
