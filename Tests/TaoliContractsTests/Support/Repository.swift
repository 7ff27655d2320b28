import Foundation

/// The repository that these tests were compiled from.
enum Repository {
    /// Found from this very file: Tests/TaoliContractsTests/Support/Repository.swift.
    static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let contracts = root.appending(path: "Shared/TaoliContracts")
    static let golden = root.appending(path: "Tests/TaoliContractsTests/Golden")
}
