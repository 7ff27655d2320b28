import Testing

@Suite("Events")
struct EventRuleTests {
    private static let document = "Shared/Documentation/events.md"

    private static func messages() throws -> [EventRule.Message] {
        try Repository.files(below: ["Shared/TaoliContracts/protos/taoli"], endingIn: [".proto"])
            .filter { $0.path.contains("/events/") }.flatMap(EventRule.messages)
    }

    @Test("Every event has a row in events.md with its topic, its fields and who listens")
    func everyEventIsListed() throws {
        let messages = try Self.messages()
        #expect(messages.count > 10)
        let violations = EventRule.check(messages, document: try Repository.file(Self.document))
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test("Every topic that code names is listed in events.md")
    func everyTopicIsListed() throws {
        let listed = TopicRule.listed(in: try Repository.file(Self.document))
        let files = try Repository.files(
            below: ["Shared", "Services"], endingIn: [".swift", ".sql"])
        let violations = files.flatMap { TopicRule.check($0, listed: listed) }
        #expect(violations.isEmpty, "\(violations.report)")
        #expect(files.contains { !TopicRule.topics(in: $0).isEmpty })
    }

    @Test("Events.md names whoever reads an event in code, and nobody else")
    func listeners() throws {
        let files = try Repository.files(
            below: ["Services", "Shared/TaoliHost"], endingIn: [".swift"])
        let readers = ListenerRule.Readers(files)
        #expect(readers.byService.count >= 3 && readers.shared.count > 10)
        let violations = ListenerRule.check(
            readers, document: try Repository.file(Self.document))
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test("A listener that is missing, one that does not listen and a nobody that does are found")
    func plantedListeners() {
        let readers = ListenerRule.Readers([
            SourceFile(
                "Services/Rotation/Service/Inbound/A.swift",
                "case Taoli_Registry_Events_V1_SchoolClosed.protoMessageName:\n"),
            SourceFile(
                "Shared/TaoliHost/Projection/B.swift",
                "case Taoli_Registry_Events_V1_SchoolOpened.protoMessageName:\n"),
        ])
        let right = Self.table(
            Self.closed.replacing("| rotation |", with: "| rotation: places; a note |"),
            Self.opened.replacing("nobody yet", with: "rotation, evaluation: projection"))
        #expect(ListenerRule.check(readers, document: right).isEmpty)
        let wrong = [
            Self.closed.replacing("| rotation |", with: "| nobody yet |"),
            Self.closed.replacing("| rotation |", with: "| rotation, evaluation: places |"),
            Self.opened,
        ]
        for row in wrong {
            #expect(ListenerRule.check(readers, document: Self.table(row)).count == 1, "\(row)")
        }
    }

    private static let proto = SourceFile(
        "protos/taoli/registry/events/v1/a.proto",
        """
        package taoli.registry.events.v1;
        // Was closed = 9;
        message SchoolClosed {
          string school_id = 1;
          message Inner { string hidden = 1; }
          repeated Inner inners = 2 [deprecated = true];
        }
        message SchoolOpened { string school_id = 1; }
        """)

    private static func table(_ rows: String...) -> SourceFile {
        SourceFile("events.md", "| a | b | c | d | e |\n|---|---|---|---|---|\n" + rows.joined())
    }

    private static let closed =
        "| close | `SchoolClosed` | `taoli.registry.school` | `school_id` `inners` | rotation |\n"
    private static let opened =
        "| open | `SchoolOpened` | `taoli.registry.school` | `school_id` | nobody yet |\n"

    @Test("A proto's messages are read with the fields of their own")
    func protoIsRead() {
        let messages = EventRule.messages(in: Self.proto)
        #expect(messages.map(\.name) == ["SchoolClosed", "SchoolOpened"])
        #expect(messages.map(\.fields) == [["school_id", "inners"], ["school_id"]])
        #expect(messages.map(\.line) == [3, 8])
        let complete = Self.table(Self.closed, Self.opened)
        #expect(EventRule.check(messages, document: complete).isEmpty)
    }

    @Test("A missing row, another topic, another field, no listener and a stale row are found")
    func planted() {
        let messages = EventRule.messages(in: Self.proto)
        let wrong = [
            Self.table(Self.closed),
            Self.table(Self.closed, Self.opened.replacing("registry", with: "rotation")),
            Self.table(Self.closed, Self.opened.replacing("`school_id`", with: "`id`")),
            Self.table(Self.closed, Self.opened.replacing("nobody yet", with: "")),
            Self.table(Self.closed, Self.opened, Self.opened.replacing("Opened", with: "Sold")),
        ]
        for document in wrong {
            #expect(EventRule.check(messages, document: document).count == 1, "\(document.text)")
        }
    }

    @Test("A topic missing from events.md is found, whole or computed")
    func plantedTopic() {
        let listed = TopicRule.listed(
            in: SourceFile("events.md", "`taoli.registry.school`, `taoli.<service>.dead`"))
        let good = #"let a = ["taoli.registry.school", "taoli.\(name(of: x)).dead"]"#
        #expect(TopicRule.check(SourceFile("A.swift", good), listed: listed).isEmpty)
        for bad in [
            #"let a = "taoli.registry.pupil""#, #"let a = "taoli.\(service).later""#,
            #"let a = "taoli.registry.\(kind)""#,
        ] {
            #expect(TopicRule.check(SourceFile("A.swift", bad), listed: listed).count == 1)
        }
        let sql = SourceFile("M0001_a.sql", "insert into t values ('taoli.registry.pupil');")
        #expect(TopicRule.check(sql, listed: listed).map(\.line) == [1])
        let label = #"Logger(label: "taoli.kafka.consumer")"#
        #expect(TopicRule.check(SourceFile("A.swift", label), listed: []).isEmpty)
    }
}
