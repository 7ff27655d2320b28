import Foundation
import SwiftProtobuf
import Synchronization
import TaoliContracts
import TaoliModels
import TaoliSheets
import Testing

@testable import taoli

@Suite("Cases and histories on the command line")
struct CaseCommandTests {
    private static let id = "0199c2f3-0000-7000-8000-000000000009"

    private func run(_ city: FakeCity, _ arguments: [String])
        async throws -> (status: Int32, data: String, notes: String)
    {
        let console = TestConsole()
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

    private func step(
        _ id: String, _ state: String, _ outcome: String = "", opened: String = ""
    ) -> Taoli_Registry_V1_CaseStep {
        .with {
            $0.id = id
            ($0.nameChinese, $0.nameEnglish) = ("步骤名", "name")
            $0.state = state
            $0.openedOn = opened
            $0.needs = [
                .with {
                    $0.id = "direction"
                    ($0.nameChinese, $0.nameEnglish) = ("办学方向正确", "right direction")
                }
            ]
            guard !outcome.isEmpty else { return }
            $0.answers = [
                .with {
                    $0.outcome = outcome
                    $0.unit = "group/g1"
                    $0.on = "2026-09-02"
                    $0.reason = "理由一"
                    $0.papers = [
                        .with {
                            $0.kind = "minutes"
                            $0.reference = "纪要〔2026〕1号"
                        }
                    ]
                }
            ]
        }
    }

    private func city() -> FakeCity {
        let city = FakeCity()
        city.state.withLock { state in
            state.item = .with {
                $0.id = Self.id
                ($0.groupID, $0.groupName) = ("g1", "桃李教育集团")
                ($0.schoolID, $0.schoolName) = ("s1", "东山小学")
                ($0.mode, $0.category, $0.ground) = ("entrusted", "weak", "yearly_failure")
                $0.steps = [
                    step("F.1", "over", "yes"), step("F.2", "returned", "no"),
                    step("F.4", "void", "no"), step("R.1", "void", opened: "2026-09-01"),
                    step("R.2", "void"),
                ]
                $0.exceptions = [
                    .with {
                        $0.rule = "terms.lengths.term"
                        $0.reason = "试点"
                        ($0.step, $0.on, $0.unit) = ("F.4", "2026-09-02", "district/440105")
                    }
                ]
            }
        }
        return city
    }

    @Test("A case shows rules set aside, what was answered before it closed, and how to insist")
    func table() async throws {
        let shown = try await run(city(), ["case", "show", Self.id, "--lang", "zh"])
        #expect(shown.status == 0, "\(shown.notes)")
        for word in [
            "terms.lengths.term", "试点", "2026-09-02  F.4", "区 440105", "不同意，事项终止", "不同意，可补正或坚持报审",
            "未办，事项已终止", "未进行", "托管型", "相对薄弱学校", "连续两年不合格", "direction（办学方向正确）",
        ] {
            #expect(shown.data.contains(word), "\(word): \(shown.data)")
        }
        #expect(shown.data.components(separatedBy: "桃李教育集团").count > 4)
        #expect(!shown.data.contains("group/g1"))
        #expect(shown.data.components(separatedBy: "东山小学").count == 2)
        #expect(shown.notes.contains("taoli case resubmit \(Self.id) --insist"))
        let english = try await run(city(), ["case", "show", Self.id, "--lang", "en"])
        #expect(english.data.contains("direction (right direction)"))
        #expect(english.data.contains("answered no, case closed"))
        #expect(english.notes.contains("--insist"))
    }

    @Test("A list of cases and the answers of one say which school it is")
    func school() async throws {
        let city = city()
        city.state.withLock { state in
            state.item.steps[0].answers[0].unit = "school/s1"
            state.item.steps[1].answers[0].unit = "school/s2"
        }
        let listed = try await run(city, ["case", "list", "--lang", "zh"])
        #expect(listed.data.contains("东山小学"), "\(listed.notes)")
        let shown = try await run(city, ["case", "show", Self.id, "--lang", "zh"])
        #expect(!shown.data.contains("s1") && shown.data.contains("s2"), "\(shown.data)")
        let json = try await run(city, ["case", "list", "--format", "json"])
        #expect(json.data.contains("school_name"))
    }

    @Test("What came back stands in the list with what to do, and the command that sends it again")
    func pending() async throws {
        let city = FakeCity()
        city.state.withLock { state in
            state.pending = [
                .with {
                    ($0.caseID, $0.step, $0.state) = (Self.id, "J.4", "open")
                },
                .with {
                    ($0.caseID, $0.step, $0.state, $0.answer) = (Self.id, "J.3", "returned", "no")
                },
                .with {
                    ($0.caseID, $0.step, $0.state) = (Self.id, "J.2", "returned")
                    $0.answer = "returned"
                },
            ]
        }
        let shown = try await run(city, ["case", "pending", "--lang", "zh"])
        #expect(shown.status == 0, "\(shown.notes)")
        for word in ["办理", "不同意：补正后重新提交，或坚持报审", "退回：补正后重新提交"] {
            #expect(shown.data.contains(word), "\(word): \(shown.data)")
        }
        #expect(shown.notes.contains("taoli case resubmit \(Self.id)"))
        let json = try await run(city, ["case", "pending", "--format", "json"])
        #expect(json.data.contains("returned"))
        #expect(!json.notes.contains("resubmit"))
    }

    @Test("A case as CSV is one table of its steps, their answers and the rules set aside")
    func csv() async throws {
        let shown = try await run(
            city(), ["case", "show", Self.id, "--lang", "zh", "--format", "csv"])
        #expect(shown.status == 0, "\(shown.notes)")
        let lines = shown.data.split(separator: "\r\n")
        #expect(lines.count == 1 + 5 + 1)
        #expect(lines.dropFirst().allSatisfy { $0.contains(Self.id) && $0.contains("桃李教育集团") })
        #expect(lines.dropFirst().allSatisfy { $0.contains("东山小学") })
        #expect(
            lines.contains {
                $0.contains("F.4") && $0.contains("理由一") && $0.contains("minutes=纪要〔2026〕1号")
            })
        #expect(lines.last?.contains("terms.lengths.term,试点") == true)
    }

