import Foundation
import TaoliModels

/// The file in which login keeps its tokens.
///
/// A refresh token works once, so that two commands must not refresh at the same time: who wants
/// to refresh holds a lock on a file beside it.
struct TokenStore: Sendable {
    /// How long to wait for another command's refresh.
    static let lockPatience = Duration.seconds(20)

    let path: String

    /// What was kept; `nil` when nobody signed in or the file is damaged.
    func load() -> StoredTokens? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try? decoder.decode(StoredTokens.self, from: data)
    }

    func save(_ tokens: StoredTokens) throws {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try OwnerFile.replace(path, with: try encoder.encode(tokens))
    }

    /// Runs `body` while no other command refreshes.
    ///
    /// - Throws: ``CommandFailure`` when the lock is not free within ``lockPatience``.
    func locked<Result>(_ body: () async throws -> Result) async throws -> Result {
        try? OwnerFile.makeFolder(of: path)
        let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw OwnerFile.failure(path + ".lock", POSIXError(.init(rawValue: errno) ?? .EIO))
        }
        defer { close(descriptor) }
        let deadline = ContinuousClock.now + TokenStore.lockPatience
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard ContinuousClock.now < deadline else {
                throw CommandFailure(
                    .tryAgain,
                    Wording(
                        "另一个 taoli 命令正在刷新登录。", "Another taoli command is renewing the sign-in."),
                    place: path, next: Wording("请稍后重试。", "Try again later."))
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        return try await body()
    }
}
