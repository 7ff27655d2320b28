import Foundation
import SwiftProtobuf
import TaoliContracts
import TaoliHost
import TaoliMessaging
import TaoliModels
import TaoliServiceKit
import TaoliTestKit
import Testing

@testable import NotificationService

@Suite("Who is told of rotation and evaluation, against PostgreSQL")
struct YearReactionTests {
    private typealias Plan = Taoli_Rotation_Events_V1_PlanStarted.Facts
    private typealias Verdict = Taoli_Evaluation_Events_V1_ResultPublished.Facts

    /// Two schools of a group; the registry's events of them have come.
    private struct Scene {
        let fixture: Fixture
        let story: RegistryStory
        let a: UUID
        let b: UUID
        let group: UUID
        var all: [String] {
            ["school/\(a.text)", "school/\(b.text)", "district/440105"]
        }

        func tell(_ message: some SwiftProtobuf.Message, _ type: String) async throws -> Int {
            try story.add(message, type, .version7(), ["440105"])
            let event = try #require(story.take().first)
            return try await fixture.consuming { tx in
                let news =
                    try RotationHappening.news(event) ?? EvaluationHappening.news(event)
                return try await YearReaction(notices: NoticeStore()).react(
                    to: event, news, in: tx, now: event.time
                ).count
            }
        }
    }

    private static func with(_ body: @Sendable (Scene) async throws -> Void) async throws {
        try await Fixture.with { fixture in
            let story = RegistryStory()
            let (a, b) = (try story.school("甲校"), try story.school("乙校"))
            let group = try story.group("桃李集团")
            try await fixture.react(story.take())
            try await body(Scene(fixture: fixture, story: story, a: a, b: b, group: group))
        }
    }

