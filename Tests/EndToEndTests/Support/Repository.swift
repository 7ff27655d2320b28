import Foundation

/// Files of the project that the tests read.
enum Repository {
    /// The path of a file named from the project's root.
    static func path(_ name: String, from file: String = #filePath) -> String {
        // <root>/Tests/EndToEndTests/Support/Repository.swift
        URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: name).path
    }
}
