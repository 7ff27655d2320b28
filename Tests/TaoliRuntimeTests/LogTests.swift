import Foundation
import Logging
import Synchronization
import Testing

@testable import TaoliRuntime

@Suite("JSON logs")
struct LogTests {
    private final class Lines: Sendable {
        let all = Mutex<[String]>([])
    }

    private func logger(_ lines: Lines, level: Logger.Level = .info) -> Logger {
        Logger(label: "test") { label in
            JSONLogHandler(
                service: "registry", label: label, level: level,
                sink: LogSink { line in lines.all.withLock { $0.append(line) } },
                now: { Date(timeIntervalSince1970: 1_700_000_000.25) })
        }
    }

    @Test("A line has its fields in a fixed order")
    func golden() {
        let lines = Lines()
        logger(lines).info(
            "started",
            metadata: ["b": "x\"\n", "a": .array(["1", "2"]), "n": .stringConvertible(7)])
        let head = #"{"ts":"2023-11-14T22:13:20.250Z","level":"info","service":"registry","#
        let tail = #""logger":"test","msg":"started","metadata":{"a":["1","2"],"b":"x\"\n","n":7}}"#
        let written = lines.all.withLock { $0 }
        #expect(written == [head + tail + "\n"])
    }

    @Test("Every line is one line of valid JSON, whatever the text holds")
    func valid() throws {
        let lines = Lines()
        logger(lines).error("a\nb\u{0}c\u{2028}d\u{7F}桃李\\", metadata: ["k\"\n": "\r\t"])
        let line = try #require(lines.all.withLock { $0.first })
        #expect(line.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(object?["msg"] as? String == "a\nb\u{0}c\u{2028}d\u{7F}桃李\\")
    }

    @Test("Lines below the level are not written")
    func level() {
        let lines = Lines()
        let logger = logger(lines, level: .warning)
        logger.info("quiet")
        logger.warning("loud")
        #expect(lines.all.withLock { $0 }.count == 1)
    }

    @Test("Inside a trace the line carries its id")
    func trace() async throws {
        let lines = Lines()
        let logger = logger(lines)
        let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        await TraceContext.continuing(parent) { logger.info("inside") }
        #expect(
            lines.all.withLock { $0[0] }
                .contains(#""trace_id":"0af7651916cd43dd8448eb211c80319c""#))
    }

    @Test("No identity or phone number reaches a log, by message, metadata or number")
    func personal() {
        let lines = Lines()
        logger(lines).info(
            "学生440106199001011234电话13812345678",
            metadata: [
                "x": "44010619900101123X", "nested": .dictionary(["y": "+8613912345678"]),
                "number": .stringConvertible(440_106_199_001_011_234),
            ])
        let text = lines.all.withLock { $0.joined() }
        for part in ["440106", "13812345678", "13912345678"] { #expect(!text.contains(part)) }
    }

    @Test(
        "Other numbers stay readable",
        arguments: [
            "0197f0a1-2b3c-7d4e-8f90-13812345678a", "1234567890", "4401061990010112345",
            "12812345678", "2024-03-01", "桃李",
        ])
    func harmless(text: String) {
        #expect(Redaction.apply(text) == text)
    }
}