    @Test("A decided plan reaches schools and bureau once, with how many go and what is missing")
    func planDecided() async throws {
        try await Self.with { scene in
            let decided = Taoli_Rotation_Events_V1_PlanDecided.with {
                $0.facts = .with {
                    $0.groupID = scene.group.text
                    $0.stage = "primary"
                    $0.schoolYear = "2026-2027"
                    $0.recipients = scene.all
                }
                $0.decidedOn = "2026-07-01"
                $0.placements = 12
                $0.quotaMissing = 2
                $0.keyMissing = 1
            }
            #expect(try await scene.tell(decided, "plan") == 3)
            for caller in [Caller.school(scene.a), .school(scene.b), .district("440105")] {
                let message = try #require(try await scene.fixture.inbox(caller).messages.first)
                #expect(message.subjectChinese == "桃李集团：2026-2027 学年小学轮岗计划已决定")
                #expect(
                    message.bodyChinese
                        == "桃李集团的2026-2027 学年小学轮岗计划于 2026-07-01 决定：12 名教师流动，派出名额缺 2 名，骨干教师缺 1 名。"
                )
            }
            let solved = Taoli_Rotation_Events_V1_PlanSolved.with { $0.outcome = "optimal" }
            #expect(try await scene.tell(solved, "plan") == 0)
        }
    }

    @Test("A placement names both schools, which may come to be known later")
    func placement() async throws {
        try await Self.with { scene in
            let placed = Taoli_Rotation_Events_V1_PlacementDecided.with {
                $0.facts = .with {
                    $0.groupID = scene.group.text
                    $0.homeSchoolID = scene.a.text
                    $0.receivingSchoolID = scene.b.text
                    $0.from = "2026-09-01"
                    $0.until = "2029-09-01"
                    $0.recipients = scene.all
                }
            }
            #expect(try await scene.tell(placed, "placement") == 3)
            let message = try #require(
                try await scene.fixture.inbox(.school(scene.b)).messages.first)
            #expect(message.subjectChinese == "教师流动：甲校到乙校")
            #expect(message.bodyEnglish.contains("until 2029-08-31"))
        }
    }

    @Test("XN-19: a warning and a second failure name school and years")
    func failures() async throws {
        try await Self.with { scene in
            let facts = Verdict.with {
                $0.groupID = scene.group.text
                $0.schoolID = scene.b.text
                $0.schoolYear = "2024-2025"
                $0.recipients = scene.all
            }
            let warned = Taoli_Evaluation_Events_V1_WarningBegan.with {
                $0.facts = facts
                $0.from = "2025-09-01"
            }
            #expect(try await scene.tell(warned, "verdict") == 3)
            let failed = Taoli_Evaluation_Events_V1_ConsecutiveFailureFound.with {
                $0.facts = facts
                $0.schoolYears = ["2023-2024", "2024-2025"]
                $0.inARow = 2
            }
            #expect(try await scene.tell(failed, "verdict") == 3)
            let told = try await scene.fixture.inbox(.school(scene.b)).messages
            #expect(told.map(\.template) == ["second-failure@1", "warning-began@1"])
            #expect(told[0].bodyChinese.hasPrefix("乙校在 2023-2024、2024-2025 连续不合格"))
            #expect(told[1].bodyChinese.contains("自 2025-09-01 起挂牌警告"))
        }
    }

    @Test("XN-19: a correction names both results and why; a row that is none any more is told too")
    func corrections() async throws {
        try await Self.with { scene in
            let facts = Verdict.with {
                $0.groupID = scene.group.text
                $0.schoolID = scene.b.text
                $0.schoolYear = "2024-2025"
                $0.recipients = scene.all
            }
            let corrected = Taoli_Evaluation_Events_V1_ResultCorrected.with {
                $0.facts = facts
                $0.resultChinese = "合格"
                $0.resultEnglish = "pass"
                $0.formerChinese = "不合格"
                $0.formerEnglish = "fail"
                $0.correctedOn = "2025-11-03"
                $0.reason = "登记有误"
            }
            #expect(try await scene.tell(corrected, "verdict") == 3)
            let withdrawn = Taoli_Evaluation_Events_V1_ConsecutiveFailureWithdrawn.with {
                $0.facts = facts
                $0.schoolYears = ["2023-2024", "2024-2025"]
                $0.reason = "登记有误"
            }
            #expect(try await scene.tell(withdrawn, "verdict") == 3)
            let told = try await scene.fixture.inbox(.school(scene.b)).messages
            #expect(told.map(\.template) == ["failure-withdrawn@1", "result-corrected@1"])
            #expect(told[1].bodyChinese.contains("2024-2025 合格（原为不合格）"))
            #expect(told[1].bodyEnglish.contains("pass (before: fail)"))
            #expect(told[0].bodyChinese.contains("2023-2024、2024-2025 连续不合格不再成立"))
            #expect(told[0].bodyChinese.contains("登记有误"))
        }
    }

    @Test("Figures that may be objected to come with the last day; a naming and its end with why")
    func windows() async throws {
        try await Self.with { scene in
            let shown = Taoli_Evaluation_Events_V1_CycleComputed.with {
                $0.facts = .with {
                    $0.chinese = "学年评估"
                    $0.english = "yearly assessment"
                    $0.schoolYear = "2024-2025"
                    $0.recipients = scene.all
                }
                $0.contestUntil = "2025-08-15"
            }
            #expect(try await scene.tell(shown, "cycle") == 3)
            let first = try #require(
                try await scene.fixture.inbox(.school(scene.a)).messages.first)
            #expect(
                first.bodyChinese
                    == "2024-2025 学年评估的结果已可查看，公布前可以提出异议。请于 2025-08-15 前办结。")
            let revoked = Taoli_Evaluation_Events_V1_NamingRevoked.with {
                $0.facts = Verdict.with {
                    $0.groupID = scene.group.text
                    $0.recipients = scene.all
                }
                $0.on = "2026-03-01"
                $0.reason = "违反规定"
            }
            #expect(try await scene.tell(revoked, "verdict") == 3)
            let last = try #require(
                try await scene.fixture.inbox(.school(scene.a)).messages.first)
            #expect(last.bodyChinese == "桃李集团：2026-03-01 撤销命名。理由：违反规定")
        }
    }

    @Test("A unit that cannot be read is an error that names the field; nobody to tell is none")
    func fields() async throws {
        try await Self.with { scene in
            let nobody = Taoli_Evaluation_Events_V1_ResultPublished.with {
                $0.facts = Verdict.with { $0.groupID = scene.group.text }
            }
            let none = try await scene.tell(nobody, "verdict")
            #expect(none == 0)
            let broken = Taoli_Evaluation_Events_V1_ResultPublished.with {
                $0.facts = Verdict.with { $0.recipients = ["planet/earth"] }
            }
            let problem = await refusal { _ = try await scene.tell(broken, "verdict") }
            #expect(problem.contains("recipients"))
        }
    }
}
