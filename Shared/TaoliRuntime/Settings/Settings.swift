import Configuration
import Foundation
import TaoliModels

/// The settings of one process: flags before environment before file before default.
///
/// Every key is declared as a ``SettingKey``. An unknown flag or an unknown name in the file is an
/// error when loading; a missing or malformed value is an error when it is read, and `validate`
/// reads them all. Values are read once; a changed environment or file counts after a restart.
package struct Settings: Sendable {
    /// The key that names the configuration file; present in every list of keys.
    package static let configurationFile = SettingKey(
        "config",
        purpose: Wording("JSON 配置文件的路径", "path of a configuration file in JSON"))

    /// All keys of this process, in the order of declaration.
    package let keys: [SettingKey]
    private let layers: [(source: SettingSource, snapshot: any ConfigSnapshot)]

    /// Collects the layers.
    ///
    /// - Parameters:
    ///   - keys: the declared keys; of keys with one name the first counts.
    ///   - arguments: what stands behind the subcommand, without the program's name.
    ///   - environment: the process environment.
    /// - Throws: ``SettingsError`` for an unknown flag, a secret given as flag, an unreadable file
    ///   or an unknown name in it.
    package init(
        keys: [SettingKey], arguments: [String] = [],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        var seen: Set<String> = []
        self.keys = (keys + [Self.configurationFile]).filter { seen.insert($0.name).inserted }
        try Self.checkFlags(arguments, against: self.keys)
        let flags = CommandLineArgumentsProvider(arguments: ["taoli"] + arguments)
        // An empty variable counts as absent, as compose files write `NAME=`.
        let variables = EnvironmentVariablesProvider(
            environmentVariables: environment.filter { !$0.value.isEmpty })
        let prefixed = KeyMappingProvider(upstream: variables) { key in
            AbsoluteConfigKey(["taoli"] + key.components)
        }
        var layers: [(source: SettingSource, snapshot: any ConfigSnapshot)] = [
            (.flag, flags.snapshot()), (.environment, prefixed.snapshot()),
        ]
        if let path = try Self.lookUp(Self.configurationFile, in: layers)?.text {
            layers.append((.file(path), try SettingsFile.read(path, keys: self.keys)))
        }
        self.layers = layers
    }

    /// The value of a key in its text form and where it came from; `nil` when absent.
    ///
    /// - Throws: ``SettingsError`` when the strongest layer that has the key holds a malformed
    ///   value.
    package func value(_ key: SettingKey) throws -> (text: String, source: SettingSource)? {
        if let found = try Self.lookUp(key, in: layers) { return found }
        return key.defaultText.map { ($0, .builtIn) }
    }

    /// Reads every key once, so that a malformed value is reported before anything starts.
    ///
    /// - Parameter required: keys that must have a value.
    package func validate(required: [SettingKey] = []) throws {
        for key in keys { _ = try value(key) }
        for key in required where try value(key) == nil { throw SettingsError.missing(key) }
    }

    private static func lookUp(
        _ key: SettingKey, in layers: [(source: SettingSource, snapshot: any ConfigSnapshot)]
    ) throws -> (text: String, source: SettingSource)? {
        let path = AbsoluteConfigKey(key.components)
        for layer in layers {
            let content: ConfigContent?
            do {
                let result = try layer.snapshot.value(forKey: path, type: key.kind.configType)
                content = result.value?.content
            } catch {
                throw SettingsError.malformed(key, source: layer.source, value: nil)
            }
            guard let content else { continue }
            let text = content.plainText
            guard key.kind.accepts(text) else {
                throw SettingsError.malformed(key, source: layer.source, value: text)
            }
            return (text, layer.source)
        }
        return nil
    }

    private static func checkFlags(_ arguments: [String], against keys: [SettingKey]) throws {
        let known = Dictionary(uniqueKeysWithValues: keys.map { ($0.flag, $0) })
        for argument in arguments where argument.hasPrefix("--") {
            let name = String(argument.prefix { $0 != "=" })
            guard let key = known[name] else {
                throw SettingsError.unknown(
                    name, where: Wording("命令行", "command line"),
                    nearest: nearestName(to: name, among: known.keys))
            }
            if key.isSecret { throw SettingsError.secretFlag(key) }
        }
    }
}
