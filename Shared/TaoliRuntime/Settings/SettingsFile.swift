import Configuration
import Foundation
import TaoliModels

/// Reads the configuration file: a JSON object whose nesting follows the dots of the keys.
enum SettingsFile {
    /// The largest file that is read, in bytes.
    static let bytesMax = 1_048_576

    /// - Throws: ``SettingsError`` when the file cannot be read, is no JSON object or holds a name
    ///   that is no key.
    static func read(_ path: String, keys: [SettingKey]) throws -> any ConfigSnapshot {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SettingsError.file(
                path, reason: Wording("文件不存在或无法读取。", "it does not exist or is not readable."))
        }
        guard data.count <= bytesMax else {
            throw SettingsError.file(
                path, reason: Wording("文件过大。", "it is larger than \(bytesMax) bytes."))
        }
        guard let object = try? JSONSerialization.jsonObject(with: data),
            let root = object as? [String: Any]
        else {
            throw SettingsError.file(
                path,
                reason: Wording("内容不是 JSON 对象。", "its content is not a JSON object."))
        }
        let known = Set(keys.map(\.name))
        for name in names(in: root, prefix: "") where !known.contains(name) {
            throw SettingsError.unknown(
                name, where: Wording("配置文件 \(path)", "file \(path)"),
                nearest: nearestName(to: name, among: known))
        }
        let bytes = [UInt8](data)
        do {
            return try JSONSnapshot(
                data: bytes.span.bytes, providerName: path, parsingOptions: .default)
        } catch {
            throw SettingsError.file(
                path, reason: Wording("含有不支持的值。", "it holds a value of an unknown kind."))
        }
    }

    private static func names(in object: [String: Any], prefix: String) -> [String] {
        object.keys.sorted().flatMap { key -> [String] in
            let name = prefix.isEmpty ? key : "\(prefix).\(key)"
            guard let nested = object[key] as? [String: Any] else { return [name] }
            return names(in: nested, prefix: name)
        }
    }
}
