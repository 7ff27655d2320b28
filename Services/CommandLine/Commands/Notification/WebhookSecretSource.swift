import Foundation
import TaoliModels

/// Where a webhook's secret comes from: a file, or made here. Never from the command line, which
/// others can see, and never from the server, which keeps it sealed and shows it to nobody.
enum WebhookSecretSource {
    /// Bytes of one made here.
    private static let bytes = 32

    /// - Parameter file: its first line is the secret; `nil`: one is made.
    /// - Throws: ``CommandFailure`` for a file that cannot be read.
    static func read(_ file: String?, in context: CommandContext) throws -> (
        secret: String, isNew: Bool
    ) {
        guard let file else {
            var generator = SystemRandomNumberGenerator()
            let key = (0..<bytes).map { _ in UInt8.random(in: 0...255, using: &generator) }
            return ("whsec_" + Data(key).base64EncodedString(), true)
        }
        let secret = try PasswordSource(file: file).read(in: context, prompt: "")
        return (secret, false)
    }

    /// Shows a secret that was made here, the only time that anybody can.
    static func tell(_ secret: String, in context: CommandContext) {
        context.console.note(
            context.text(
                "密钥（只显示这一次，请交给接收程序保管）：\(secret)",
                "The secret, shown this once; give it to the receiving program: \(secret)"))
    }
}
