import Foundation
import SwiftProtobuf
import Synchronization
import TaoliContracts
import Testing

@testable import taoli

@Suite("Commands on a fake city")
struct CommandTests {
    /// Runs a command line; the exit code and what was written.
    private func run(
        _ arguments: String..., environment: [String: String], console: TestConsole = TestConsole()
    ) async -> (status: Int32, data: String, notes: String) {
        let status = await Program.run(
            arguments, environment: environment, console: console.console)
        return (status, console.data, console.notes)
    }

    private func run(_ arguments: [String], _ environment: [String: String]) async
        -> (status: Int32, data: String, notes: String)
    {
        let console = TestConsole()
        let status = await Program.run(
            arguments, environment: environment, console: console.console)
        return (status, console.data, console.notes)
    }

    private func signIn(_ environment: [String: String]) async {
        let login = await run(
            "login", "--login", "a", environment: environment,
            console: TestConsole(answers: ["correct horse"]))
        #expect(login.status == 0, "\(login.notes)")
    }

    @Test("Signed in once, later commands act with the kept token and follow all pages")
    func listsFollowPages() async throws {
        let city = FakeCity()
        city.state.withLock { state in
            state.groups = (1...5).map { number in .with { $0.name = "集团\(number)" } }
        }
        try await city.serve { environment in
            await signIn(environment)
            let list = await run("group", "list", "--format", "json", environment: environment)
            #expect(list.status == 0, "\(list.notes)")
            let object = try JSONSerialization.jsonObject(with: Data(list.data.utf8))
            let items = (object as? [String: Any])?["items"] as? [[String: Any]]
            #expect(
                items?.compactMap { $0["name"] as? String }
                    == ["集团1", "集团2", "集团3", "集团4", "集团5"])
            let path = try #require(environment["TAOLI_TOKEN_FILE"])
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test("The districts are listed with the codes that options want")
    func districts() async throws {
        try await FakeCity().serve { environment in
            await signIn(environment)
            let listed = await run(
                "school", "districts", "--format", "csv", "--lang", "zh", environment: environment)
            #expect(listed.status == 0, "\(listed.notes)")
            #expect(listed.data.contains("440100,市教育局,是"))
            #expect(listed.data.contains("440105,海珠区,"))
        }
    }

    @Test("SH-19: a year's units are counted by district, over all pages: named, met, not met")
    func districtVerdicts() async throws {
        try await FakeCity().serve { environment in
            await signIn(environment)
            let year = ["verdict", "districts", "--year"]
            let counted = await run(
                year + ["2024-2025", "--format", "csv", "--lang", "zh"], environment)
            #expect(counted.status == 0, "\(counted.notes)")
            #expect(
                counted.data
                    == "\u{FEFF}区代码,区,政策包,年度,已命名,参评,达标,未达标\r\n"
                    + "440104,,SH,2024-2025,0,1,0,0\r\n440105,海珠区,SH,2024-2025,1,3,2,1\r\n")
            let before = await run(year + ["2023-2024", "--format", "json"], environment)
            let object = try JSONSerialization.jsonObject(with: Data(before.data.utf8))
            let items = (object as? [String: Any])?["items"] as? [[String: Any]]
            #expect(items?.map { $0["met"] as? Int } == [0, 1])
            let other = await run(
                year + ["2024-2025", "--pack", "XN", "--lang", "en"], environment)
            #expect(other.status == 0 && other.data.isEmpty && other.notes.contains("Nothing"))
            #expect(await run(year + ["2024-2026"], environment).status == 64)
        }
    }

    @Test("A group outside the own scope is found by a part of its name, and more are said to be")
    func findsGroups() async throws {
        try await FakeCity().serve { environment in
            await signIn(environment)
            let found = await run(
                "group", "find", "桃李", "--lang", "zh", environment: environment)
            #expect(found.status == 0 && found.data.contains("桃李教育集团"))
            #expect(found.notes.contains("更完整的名称"))
            let none = await run(
                "case", "open", "join", "--group", "李桃", "--site", "东山小学", "--reason", "申请",
                environment: environment)
            #expect(none.status == 65 && none.notes.contains("taoli group find"))
        }
    }

