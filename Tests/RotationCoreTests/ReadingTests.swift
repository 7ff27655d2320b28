import Foundation
import RotationCore
import TaoliModels
import Testing

@Suite("Reading an instance")
struct ReadingTests {
    private let good: [InstanceTable: String] = [
        .schools: """
        school,group,stage,role,capacity
        A,G,primary,strong,0
        B,G,primary,receiving,5

        """,
        .teachers: """
        teacher,school,subject,stage,key,eligible,hardship,willing,years_at_school,years_to_retirement
        T1,A,math,primary,1,1,0,0,9,9
        T2,A,math,primary,0,0,0,-1,2,9

        """,
        .needs: "school,subject,need,weight\nB,math,1,3\n",
        .preferences: "teacher,rank,school\nT1,1,B\n",
        .commute: "teacher,school,minutes,extra_minutes\nT1,B,20,5\n",
    ]

    /// Reads the good files with one of them exchanged.
    private func read(
        _ table: InstanceTable? = nil, _ text: String = ""
    ) throws -> (PlanInstance?, InstanceReading) {
        var files = good
        if let table { files[table] = text }
        let reading = InstanceReading(.shanghai)
        for table in InstanceTable.allCases {
            try Tables.read(Data((files[table] ?? "").utf8), table, into: reading)
        }
        let instance = reading.finish()
        return (instance, reading)
    }

    @Test("Good files make an instance, without a word")
    func clean() throws {
        let (found, reading) = try read()
        let instance = try #require(found)
        #expect(reading.problems.isEmpty && reading.warnings.isEmpty)
        #expect(instance.teachers.map(\.code) == ["T1", "T2"])
        #expect(instance.ways[0].first == PlanWay(school: 1, minutes: 20, extraMinutes: 5))
        #expect(instance.wishes[1].isEmpty)
    }

    @Test(
        "What is wrong is told by table, line and column",
        arguments: [
            (
                InstanceTable.teachers, "T1,A,math,primary,1,1,0,0,9,9",
                "T1,X,math,primary,1,1,0,0,9,9", 2, "school"
            ),
            (.teachers, "T2,A", "T1,A", 3, "teacher"),
            (.teachers, "T2,A,math,primary,0,0,0,-1", "T2,A,math,primary,0,0,0,-2", 3, "willing"),
            (.teachers, "T2,A,math,primary,0", "T2,A,math,primary,2", 3, "key"),
            (.commute, "T1,B,20,5", "T1,B,-20,5", 2, "minutes"),
            (.commute, "T1,B,20,5", "T1,B,20.5,5", 2, "minutes"),
            (.commute, "T1,B,20,5", "T9,B,20,5", 2, "teacher"),
            (.commute, "T1,B,20,5", "T1,Z,20,5", 2, "school"),
            (.needs, "B,math,1,3", "B,math,one,3", 2, "need"),
            (.needs, "B,math,1,3", "B,,1,3", 2, "subject"),
            (.preferences, "T1,1,B", "T1,0,B", 2, "rank"),
            (.schools, "B,G,primary,receiving,5", "B,G,middle,receiving,5", 3, "stage"),
            (.schools, "B,G,primary,receiving,5", "B,G,primary,weak,5", 3, "role"),
            (
                .schools, "B,G,primary,receiving,5",
                "A,G,primary,strong,0\nB,G,primary,receiving,5", 3, "school"
            ),
        ])
    func wrong(
        table: InstanceTable, line: String, bad: String, number: Int, column: String
    ) throws {
        let text = try #require(good[table]).replacing(line, with: bad)
        #expect(text != good[table])
        let (instance, reading) = try read(table, text)
        #expect(instance == nil)
        let problem = try #require(reading.problems.first)
        #expect(problem.table == table)
        #expect(problem.line == number)
        #expect(problem.column?.name == column)
        #expect(!problem.text.chinese.isEmpty && !problem.text.english.isEmpty)
    }

    @Test("A way that is missing is told, with the teacher's line")
    func missingWay() throws {
        let (instance, reading) = try read(.commute, "teacher,school,minutes,extra_minutes\n")
        #expect(instance == nil)
        let problem = try #require(reading.problems.first)
        #expect(problem.line == 2)
        #expect(problem.text.english.contains("way of teacher T1 to school B"))
    }

    @Test("Rows that stand twice are told with the line of the first")
    func twice() throws {
        for (table, row) in [
            (InstanceTable.commute, "T1,B,20,5\n"), (.needs, "B,math,1,3\n"),
            (.preferences, "T1,1,B\n"),
        ] {
            let (instance, reading) = try read(table, (good[table] ?? "") + row)
            #expect(instance == nil)
            #expect(reading.problems.first?.line == 3)
            #expect(reading.problems.first?.text.english.contains("line 2") == true)
        }
    }

    @Test("Empty tables of needs, wishes and teachers are no error")
    func empty() throws {
        #expect(try read(.needs, "school,subject,need,weight\n").0 != nil)
        #expect(try read(.preferences, "teacher,rank,school\n").0 != nil)
    }

    @Test("A teacher marked eligible against the years is a warning, and the mark counts")
    func years() throws {
        let text = try #require(good[.teachers]).replacing("1,1,0,0,9,9", with: "1,1,0,0,2,9")
        let (instance, reading) = try read(.teachers, text)
        #expect(instance?.teachers[0].isEligible == true)
        #expect(reading.warnings.first?.line == 2)
    }

    @Test("Parameters that are missing or impossible are told by name")
    func parameters() throws {
        let draft = try JSONDecoder().decode(
            ParametersDraft.self, from: Data(#"{"quota_pct": 20}"#.utf8))
        #expect { try draft.parameters() } throws: {
            ($0 as? ParametersDraft.Problem)?.name == "max_out_pct"
        }
        var whole = draft
        for (name, value) in [
            ("max_out_pct", "30"), ("key_pct", "30"), ("team_min", "3"),
            ("commute_max_min", "60"), ("commute_max_hardship_min", "40"),
            ("subject_loss_pct", "25"), ("subject_loss_floor", "1"),
            ("min_years_at_school", "6"), ("min_years_to_retirement", "3"),
            ("points.unmet_per_weight", "100"), ("points.surplus", "60"),
            ("points.extra_minute", "1"), ("points.pref_rank", "0,10,20"),
            ("points.pref_unlisted", "40"), ("points.pref_none_given", "15"),
            ("points.unwilling", "50"), ("points.hardship", "80"),
        ] {
            try whole.set(name, to: value)
        }
        #expect(try whole.parameters() == .shanghai)
        try whole.set("key_pct", to: "101")
        #expect { try whole.parameters() } throws: {
            ($0 as? ParametersDraft.Problem)?.name == "key_pct"
        }
        #expect { try whole.set("key_percent", to: "1") } throws: {
            ($0 as? ParametersDraft.Problem)?.text.english.contains("key_pct") == true
        }
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(
                ParametersDraft.self, from: Data(#"{"quota_pct": 20.5}"#.utf8))
        }
    }
}
