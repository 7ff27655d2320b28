package import TaoliModels

/// A setting that is missing, malformed, unknown or given where it must not be.
///
/// The text names the key, where it may be set and what is wanted; a secret's value never
/// appears in it.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The key meant, or the unknown name as it was written.
    package let key: String
    /// What is wrong and what to do, in both languages.
    package let wording: Wording

    package var description: String { wording.english + "\n" + wording.chinese }

    static func missing(_ key: SettingKey) -> SettingsError {
        SettingsError(
            key: key.name,
            wording: Wording(
                "缺少配置项 \(key.name)（\(key.purpose.chinese)）。\(places(key).chinese)",
                "Setting \(key.name) is missing (\(key.purpose.english)). \(places(key).english)"))
    }

    static func malformed(_ key: SettingKey, source: SettingSource, value: String?)
        -> SettingsError
    {
        let shown = key.isSecret ? nil : value
        return SettingsError(
            key: key.name,
            wording: Wording(
                "配置项 \(key.name) 的值无效\(shown.map { "“\($0)”" } ?? "")"
                    + "（来自\(source.wording(key).chinese)）："
                    + "应为\(key.shape.chinese)。",
                "Setting \(key.name) has a value that cannot be used"
                    + "\(shown.map { " (\"\($0)\")" } ?? ""), from \(source.wording(key).english): "
                    + "it must be \(key.shape.english)."))
    }

    static func secretFlag(_ key: SettingKey) -> SettingsError {
        SettingsError(
            key: key.name,
            wording: Wording(
                "\(key.flag) 是机密，不能写在命令行上；请用环境变量 \(key.environmentVariable) "
                    + "或配置文件中的 \(key.name)。",
                "\(key.flag) is a secret and must not stand on the command line, where others can "
                    + "read it: use \(key.environmentVariable) or \(key.name) in the file."))
    }

    static func unknown(_ name: String, where place: Wording, nearest: String?) -> SettingsError {
        SettingsError(
            key: name,
            wording: Wording(
                "\(place.chinese)中没有名为 \(name) 的配置项。"
                    + (nearest.map { "是否想写 \($0)？" } ?? "用 --help 查看全部配置项。"),
                "There is no setting \(name) (\(place.english)). "
                    + (nearest.map { "Did you mean \($0)?" } ?? "See --help for all of them.")))
    }

    static func file(_ path: String, reason: Wording) -> SettingsError {
        SettingsError(
            key: "config",
            wording: Wording(
                "配置文件 \(path) 不可用：\(reason.chinese)",
                "Configuration file \(path) cannot be used: \(reason.english)"))
    }

    /// A file that a setting names cannot be used.
    ///
    /// - Parameter reason: what is wrong with it and what to write instead.
    package static func unusable(_ path: String, of key: SettingKey, reason: Wording)
        -> SettingsError
    {
        SettingsError(
            key: key.name,
            wording: Wording(
                "配置项 \(key.name) 指定的文件 \(path) 不可用：\(reason.chinese)",
                "The file \(path) of setting \(key.name) cannot be used: \(reason.english)"))
    }

    private static func places(_ key: SettingKey) -> Wording {
        let flag = key.isSecret ? "" : "\(key.flag), "
        let shape = key.shape
        return Wording(
            "可设于：\(flag)环境变量 \(key.environmentVariable)，或配置文件中的 \(key.name)；"
                + "应为\(shape.chinese)。",
            "Set \(flag)\(key.environmentVariable) in the environment, or \(key.name) in the "
                + "configuration file; it must be \(shape.english).")
    }
}
