import Foundation
import Testing

@testable import taoli

@Suite("Evaluation commands under a policy pack")
struct EvaluationPackCommandTests {
    private func run(_ arguments: String...) async -> (status: Int32, data: String, notes: String) {
        let console = TestConsole()
        let status = await Program.run(
            ["evaluation"] + arguments, environment: [:], console: console.console)
        return (status, console.data, console.notes)
    }

    private func withFolder(
        _ files: [String: String], _ body: (String) async throws -> Void
    ) async throws {
        let folder = NSTemporaryDirectory() + "/evaluation-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for (name, text) in files {
            try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
        }
        try await body(folder)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    private static let zone = [
        "members.csv": """
        unit,school,stage,from,until,weak
        Z1,A,junior,2023-09-01,,0
        Z1,B,junior,2023-09-01,,1
        Z1,C,junior,2020-09-01,2024-09-01,0
        """,
        "counts.csv": """
        school,stage,measure,count,total,subject,source
        A,junior,pass_rate,990,1000,math,monitoring 2025
        B,junior,pass_rate,989,1000,math,monitoring 2025
        A,junior,everyone_sits,1000,1000,math,monitoring 2025
        B,junior,everyone_sits,1000,1000,math,monitoring 2025
        """,
        "published.csv": "unit,stage,subject,figure,source\nZ1,junior,math,0.15,monitoring 2025\n",
    ]

    @Test(
        "SH-11: verdicts with figure, threshold, sample, source and clause, for members of that day"
    )
    func check() async throws {
        try await withFolder(Self.zone) { folder in
            let checked = await run(
                "check", "--pack", "SH", "--data", folder, "--on", "2025-06-30", "--format", "json")
            #expect(checked.status == 0, "\(checked.notes)")
            let answer = try object(checked.data)
            #expect(answer["pack"] as? String == "SH" && answer["on"] as? String == "2025-06-30")
            let unit = try #require((answer["units"] as? [[String: Any]])?.first)
            #expect(unit["reached"] as? Bool == false)
            let findings = try #require(unit["findings"] as? [[String: Any]])
            func finding(_ rule: String, _ school: String?) -> [String: Any]? {
                findings.first {
                    $0["rule"] as? String == "evaluation.standards.\(rule)"
                        && $0["school"] as? String == school
                }
            }
            #expect(finding("junior_pass_rate", "A")?["verdict"] as? String == "met")
            #expect(finding("junior_pass_rate", "B")?["verdict"] as? String == "not_met")
            #expect(finding("junior_pass_rate", "C") == nil)
            let sum = try #require(finding("junior_pass_rate", nil))
            #expect(sum["count"] as? Int == 1979 && sum["total"] as? Int == 2000)
            #expect(sum["clause"] as? String == "SH-11" && sum["input"] as? String == "monitoring")
            #expect(sum["source"] as? String == "monitoring 2025")
            #expect(finding("between_school_share", nil)?["verdict"] as? String == "not_met")
            #expect(finding("weak_progress", "B")?["verdict"] as? String == "no_data")
            let earlier = await run(
                "check", "--pack", "SH", "--data", folder, "--on", "2024-06-30", "--lang", "en")
            #expect(earlier.status == 0 && earlier.data.contains("Schools without data: C"))
        }
    }

    @Test(
        "A wrong cell is told by file, line and column; a unit or a pack that cannot be is refused")
    func refusals() async throws {
        var files = Self.zone
        files["counts.csv"] = "school,stage,measure,count,total\nA,junior,pass_rat,1,2\n"
        try await withFolder(files) { folder in
            let wrong = await run("check", "--pack", "SH", "--data", folder, "--on", "2025-06-30")
            #expect(wrong.status == 65 && wrong.notes.contains("counts.csv, line 2"))
            #expect(wrong.notes.contains("pass_rate"))
        }
        try await withFolder(Self.zone) { folder in
            let unit = await run(
                "check", "--pack", "SH", "--data", folder, "--on", "2025-06-30", "--unit", "Z2")
            #expect(unit.status == 65 && unit.notes.contains("Z1"))
            let pack = await run("check", "--pack", "GT", "--data", folder, "--on", "2025-06-30")
            #expect(pack.status == 65 && pack.notes.contains("taoli evaluation tree"))
            let date = await run("check", "--pack", "SH", "--data", folder, "--on", "june")
            #expect(date.status == 64)
        }
    }

