import Foundation
import SwiftProtobuf
import Synchronization
import TaoliContracts
import Testing

@testable import taoli

@Suite("Names on the command line")
struct NameCommandTests {
    private static let school = "0199c2f0-0000-7000-8000-000000000011"
    private static let other = "0199c2f0-0000-7000-8000-000000000012"
    private static let document = "0199c2f6-0000-7000-8000-000000000001"
    private static let group = "0199c2f3-0000-7000-8000-000000000001"
    private static let site = "0199c2f4-0000-7000-8000-000000000001"

    private func run(_ city: FakeCity, _ arguments: [String], language: String = "zh")
        async throws -> (status: Int32, data: String, notes: String)
    {
        let console = TestConsole()
        var status: Int32 = -1
        try await city.serve { environment in
            let login = TestConsole(answers: ["correct horse"])
            _ = await Program.run(
                ["login", "--login", "a"], environment: environment, console: login.console)
            status = await Program.run(
                arguments + ["--lang", language], environment: environment,
                console: console.console)
        }
        return (status, console.data, console.notes)
    }

    private func city(schools: [(id: String, name: String)]) -> FakeCity {
        let city = FakeCity()
        city.state.withLock { state in
            state.schools = schools.map { school in
                .with {
                    $0.id = school.id
                    $0.name = school.name
                }
            }
        }
        return city
    }

    @Test("Another school's full name never acts for the own one that has it in its name")
    func anotherSchool() async throws {
        let own = "广东仲元中学附属学校教育集团沙滘中学"
        let city = city(schools: [(Self.school, own)])
        let accept = ["document", "accept", Self.document, "1", "--school"]
        let wrong = try await run(city, accept + ["广东仲元中学附属学校"])
        #expect(wrong.status == CommandExit.usage.rawValue)
        #expect(wrong.notes.contains("“广东仲元中学附属学校”不是完整校名。是否为：\(own)？"))
        #expect(wrong.notes.contains("请写完整名称或编号"))
        #expect(city.state.withLock { $0.accepted }.isEmpty)
        let right = try await run(city, accept + [own])
        #expect(right.status == 0, "\(right.notes)")
        #expect(city.state.withLock { $0.accepted.map(\.schoolID) } == [Self.school])
    }

    @Test("A school's name where a group's is wanted is answered with the option to add")
    func schoolForGroup() async throws {
        let city = city(schools: [(Self.school, "东山小学")])
        let shown = try await run(city, ["unit", "show", "东山小学"])
        #expect(shown.status == 65, "\(shown.notes)")
        #expect(shown.notes.contains("请加 --kind school"), "\(shown.notes)")
        let neither = try await run(city, ["unit", "show", "西山小学"])
        #expect(neither.status == 65 && !neither.notes.contains("--kind"), "\(neither.notes)")
    }

    @Test("A part of a school's name changes nothing; the exact name goes before longer ones")
    func category() async throws {
        let city = city(schools: [(Self.school, "广州市海珠区赤沙小学")])
        let part = try await run(
            city, ["unit", "category", "沙小学", "quality", "--reason", "评定"], language: "en")
        #expect(part.status == CommandExit.usage.rawValue)
        #expect(part.notes.contains("广州市海珠区赤沙小学"))
        #expect(part.notes.contains("Write the full name or the id."))
        #expect(city.state.withLock { $0.designated }.isEmpty)
        city.state.withLock { state in
            state.schools.insert(
                .with {
                    $0.id = Self.other
                    $0.name = "沙小学"
                }, at: 0)
        }
        let exact = try await run(city, ["unit", "category", "沙小学", "quality", "--reason", "评定"])
        #expect(exact.status == 0, "\(exact.notes)")
        #expect(city.state.withLock { $0.designated.map(\.unit) } == ["school/\(Self.other)"])
    }

