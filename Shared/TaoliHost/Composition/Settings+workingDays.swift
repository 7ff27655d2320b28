import Foundation
import TaoliModels
package import TaoliPolicy
package import TaoliRuntime

extension Settings {
    /// The working days of the years that come with the product and of the operator's file.
    ///
    /// - Throws: `SettingsError` for a file that cannot be read, gives a year twice or is malformed,
    ///   with file, line and what to write.
    package func workingDays() throws -> WorkingDays {
        let key = HostKeys.workingDays
        guard let path = try optionalText(key) else { return .shipped }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw SettingsError.unusable(
                path, of: key,
                reason: Wording("无法读取；请检查路径与权限。", "it cannot be read; see its path and its rights.")
            )
        }
        do {
            return try WorkingDays.shipped.adding(bytes, file: path)
        } catch {
            func text(_ language: (Wording) -> String) -> String {
                error.problems.map {
                    "\n  \($0.file):\($0.line):\($0.column): \(language($0.what)) \(language($0.fix))"
                }.joined()
            }
            throw SettingsError.unusable(
                path, of: key, reason: Wording(text(\.chinese), text(\.english)))
        }
    }
}