    @Test("The national resources: each school, each resource of the district, never their mean")
    func resources() async throws {
        let head =
            "school,district,stage,students,qualified_teachers,key_teachers,"
            + "arts_sports_teachers,teaching_area,sports_area,equipment_value,multimedia_rooms\n"
        let files = [
            "resources.csv": head + "A,D,primary,100,4.2,1,0.9,450,750,200000,2.3\n"
                + "B,D,primary,100,4.2,1,0.9,450,637,200000,2.3\n"
        ]
        try await withFolder(files) { folder in
            let checked = await run(
                "check", "--pack", "CN", "--data", folder, "--on", "2025-06-30", "--format", "json")
            #expect(checked.status == 0, "\(checked.notes)")
            let found = try #require(try object(checked.data)["resources"] as? [[String: Any]])
            func whole(_ school: String) -> String? {
                found.first { $0["subject"] as? String == school && $0["resource"] is NSNull }?[
                    "verdict"] as? String
            }
            #expect(whole("A") == "met" && whole("B") == "not_met")
            #expect(found.filter { $0["subject"] as? String == "D" }.count == 7)
        }
    }

    private static let scores = """
        subject,leaf,value,evidence
        G1,institutions,80,1
        G1,institutions,90,
        G1,staff,70,1
        G1,resources,70,1
        G1,quality,70,1
        G1,innovation,70,0
        """