    @Test("Plans are asked about a school by id, external id or name; objections take full names")
    func plans() async throws {
        let city = city(schools: [(Self.school, "广州市海珠区赤沙小学")])
        city.state.withLock { state in
            state.schools[0].sites = [.with { $0.externalID = "gz-1" }]
            state.groups = [.with { $0.id = Self.group }]
        }
        for name in [Self.school, "gz-1", "广州市海珠区赤沙小学", "赤沙小学"] {
            for command in ["explain", "moves"] {
                let run = try await run(
                    city, ["plan", command, FakePlans.id, "--school", name])
                #expect(run.status == 0, "\(command) \(name): \(run.notes)")
            }
        }
        let asked = city.plans.schools.withLock { $0 }
        #expect(asked == Array(repeating: Self.school, count: 8))
        let wrong = try await run(city, ["plan", "explain", FakePlans.id, "--school", "白沙小学"])
        #expect(wrong.status == CommandExit.dataInvalid.rawValue)
        #expect(wrong.notes.contains("没有找到“白沙小学”。"))
        let part = try await run(
            city,
            [
                "cycle", "object", FakePlans.id, "--group", Self.group, "--school", "赤沙小学",
                "--reason", "人数有误",
            ])
        #expect(part.status == CommandExit.usage.rawValue)
        #expect(part.notes.contains("“赤沙小学”不是完整校名。"))
    }

    @Test("A part of a group's name dissolves no group, its full name does")
    func close() async throws {
        let city = FakeCity()
        city.state.withLock { state in
            state.groups = [
                .with {
                    $0.id = Self.group
                    $0.name = "客村第二教育集团"
                }
            ]
        }
        let close = ["group", "close", "--on", "2027-01-01", "--reason", "调整"]
        let part = try await run(city, close + ["客村第"])
        #expect(part.status == CommandExit.usage.rawValue)
        #expect(part.notes.contains("“客村第”不是完整集团名称。是否为：客村第二教育集团？"))
        #expect(city.state.withLock { $0.closed }.isEmpty)
        let full = try await run(city, close + ["客村第二教育集团"])
        #expect(full.status == 0, "\(full.notes)")
        #expect(city.state.withLock { $0.closed } == [Self.group])
    }

    @Test("Reading takes a part that one record alone has, and says which; several are named")
    func reading() async throws {
        let city = city(schools: [(Self.school, "广州市海珠区赤沙小学")])
        let one = try await run(city, ["school", "show", "沙小学"])
        #expect(one.status == 0 && one.data.contains(Self.school))
        #expect(one.notes.contains("“沙小学”不是完整名称，按“广州市海珠区赤沙小学”查询。"))
        let two = self.city(schools: [(Self.school, "赤沙小学"), (Self.other, "白沙小学")])
        let several = try await run(two, ["school", "show", "沙小学"], language: "en")
        #expect(several.status == CommandExit.dataInvalid.rawValue)
        #expect(several.notes.contains("白沙小学 (\(Self.other))"))
    }

    @Test(
        "A lead names members of its group that its own scope does not show",
        arguments: ["石北中学", "广州市番禺区石北中学", "gz-809482e2", NameCommandTests.site])
    func members(name: String) async throws {
        let city = city(schools: [(Self.school, "牵头中学")])
        city.state.withLock { state in
            state.groups = [
                .with {
                    $0.id = Self.group
                    $0.name = "牵头教育集团"
                    $0.members = [
                        .with {
                            $0.siteID = Self.site
                            $0.siteName = "石北中学"
                            $0.schoolName = "广州市番禺区石北中学"
                            $0.schoolID = Self.other
                            $0.externalID = "gz-809482e2"
                        }
                    ]
                }
            ]
        }
        let opened = try await run(
            city, ["case", "open", "leave", "--group", Self.group, "--site", name])
        #expect(opened.status == 0, "\(opened.notes)")
        #expect(city.state.withLock { $0.opened.map(\.siteID) } == [Self.site])
        let part = try await run(
            city, ["case", "open", "leave", "--group", Self.group, "--site", "石北"])
        #expect(part.status != 0)
        #expect(city.state.withLock { $0.opened.count } == 1)
    }
}