    @Test("A list as CSV opens in a spreadsheet: a mark, quotes, and nothing that runs")
    func csv() async throws {
        try await FakeCity().serve { environment in
            await signIn(environment)
            let list = await run(
                "group", "compare", "--from", "2025-09-01", "--to", "2026-09-01", "--lang", "zh",
                "--format", "csv", environment: environment)
            #expect(list.status == 0, "\(list.notes)")
            #expect(
                list.data
                    == "\u{FEFF}日期,变化,集团,区,校区,身份\r\n"
                    + "2026-09-01,加入,\"桃李, 集团\",,'=东山小学,成员校\r\n")
        }
    }

    @Test("A wrong password ends with 77, tokens are never printed")
    func wrongPassword() async throws {
        try await FakeCity().serve { environment in
            let wrong = await run(
                "login", "--login", "a", environment: environment,
                console: TestConsole(answers: ["wrong"]))
            #expect(wrong.status == 77)
            #expect(wrong.notes.contains("The login or password is wrong."))
            let right = await run(
                "login", "--login", "a", environment: environment,
                console: TestConsole(answers: ["correct horse"]))
            #expect(!right.data.contains("refresh-") && !right.data.contains("good"))
        }
    }

    @Test("Without a sign-in a command ends with 77 and says how to sign in")
    func notSignedIn() async throws {
        try await FakeCity().serve { environment in
            let list = await run("group", "list", "--lang", "zh", environment: environment)
            #expect(list.status == 77)
            #expect(list.notes.contains("taoli login"))
        }
    }

    @Test("Tokens that end soon are renewed once, and a used refresh token means signing in again")
    func refresh() async throws {
        let city = FakeCity()
        city.state.withLock { $0.tokenSeconds = 30 }
        try await city.serve { environment in
            await signIn(environment)
            for _ in 0..<2 {
                let list = await run("group", "list", environment: environment)
                #expect(list.status == 0, "\(list.notes)")
            }
            #expect(city.state.withLock { $0.refreshes } == 1)
            city.state.withLock { $0.tokenSeconds = 30 }
            await signIn(environment)
            city.state.withLock { $0.refreshes = 7 }
            let late = await run("group", "list", environment: environment)
            #expect(late.status == 77)
            #expect(late.notes.contains("Not signed in"))
        }
    }

    @Test("A service that is not there ends with 69 and is named")
    func unreachable() async throws {
        try await FakeCity().serve { environment in
            await signIn(environment)
            var elsewhere = environment
            elsewhere["TAOLI_REGISTRY_ENDPOINT"] = "127.0.0.1:1"
            let list = await run("group", "list", environment: elsewhere)
            #expect(list.status == 69, "\(list.notes)")
            #expect(list.notes.contains("registry 127.0.0.1:1"))
        }
    }

    @Test("A program's account signs its own assertions with the key file written for it")
    func programAccount() async throws {
        let city = FakeCity()
        try await withTemporaryFolder { folder in
            try await city.serve { environment in
                await signIn(environment)
                let path = folder + "/program.json"
                let create = await run(
                    "account", "create", "--kind", "program", "--login", "p", "--name", "P",
                    "--role", "city", "--unit", "city/440100", "--key-file", path,
                    environment: environment)
                #expect(create.status == 0, "\(create.notes)")
                #expect(!create.data.contains("PRIVATE KEY"))
                #expect(city.state.withLock { $0.account?.grant.unit } == "city/440100")
                let file = try KeyFile(path: path)
                #expect(file.accountID == FakeCity.accountID)
                #expect(file.registry == environment["TAOLI_REGISTRY_ENDPOINT"])

                let list = await run("group", "list", environment: ["TAOLI_KEY_FILE": path])
                #expect(list.status == 0, "\(list.notes)")
                let taken = await run(
                    "account", "create", "--kind", "program", "--login", "taken", "--name", "P",
                    "--key-file", folder + "/taken.json", environment: environment)
                #expect(taken.status == 65)
                #expect(!FileManager.default.fileExists(atPath: folder + "/taken.json"))
            }
        }
    }

    @Test("A school named leaves a group with all its sites; each change has its own request id")
    func leave() async throws {
        let city = FakeCity()
        let groupID = "0199c2f3-0000-7000-8000-000000000001"
        city.state.withLock { state in
            state.groups = [
                .with {
                    $0.id = groupID
                    $0.name = "桃李教育集团"
                    $0.members = [("s1", "东山小学"), ("s2", "东山小学"), ("s3", "西关小学")].map { pair in
                        .with {
                            $0.siteID = pair.0
                            $0.schoolName = pair.1
                        }
                    }
                }
            ]
        }
        try await city.serve { environment in
            await signIn(environment)
            let leave = await run(
                "group", "leave", "桃李教育集团", "东山小学", "--format", "json",
                environment: environment)
            #expect(leave.status == 0, "\(leave.notes)")
            #expect(city.state.withLock { $0.groups[0].members.map(\.siteID) } == ["s3"])
            #expect(Set(city.state.withLock { $0.requestIDs }).count == 2)
            let again = await run(
                "group", "leave", groupID, "东山小学", environment: environment)
            #expect(again.status == 65)
        }
    }
}
