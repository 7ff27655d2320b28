package import TaoliModels

/// Where a value came from, strongest first.
package enum SettingSource: Hashable, Sendable {
    /// A flag on the command line.
    case flag
    /// An environment variable.
    case environment
    /// The configuration file at this path.
    case file(String)
    /// The key's own default.
    case builtIn

    /// Names the place for a person.
    package func wording(_ key: SettingKey) -> Wording {
        switch self {
        case .flag: Wording("命令行 \(key.flag)", "flag \(key.flag)")
        case .environment:
            Wording("环境变量 \(key.environmentVariable)", "environment \(key.environmentVariable)")
        case .file(let path): Wording("配置文件 \(path)", "file \(path)")
        case .builtIn: Wording("默认值", "default")
        }
    }
}