    @Test("Each consent stands with its day, and the case with the later one")
    func consents() async throws {
        let city = city()
        city.state.withLock { state in
            state.item.effectiveOn = "2026-10-01"
            for (index, day) in ["2026-09-01", "2026-10-01"].enumerated() {
                state.item.steps[index].answers[0].effectiveOn = day
            }
        }
        for format in ["table", "csv"] {
            let shown = try await run(
                city, ["case", "show", Self.id, "--lang", "zh", "--format", format])
            #expect(shown.data.contains("生效日"), "\(shown.notes)")
            let lines = shown.data.split(whereSeparator: \.isNewline)
            #expect(lines.contains { $0.contains("F.1") && $0.contains("2026-09-01") })
            #expect(lines.contains { $0.contains("F.2") && $0.contains("2026-10-01") })
        }
    }

    @Test("Who took a case back and why stands below its answers, and in every format")
    func withdrawn() async throws {
        let city = city()
        city.state.withLock { state in
            state.item.status = "withdrawn"
            state.item.closing = .with {
                ($0.on, $0.unit, $0.reason) = ("2026-09-03", "school/s1", "另行申请")
            }
        }
        let shown = try await run(city, ["case", "show", Self.id, "--lang", "zh"])
        let row = shown.data.split(separator: "\n").last { $0.contains("另行申请") }
        #expect(row?.contains("2026-09-03") == true && row?.contains("撤回") == true)
        #expect(row?.contains("东山小学") == true, "\(shown.data)")
        let table = try await run(
            city, ["case", "show", Self.id, "--lang", "zh", "--format", "csv"])
        #expect(table.data.split(separator: "\r\n").count == 8)
        #expect(table.data.contains("另行申请"))
        let json = try await run(city, ["case", "show", Self.id, "--format", "json"])
        #expect(json.data.contains("closing") && json.data.contains("另行申请"))
    }

    @Test("A case as a workbook has a sheet for each of its lists")
    func workbook() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/case.xlsx"
            let written = try await run(
                city(),
                ["case", "show", Self.id, "--lang", "zh", "--format", "xlsx", "--output", path])
            #expect(written.status == 0, "\(written.notes)")
            var reader = TableReader(layout: TableLayout(name: "test", columns: []))
            _ = try reader.feed(Data(contentsOf: URL(fileURLWithPath: path)))
            let source = try reader.finish()
            while try await source.next() != nil {}
            let told = source.notices.map(\.text.chinese)
            #expect(told.contains { $0.contains("“数据”，未读：步骤、办理记录、例外。") }, "\(told)")
        }
    }

    @Test("Sheets of one name get numbers, and the notes keep theirs")
    func sheetNames() {
        let tables = ["数据", "明细", "明细", "说明"].map {
            SheetTable(name: $0, titles: [], alignments: [], rows: [])
        }
        #expect(
            WorkbookOutput.distinct(tables).map(\.name) == ["数据", "明细", "明细 2", "说明 2"])
    }

    @Test("A history says in words what happened, and when by Shanghai's clock")
    func history() async throws {
        let city = FakeCity()
        city.state.withLock { state in
            state.changes = [
                .with {
                    $0.version = 1
                    $0.changedAt = "2026-11-27T21:02:33.5Z"
                    $0.what = "GroupFounded"
                    $0.effectiveOn = "2026-11-28"
                    $0.actorRole = "district at district/440105"
                    $0.fields = [
                        .with {
                            $0.field = "kind"
                            $0.after = "education_group"
                        },
                        .with {
                            ($0.field, $0.before, $0.after) = ("name", "旧名", "新名")
                        },
                        .with {
                            ($0.field, $0.after) = ("relation", "brand")
                        },
                        .with {
                            ($0.field, $0.after) = ("case", "c1")
                        },
                    ]
                }
            ]
        }
        let arguments = ["school", "show", Self.id, "--history"]
        let shown = try await run(city, arguments + ["--lang", "zh"])
        for word in [
            "成立集团", "区教育局（区 440105）", "类型：教育集团；名称：旧名 → 新名", "2026-11-28 05:02",
            "关系：品牌；事项：c1",
        ] {
            #expect(shown.data.contains(word), "\(word): \(shown.data)")
        }
        let english = try await run(city, arguments + ["--lang", "en"])
        #expect(english.data.contains("group founded"))
        for format in ["csv", "json"] {
            let kept = try await run(city, arguments + ["--format", format])
            #expect(kept.data.contains("2026-11-27T21:02:33.5Z"), "\(format)")
        }
    }

    @Test(
        "Instants are shown by Shanghai's clock, anything else as it is",
        arguments: [
            ("2026-11-27T21:02Z", "2026-11-28 05:02"), ("2026-12-31T16:00:00Z", "2027-01-01 00:00"),
            ("2026-11-27T01:02:03.123456Z", "2026-11-27 09:02"), ("2026-11-27", "2026-11-27"),
            ("2026-11-27T25:02:00Z", "2026-11-27T25:02:00Z"),
            ("文号 2026-11-27T2Z", "文号 2026-11-27T2Z"),
        ])
    func instants(text: String, shown: String) {
        #expect(ShanghaiTime.shown(text) == shown)
    }
}