    @Test("XN-27: a tree is scored, the panel's spread shown, and what lacks evidence is marked")
    func tree() async throws {
        try await withFolder(["s.csv": Self.scores]) { folder in
            let scored = await run(
                "tree", "--pack", "XN", "--tree", "group", "--input", folder + "/s.csv", "--cycle",
                "2025", "--freeze", folder + "/cycle.txt", "--format", "json")
            #expect(scored.status == 0, "\(scored.notes)")
            let answer = try object(scored.data)
            #expect(
                answer["clause"] as? String == "XN-27" && answer["weights"] as? String == "ours")
            let subject = try #require((answer["subjects"] as? [[String: Any]])?.first)
            #expect(subject["score"] as? Double == 73.75)
            #expect(subject["covered"] as? Double == 0.8)
            let nodes = try #require(subject["nodes"] as? [[String: Any]])
            let innovation = nodes.first { $0["id"] as? String == "innovation" }
            #expect(innovation?["gap"] as? String == "no_evidence")
            let panel = nodes.first { $0["id"] as? String == "institutions" }
            #expect(panel?["panel_low"] as? Double == 80 && panel?["panel_high"] as? Double == 90)
            let frozen = try String(contentsOfFile: folder + "/cycle.txt", encoding: .utf8)
            #expect(frozen.hasPrefix("cycle\t2025\n"))
            let shown = await run(
                "tree", "--pack", "XN", "--tree", "group", "--input", folder + "/s.csv", "--lang",
                "zh")
            #expect(shown.data.contains("缺佐证") && shown.notes.contains("权重为本平台所拟"))
        }
    }

    @Test("JD-14: outside the pilot the tree is refused; a leaf that is not there gets the nearest")
    func pilot() async throws {
        let rows = "subject,leaf,value\nS1,by_parents,0.9\n"
        try await withFolder(["s.csv": rows, "w.csv": "subject,leaf,value\nS1,by_parent,1\n"]) {
            folder in
            let arguments = ["tree", "--pack", "JD", "--tree", "comprehensive", "--input"]
            let outside = await run(arguments + [folder + "/s.csv"])
            #expect(outside.status == 65 && outside.notes.contains("JD-14"))
            let inside = await run(arguments + [folder + "/s.csv", "--pilot", "S1"])
            #expect(inside.status == 0, "\(inside.notes)")
            let wrong = await run(arguments + [folder + "/w.csv", "--pilot", "S1"])
            #expect(wrong.status == 65 && wrong.notes.contains("by_parents"))
        }
    }

    private func run(_ arguments: [String]) async -> (status: Int32, data: String, notes: String) {
        let console = TestConsole()
        let status = await Program.run(
            ["evaluation"] + arguments, environment: [:], console: console.console)
        return (status, console.data, console.notes)
    }

    @Test("TC-15 JD-7: students are followed over the stages that the pack names, and no others")
    func cohorts() async throws {
        let first = "student,school,result\n1,P,10\n2,P,20\n3,Q,30\n4,Q,45\n"
        let later = "student,school,result\n1,J,70\n2,J,80\n3,J,60\n5,J,90\n"
        try await withFolder(["p.csv": first, "j.csv": later]) { folder in
            let files = ["--first", folder + "/p.csv", "--later", folder + "/j.csv"]
            let followed = await run(
                [
                    "cohorts", "--pack", "JD", "--from", "primary", "--to", "junior", "--format",
                    "json",
                ]
                    + files)
            #expect(followed.status == 0, "\(followed.notes)")
            let answer = try object(followed.data)
            #expect(answer["lost"] as? Int == 1 && answer["joined"] as? Int == 1)
            let paths = try #require(answer["paths"] as? [[String: Any]])
            #expect(paths.map { $0["from"] as? String } == ["P", "Q"])
            #expect(paths[0]["followed"] as? Int == 2)
            let other = await run(
                ["cohorts", "--pack", "JD", "--from", "junior", "--to", "senior"] + files)
            #expect(other.status == 65 && other.notes.contains("primary > junior"))
        }
    }

    @Test("A ranking is made only where the pack wants one, and says how far it holds")
    func ranking() async throws {
        let effects = "unit,value_added,se\nA,0.5,0.1\nB,0.4,0.1\nC,-0.5,0.1\n"
        let pack = try String(
            contentsOfFile: URL(filePath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "Shared/TaoliPolicy/Packs/TC.yaml").path(), encoding: .utf8)
        let own = pack.replacing(
            "\nevaluation:\n",
            with: """

                evaluation:
                  rankings:
                    - {id: schools, of: school, ours: the bureau wants one}

                """)
        try await withFolder(["e.csv": effects, "own.yaml": own]) { folder in
            let refused = await run("ranking", "--pack", "TC", "--input", folder + "/e.csv")
            #expect(refused.status == 65 && refused.notes.contains("TC"))
            let ranked = await run(
                "ranking", "--pack", folder + "/own.yaml", "--input", folder + "/e.csv", "--format",
                "json")
            #expect(ranked.status == 0, "\(ranked.notes)")
            let places = try #require(try object(ranked.data)["places"] as? [[String: Any]])
            #expect(places.map { $0["unit"] as? String } == ["A", "B", "C"])
            #expect(places[0]["rank_high"] as? Int == 2)
            let holds = try #require(places[0]["holds_against_next"] as? Double)
            #expect(holds > 0.7 && holds < 0.8)
        }
    }

    @Test("SH-11: satisfaction of each kind of respondent, with its sample")
    func satisfaction() async throws {
        let rows =
            "school,respondent,roll,answered,satisfied\nA,parents,1000,900,850\n"
            + "B,parents,500,400,390\nA,teachers,90,80,79\n"
        try await withFolder(["s.csv": rows]) { folder in
            let found = await run(
                "satisfaction", "--pack", "SH", "--input", folder + "/s.csv", "--format", "json")
            #expect(found.status == 0, "\(found.notes)")
            let items = try #require(try object(found.data)["items"] as? [[String: Any]])
            #expect(items.map { $0["respondent"] as? String } == ["parents", "teachers"])
            #expect(items[0]["verdict"] as? String == "met")
            #expect(items[0]["count"] as? Int == 1300 && items[0]["total"] as? Int == 1500)
            let none = await run("satisfaction", "--pack", "XN", "--input", folder + "/s.csv")
            #expect(none.status == 65)
        }
    }

    @Test("SH-10: half of a principal's appraisal is the unit's result; a school's has no floor")
    func appraisal() async throws {
        func share(_ share: String, of subject: String, _ more: String...) async
            -> (status: Int32, data: String, notes: String)
        {
            await run(["appraisal", "--pack", "SH", "--of", subject, "--share", share] + more)
        }
        let less = await share("45%", of: "principal", "--format", "json")
        #expect(less.status == 65)
        let items = try #require(try object(less.data)["items"] as? [[String: Any]])
        #expect(items.map { $0["rule"] as? String } == ["appraisal-share-too-small"])
        #expect(items.map { $0["clause"] as? String } == ["SH-10"])
        let half = await share("1/2", of: "principal", "--lang", "en")
        #expect(half.status == 0 && half.data.isEmpty)
        #expect(half.notes.contains("at least 50 % is asked"), "\(half.notes)")
        let school = await share("1%", of: "school", "--lang", "en")
        #expect(school.status == 0 && school.notes.contains("no least share"), "\(school.notes)")
        for (words, of) in [("120%", "principal"), ("half", "school"), ("50%", "headmaster")] {
            #expect(await share(words, of: of).status == 64)
        }
    }

    @Test("The rules of a section are shown with their clauses")
    func section() async {
        let console = TestConsole()
        let status = await Program.run(
            ["policy", "show", "SH", "--section", "evaluation", "--lang", "en"], environment: [:],
            console: console.console)
        #expect(status == 0 && console.data.contains("evaluation.standards.junior_pass_rate"))
        #expect(!console.data.contains("rotation.shares") && console.data.contains("bound: 99%"))
    }
}
