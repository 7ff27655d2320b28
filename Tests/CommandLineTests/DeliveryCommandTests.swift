import Foundation
import Synchronization
import TaoliContracts
import Testing

@testable import taoli

@Suite("Addresses, deliveries and preferences on the command line")
struct DeliveryCommandTests {
    private func run(_ city: FakeCity, _ arguments: [String], answers: [String] = [])
        async throws -> (status: Int32, data: String, notes: String)
    {
        let console = TestConsole(answers: answers)
        var status: Int32 = -1
        try await city.serve { environment in
            let login = TestConsole(answers: ["correct horse"])
            _ = await Program.run(
                ["login", "--login", "a"], environment: environment, console: login.console)
            status = await Program.run(
                arguments, environment: environment, console: console.console)
        }
        return (status, console.data, console.notes)
    }

    @Test("A webhook's secret is made here and shown once, or read from standard input")
    func secrets() async throws {
        let city = FakeCity()
        let url = "https://hooks.example.org/a"
        let added = try await run(
            city, ["endpoint", "add", "--webhook", url, "--lang", "en", "--format", "json"])
        #expect(added.status == 0)
        let request = try #require(city.state.withLock { $0.told.added })
        #expect(request.kind == "webhook" && request.address == url)
        #expect(request.secret.hasPrefix("whsec_"))
        #expect(Data(base64Encoded: String(request.secret.dropFirst(6)))?.count == 32)
        #expect(added.notes.contains(request.secret) && !added.data.contains(request.secret))
        let given = "whsec_" + Data(repeating: 3, count: 32).base64EncodedString()
        let rotated = try await run(
            city, ["endpoint", "rotate", FakeTold.id, "--secret-file", "-"], answers: [given])
        #expect(rotated.status == 0 && !rotated.notes.contains(given))
        #expect(city.state.withLock { $0.told.secrets } == [given])
    }

    @Test("An e-mail address has no secret; both at once, or none, is a wrong command line")
    func kinds() async throws {
        let city = FakeCity()
        let added = try await run(city, ["endpoint", "add", "--email", "a@b.cn"])
        #expect(added.status == 0)
        #expect(city.state.withLock { $0.told.added }?.secret == "")
        for wrong in [
            ["endpoint", "add"],
            ["endpoint", "add", "--email", "a@b.cn", "--webhook", "https://c"],
            ["endpoint", "add", "--email", "a@b.cn", "--secret-file", "-"],
            ["endpoint", "verify", "x", "1"], ["delivery", "retry", "x"],
            ["preference", "set", "--quiet", "21:00"], ["notice", "list"],
        ] {
            let console = TestConsole()
            let status = await Program.run(wrong, environment: [:], console: console.console)
            #expect(status == 64, "\(wrong)")
        }
    }

    @Test("Deliveries are shown in words of both languages, with each try in JSON")
    func deliveries() async throws {
        let city = FakeCity()
        let listed = try await run(
            city, ["delivery", "list", "--state", "delivered", "--lang", "zh"])
        #expect(listed.data.contains("已送达（不等于已读）") && listed.data.contains("邮件"))
        let shown = try await run(city, ["delivery", "show", FakeTold.id, "--format", "json"])
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(shown.data.utf8)) as? [String: Any])
        #expect((object["attempts"] as? [Any])?.count == 1)
        #expect((object["delivery"] as? [String: Any])?["attempts"] as? Int == 2)
        let table = try await run(city, ["delivery", "show", FakeTold.id, "--lang", "en"])
        #expect(table.data.contains("451 later") && table.data.contains("not yet read"))
        for change in ["retry", "cancel"] {
            let changed = try await run(
                city, ["delivery", change, FakeTold.id, "--reason", "对方丢失"])
            #expect(changed.status == 0)
        }
        #expect(city.state.withLock { $0.told.reasons } == ["对方丢失", "对方丢失"])
    }

    @Test("Setting one preference leaves the others as they were")
    func preferences() async throws {
        let city = FakeCity()
        let set = try await run(city, ["preference", "set", "--digest", "17:00"])
        #expect(set.status == 0 && set.data.contains("17:00"))
        var now = city.state.withLock { $0.told.preferences }
        #expect(now.digestAt == "17:00" && now.quietFrom == "21:00" && now.email == "all")
        _ = try await run(
            city, ["preference", "set", "--quiet", "none", "--digest", "none", "--webhook", "none"])
        now = city.state.withLock { $0.told.preferences }
        #expect(now.quietFrom.isEmpty && now.quietUntil.isEmpty && now.digestAt.isEmpty)
        #expect(now.webhook == "none" && now.email == "all")
        _ = try await run(city, ["preference", "set", "--quiet", "22:00-06:30"])
        now = city.state.withLock { $0.told.preferences }
        #expect(now.quietFrom == "22:00" && now.quietUntil == "06:30")
    }

    @Test("Codes, removals and rules go to the service as they are typed")
    func rest() async throws {
        let city = FakeCity()
        _ = try await run(city, ["endpoint", "verify", FakeTold.id, "7k3q-mx2pab"])
        #expect(city.state.withLock { $0.told.codes } == ["7k3q-mx2pab"])
        #expect(try await run(city, ["endpoint", "send-code", FakeTold.id]).status == 0)
        _ = try await run(city, ["endpoint", "remove", FakeTold.id, "--reason", "调离"])
        #expect(city.state.withLock { $0.told.reasons } == ["调离"])
        let listed = try await run(city, ["endpoint", "list", "--lang", "zh"])
        #expect(listed.data.contains("待验证") && listed.data.contains("教务系统"))
        let rules = try await run(city, ["notice", "list", "--district", "440105"])
        #expect(rules.data.contains("XN-19") && !rules.notes.isEmpty)
        let texts = try await run(city, ["notice", "texts", "--district", "440105"])
        #expect(texts.data.contains("J.3") && texts.data.contains("Your turn, {school}"))
    }
}
