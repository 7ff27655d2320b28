import Foundation
import TaoliModels
import Testing

@testable import TaoliRuntime

@Suite("Settings")
struct SettingsTests {
    private let url = SettingKey(
        "postgres.owner-url", secret: true, purpose: Wording("数据库", "the database"))
    private let port = SettingKey(
        "grpc.port", .integer(0...65535), default: "0", purpose: Wording("端口", "the port"))
    private let level = SettingKey(
        "log.level", .choice(["info", "debug"]), default: "info", purpose: Wording("级别", "level"))
    private let wait = SettingKey("wait", .seconds, default: "5", purpose: Wording("等待", "wait"))
    private let loud = SettingKey("loud", .flag, default: "false", purpose: Wording("响", "loud"))

    private var keys: [SettingKey] { [url, port, level, wait, loud] }

    private func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/settings-\(UUID()).json"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test("Flags win over the environment, the environment over the file, the file over defaults")
    func order() throws {
        let path = try file(#"{"grpc": {"port": 3}, "log": {"level": "debug"}, "wait": 0.25}"#)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let environment = ["TAOLI_GRPC_PORT": "2", "TAOLI_CONFIG": path, "GRPC_PORT": "9"]
        let flags = try Settings(
            keys: keys, arguments: ["--grpc-port", "1"], environment: environment)
        #expect(try flags.integer(port) == 1)
        let variables = try Settings(keys: keys, environment: environment)
        #expect(try variables.integer(port) == 2)
        let filed = try Settings(keys: keys, environment: ["TAOLI_CONFIG": path])
        #expect(try filed.integer(port) == 3)
        #expect(try filed.text(level) == "debug")
        #expect(try filed.duration(wait) == .milliseconds(250))
        let bare = try Settings(keys: keys, environment: [:])
        #expect(try bare.integer(port) == 0)
        #expect(try bare.duration(wait) == .seconds(5))
    }

    @Test("A key with dashes is read from its environment variable and from nested JSON")
    func dashes() throws {
        #expect(url.environmentVariable == "TAOLI_POSTGRES_OWNER_URL")
        #expect(url.flag == "--postgres-owner-url")
        let variable = try Settings(keys: keys, environment: ["TAOLI_POSTGRES_OWNER_URL": "a"])
        #expect(try variable.text(url) == "a")
        let path = try file(#"{"postgres": {"owner-url": "b"}}"#)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let filed = try Settings(keys: keys, arguments: ["--config=\(path)"], environment: [:])
        #expect(try filed.text(url) == "b")
    }

    @Test("A flag without a value means true")
    func presence() throws {
        let settings = try Settings(keys: keys, arguments: ["--loud"], environment: [:])
        #expect(try settings.flag(loud))
        #expect(try !Settings(keys: keys, environment: [:]).flag(loud))
    }

    @Test("A missing value names the key and every place where it may be set")
    func missing() throws {
        let settings = try Settings(keys: keys, environment: [:])
        let error = #expect(throws: SettingsError.self) { try settings.text(url) }
        #expect(error?.key == "postgres.owner-url")
        #expect(error?.description.contains("TAOLI_POSTGRES_OWNER_URL") == true)
        #expect(error?.description.contains("缺少配置项") == true)
        #expect(throws: SettingsError.self) { try settings.validate(required: [url]) }
        try settings.validate()
    }

    @Test(
        "A malformed value names the key, its source and what is wanted",
        arguments: ["seventy", "-1", "65536", "1.5", " "])
    func malformed(text: String) throws {
        let settings = try Settings(keys: keys, environment: ["TAOLI_GRPC_PORT": text])
        let error = #expect(throws: SettingsError.self) { try settings.integer(port) }
        #expect(error?.description.contains("TAOLI_GRPC_PORT") == true)
        #expect(error?.description.contains("from 0 to 65535") == true)
        #expect(throws: SettingsError.self) { try settings.validate() }
    }

    @Test("A word outside the choice and a time of zero are refused")
    func bounds() throws {
        let environment = ["TAOLI_LOG_LEVEL": "loud", "TAOLI_WAIT": "0"]
        let settings = try Settings(keys: keys, environment: environment)
        #expect(throws: SettingsError.self) { try settings.text(level) }
        #expect(throws: SettingsError.self) { try settings.duration(wait) }
    }

    @Test("An unknown flag is refused and the nearest one is named")
    func unknownFlag() {
        let error = #expect(throws: SettingsError.self) {
            try Settings(keys: keys, arguments: ["--grpc-prot=1"], environment: [:])
        }
        #expect(error?.description.contains("--grpc-port") == true)
    }

    @Test("An unknown name in the file, broken JSON and an absent file are refused")
    func badFiles() throws {
        let typo = try file(#"{"grpc": {"prot": 1}}"#)
        let broken = try file(#"{"grpc": "#)
        defer {
            try? FileManager.default.removeItem(atPath: typo)
            try? FileManager.default.removeItem(atPath: broken)
        }
        for path in [typo, broken, "/nowhere/at/all.json"] {
            #expect(throws: SettingsError.self) {
                try Settings(keys: keys, environment: ["TAOLI_CONFIG": path])
            }
        }
    }

    @Test("A secret is refused as a flag and never printed")
    func secrets() throws {
        #expect(throws: SettingsError.self) {
            try Settings(
                keys: keys, arguments: ["--postgres-owner-url", "hidden"], environment: [:])
        }
        let settings = try Settings(
            keys: keys, environment: ["TAOLI_POSTGRES_OWNER_URL": "hidden", "TAOLI_WAIT": "x"])
        let explained = settings.explain()
        #expect(explained.count == keys.count + 1)
        #expect(!"\(explained)".contains("hidden"))
        #expect(explained.first { $0.key == url }?.shown == "***")
        #expect(explained.first { $0.key == wait }?.source.english.contains("TAOLI_WAIT") == true)
    }

    @Test("Help and the table list every key of the runtime")
    func help() {
        let help = Settings.help(RuntimeKeys.all)
        let table = Settings.markdown(RuntimeKeys.all)
        for key in RuntimeKeys.all {
            #expect(help.contains(key.environmentVariable))
            #expect(table.contains("`\(key.name)`"))
        }
    }
}
